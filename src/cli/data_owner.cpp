#include "cli/data_owner.hpp"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "cli/commands/export_remote.hpp"
#include "cli/commands/prune_plan.hpp"

namespace nowthen::cli {
namespace {

constexpr std::chrono::milliseconds between_looks{20};

Error lent_to_another() {
  return {.kind = ErrorKind::cancelled, .message = "interrupted while another process had the data"};
}

Error sent_away_by(const LendRequest& request) {
  return {.kind = ErrorKind::transient,
          .message = fmt::format("process {} {} writes the tables anew: this answer was ended",
                                 request.process, request.purpose),
          .hint = "run it again: it waits until that is done"};
}

Error opened_anew() {
  return {
      .kind = ErrorKind::transient, .message = "the tables are being opened anew", .hint = "run it again"};
}

void wait_for(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait(lock, stop, [] { return false; });
}

}  // namespace

OwnedData::OwnedData(extract::DataSet data, OpenAgain open_again)
    : recovery_(data.recovery()),
      path_(data.folder().path()),
      open_again_(std::move(open_again)),
      data_(std::move(data)) {}

OwnedData::~OwnedData() { ending_.request_stop(); }

Result<void> OwnedData::open_to_others(const std::stop_token& stop, const Offer& offer) {
  stop_ = stop;
  auto prepared =
      access::Server::prepare({.folder = path_,
                               .on_damage =
                                   [tables = data_->folder().warehouse()](const warehouse::Failure& failure) {
                                     extract::doubt_tables(tables, failure.message);
                                   }},
                              [this] { return data_->tables().connect(); });
  if (!prepared) return prepared.error();
  server_ = *std::move(prepared);
  serve(export_target, export_request_bytes,
        [workshop = server_->workshop()](access::Visit& visit) { return answer_export(visit, workshop); });
  serve(prune_plan_target, prune_plan_request_bytes, [this](access::Visit& visit) { return plan(visit); });
  serve(lend_target, lend_request_bytes, [this](access::Visit& visit) { return lend(visit); });
  if (offer) offer(*this);
  auto listening = server_->listen(stop);
  if (!listening) server_.reset();
  return listening;
}

void OwnedData::serve(const std::string& target, std::size_t most_bytes, access::Handler handler,
                      access::Awaited awaited) {
  if (server_) server_->handle(target, most_bytes, std::move(handler), awaited);
}

/// In whoever's turn it is.
Result<extract::DataSet*> OwnedData::at_hand() {
  if (!data_) return lost_;
  return &*data_;
}

Result<extract::Intake> OwnedData::take_in_turn(const extract::RawPage& page, const std::stop_token& stop) {
  const auto turn = turns_.take(stop);
  if (!turn) return lent_to_another();
  const auto data = at_hand();
  if (!data) return data.error();
  auto taken = (*data)->take(page, stop);
  if (!taken) return taken;
  if (auto opened = open_anew_if_grown(**data); !opened) return opened.error();
  return taken;
}

Result<void> OwnedData::in_turn(const std::function<Result<void>(extract::DataSet&)>& work) {
  const auto turn = turns_.take(stop_);
  if (!turn) return lent_to_another();
  const auto data = at_hand();
  if (!data) return data.error();
  if (auto done = work(**data); !done) return done;
  return open_anew_if_grown(**data);
}

/// A back-fill is to take little more memory for the last of a million conversations than for the first.
/// Nobody's answer is ended for that: where somebody reads it is tried again after the next piece of work.
Result<void> OwnedData::open_anew_if_grown(extract::DataSet& data) {
  if (!data.has_grown() || stop_.stop_requested()) return {};
  if (server_ && !server_->send_readers_away_if_idle(opened_anew())) return {};
  auto opened = data.open_tables_anew();
  if (!server_) return opened;
  // Where they are open and others cannot be let in, that is no reason to end.
  if (const auto admitted = opened ? server_->admit_readers() : opened; !admitted)
    server_->refuse_readers(admitted.error());
  return opened;
}

Result<void> OwnedData::keep_in_turn(extract::Run& run) {
  const auto turn = turns_.take(stop_);
  if (!turn) return lent_to_another();
  const auto data = at_hand();
  if (!data) return data.error();
  return (*data)->keep(run);
}

Result<void> OwnedData::obey_in_turn(std::shared_ptr<const extract::RecordPolicy> policy) {
  return in_turn([&](extract::DataSet& data) -> Result<void> {
    policy_ = policy;
    data.obey(std::move(policy));
    return {};
  });
}

/// A reader like any other: while it has its connection, the data set stays where it is.
Result<boost::json::object> OwnedData::plan(access::Visit& visit) {
  const auto request = parse_prune_request(visit.body());
  if (!request) return request.error();
  auto connection = visit.snapshot("UTC");
  if (!connection) return connection.error();
  const auto planned = extract::plan_prune(data_->folder(), *connection, *request, visit.stop());
  if (!planned) return planned.error();
  return prune_plan_json(*planned);
}

/// The answer lasts for as long as the caller wants the folder: its going gives it back.
Result<boost::json::object> OwnedData::lend(access::Visit& visit) {
  const auto request = parse_lend_request(visit.body());
  if (!request) return request.error();
  auto turn = turns_.take(visit.stop());
  if (!turn) return Error{.kind = ErrorKind::cancelled, .message = "the caller has gone"};
  if (const auto data = at_hand(); !data) return data.error();
  turn->be_long();
  if (request->lent == Lent::closed) {
    if (auto lent = lend_closed(visit, *request); !lent) return lent.error();
  } else {
    lend_still(visit);
  }
  return boost::json::object{};
}

/// Closing the data later would write into its files: the borrower is waited for in any case.
void OwnedData::lend_still(access::Visit& visit) {
  data_->settle();
  data_->folder().lend();
  await_return(data_->folder(), visit, {});
}

Result<void> OwnedData::lend_closed(access::Visit& visit, const LendRequest& request) {
  server_->send_readers_away(sent_away_by(request));
  extract::DataFolder folder = extract::DataSet::closed(*std::exchange(data_, std::nullopt));
  lost_ = lent_to_another();
  folder.lend();
  if (!await_return(folder, visit, ending_.get_token())) return {};
  auto opened = open_again(std::move(folder));
  if (!opened) lost_ = opened.error();
  return opened;
}

/// Gives whether the folder is this process's again; not so where this process ends while it is lent.
bool OwnedData::await_return(extract::DataFolder& folder, access::Visit& visit,
                             const std::stop_token& stop) const {
  if (visit.send(lent_json())) wait_for(visit.stop());
  while (!folder.try_to_take_back()) {
    if (stop.stop_requested()) return false;
    std::this_thread::sleep_for(between_looks);
  }
  return true;
}

Result<void> OwnedData::open_again(extract::DataFolder folder) {
  auto opened = open_again_(std::move(folder));
  Result<void> done = opened ? Result<void>() : opened.error();
  if (opened) {
    data_.emplace(*std::move(opened));
    if (policy_) data_->obey(*policy_);
    done = server_->admit_readers();
  }
  if (!done) server_->refuse_readers(done.error());
  return done;
}

}  // namespace nowthen::cli
