#include "warehouse/duckdb/copy_rows.hpp"

#include "warehouse/duckdb/prepared.hpp"
#include "warehouse/duckdb/running.hpp"

namespace nowthen::warehouse {
namespace {

/// Some rows as DuckDB gives them; none where there are no more.
class Chunk {
 public:
  Chunk(const Functions& call, duckdb_data_chunk chunk) : call_(call), chunk_(chunk) {}
  ~Chunk() { call_.destroy_data_chunk(&chunk_); }
  Chunk(const Chunk&) = delete;
  Chunk& operator=(const Chunk&) = delete;

  duckdb_data_chunk get() const noexcept { return chunk_; }
  idx_t size() const noexcept { return chunk_ == nullptr ? 0 : call_.data_chunk_get_size(chunk_); }

 private:
  const Functions& call_;
  duckdb_data_chunk chunk_;
};

}  // namespace

Outcome<std::int64_t> copy_rows(Connection& from, const std::string& sql, Connection& to,
                                const std::string& table) {
  const Functions& call = from.handle_->call;
  Prepared prepared(from.handle_);
  if (auto done = prepare_only(prepared, Extracted(from.handle_, sql)); !done) return done.error();
  auto running = run(std::make_unique<Running>(from.handle_, std::stop_token()), prepared.get(),
                     Delivery::streamed, sql);
  if (!running) return running.error();
  auto rows = to.append_to(table);
  if (!rows) return rows.error();
  duckdb_result& result = (*running)->result.result;
  std::int64_t count = 0;
  for (;;) {
    const Chunk chunk(call, call.fetch_chunk(result));
    if (chunk.size() == 0) break;
    if (auto appended = rows->append_chunk(chunk.get()); !appended) return appended.error();
    count += static_cast<std::int64_t>(chunk.size());
  }
  if (const std::string message = text_of(call.result_error(&result)); !message.empty())
    return failure_from(message, sql);
  if (auto closed = rows->close(); !closed) return closed.error();
  return count;
}

}  // namespace nowthen::warehouse
