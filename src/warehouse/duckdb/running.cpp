#include "warehouse/duckdb/running.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace nowthen::warehouse {
namespace {

class Pending {
 public:
  explicit Pending(const Functions& call) : call_(call) {}
  ~Pending() { call_.destroy_pending(&pending); }
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;

  duckdb_pending_result pending = nullptr;

 private:
  const Functions& call_;
};

/// Does what there is to do, and sleeps while only DuckDB's own threads have something to do:
/// `execute_pending` would ask for work over and over meanwhile (duckdb/duckdb issue 22178), which took a
/// quarter of an import's CPU, and a lock that those threads need.
/// @return whether it failed
bool fails(const Functions& call, duckdb_pending_result pending) {
  constexpr std::chrono::microseconds shortest{20};
  constexpr std::chrono::microseconds longest{320};
  for (auto pause = shortest;;) {
    switch (call.pending_execute_task(pending)) {
      case DUCKDB_PENDING_RESULT_NOT_READY: pause = shortest; break;
      case DUCKDB_PENDING_NO_TASKS_AVAILABLE:
        std::this_thread::sleep_for(pause);
        pause = std::min(2 * pause, longest);
        break;
      case DUCKDB_PENDING_ERROR: return true;
      default: return false;
    }
  }
}

}  // namespace

Failure interrupted() { return {.kind = FailureKind::interrupted, .message = "interrupted"}; }

Outcome<std::unique_ptr<Running>> run(std::unique_ptr<Running> running, duckdb_prepared_statement prepared,
                                      Delivery delivery, const std::string& sql) {
  const Functions& call = running->connection->call;
  if (running->stop.stop_requested()) return interrupted();
  running->statement = ++running->connection->statement;
  Pending work(call);
  const auto start = delivery == Delivery::streamed ? call.pending_prepared_streaming : call.pending_prepared;
  if (start(prepared, &work.pending) == DuckDBError)
    return failure_from(text_of(call.pending_error(work.pending)), sql);

  // Only now: beginning a statement forgets an interrupt that came before.
  running->watch = std::make_unique<std::stop_callback<Interrupt>>(
      running->stop, Interrupt{running->connection.get(), running->statement});
  if (fails(call, work.pending)) return failure_from(text_of(call.pending_error(work.pending)), sql);
  if (call.execute_pending(work.pending, &running->result.result) == DuckDBError)
    return failure_from(text_of(call.result_error(&running->result.result)), sql);
  return running;
}

}  // namespace nowthen::warehouse
