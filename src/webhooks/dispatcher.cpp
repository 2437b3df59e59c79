#include "webhooks/dispatcher.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <thread>
#include <utility>

#include "webhooks/erased_names.hpp"
#include "webhooks/event_types.hpp"

namespace nowthen::webhooks {
namespace {

constexpr std::chrono::hours nothing_to_do{1};

std::vector<std::string> keys_of(const std::vector<Endpoint>& endpoints) {
  std::vector<std::string> keys;
  keys.reserve(endpoints.size());
  for (const Endpoint& each : endpoints) keys.push_back(each.key);
  return keys;
}

std::string overflow_text(const EndpointStatus& status, std::uint64_t most_bytes) {
  return "warning: more than " + std::to_string(most_bytes >> 20U) + " MiB or " +
         std::to_string(Dispatcher::most_pending) + " events wait for " + status.url +
         ": the oldest are given up, " + std::to_string(status.overflowed) + " by now";
}

bool is_for(const OutboxContent::Pending& pending, const std::string& endpoint) {
  const auto& wanted = *pending.endpoints;
  return std::find(wanted.begin(), wanted.end(), endpoint) != wanted.end();
}

}  // namespace

Result<std::unique_ptr<Dispatcher>> Dispatcher::open(std::string path, std::vector<Endpoint> endpoints,
                                                     const Parts& parts) {
  auto outbox =
      Outbox::open(*parts.disk, std::move(path),
                   {.endpoints = keys_of(endpoints), .names_erased = parts.names_erased}, parts.now());
  if (!outbox) return outbox.error();
  return std::unique_ptr<Dispatcher>(new Dispatcher(*std::move(outbox), std::move(endpoints), parts));
}

Dispatcher::Dispatcher(Outbox outbox, std::vector<Endpoint> endpoints, const Parts& parts)
    : outbox_(std::move(outbox)), parts_(parts) {
  for (Endpoint& each : endpoints) {
    auto receiver = std::make_unique<Receiver>(std::move(each), parts.policy);
    for (const auto& [number, pending] : outbox_.content().pending())
      if (is_for(pending, receiver->endpoint.key)) add(*receiver, number, pending);
    receivers_.push_back(std::move(receiver));
  }
  tell_apart();
}

/// Several receivers may lie at one host: their paths are not shown.
void Dispatcher::tell_apart() {
  std::map<std::string, int> counted;
  for (const auto& receiver : receivers_) {
    receiver->status.url = receiver->endpoint.url.shown();
    const int number = ++counted[receiver->status.url];
    if (number > 1) receiver->status.url += " (" + std::to_string(number) + ")";
  }
}

void Dispatcher::add(Receiver& receiver, std::uint64_t number, const OutboxContent::Pending& pending) {
  receiver.lane.add(number, pending.order);
  receiver.status.pending_bytes += pending.payload_bytes;
}

Result<std::size_t> Dispatcher::accept(const std::vector<Event>& events, std::optional<std::string> note) {
  std::vector<std::string> warnings;
  auto news = take_in(events, std::move(note), warnings);
  if (parts_.warn)
    for (const std::string& each : warnings) parts_.warn(each);
  return news;
}

Result<std::size_t> Dispatcher::take_in(const std::vector<Event>& events, std::optional<std::string> note,
                                        std::vector<std::string>& warnings) {
  const std::scoped_lock lock(mutex_);
  const Instant now = parts_.now();
  std::vector<AcceptedEvent> accepted;
  if (note) note = note_without_erased(*std::move(note), parts_.names_erased);
  for (const Event& event : events) {
    if (is_of_erased(event, parts_.names_erased)) continue;
    AcceptedEvent each{.event = event, .accepted_at = now, .endpoints = {}};
    for (const auto& receiver : receivers_)
      if (!receiver->status.is_gone && is_wanted(receiver->endpoint.events, event.type))
        each.endpoints.push_back(receiver->endpoint.key);
    accepted.push_back(std::move(each));
  }
  const std::uint64_t last = outbox_.content().last_number();
  const auto ids = outbox_.accept(std::move(accepted), std::move(note), now);
  if (!ids) return ids.error();
  const auto& pending = outbox_.content().pending();
  for (auto each = pending.upper_bound(last); each != pending.end(); ++each)
    for (const auto& receiver : receivers_)
      if (is_for(each->second, receiver->endpoint.key)) add(*receiver, each->first, each->second);
  for (const auto& receiver : receivers_) {
    const auto begins = give_up_overflow(*receiver);
    if (!begins) return begins.error();
    if (*begins) warnings.push_back(overflow_text(receiver->status, parts_.most_bytes));
    if (!ids->empty()) receiver->woken.request_stop();
  }
  if (receivers_.empty()) outbox_.condense_if_worth_it(now);  // nobody delivers, who would see to it
  return ids->size();
}

std::optional<std::string> Dispatcher::note() const {
  const std::scoped_lock lock(mutex_);
  return outbox_.content().note();
}

Result<std::size_t> Dispatcher::erase() {
  const std::scoped_lock one(rewriting_);
  const std::scoped_lock lock(mutex_);
  auto count = outbox_.erase(parts_.names_erased, parts_.now());
  const auto& pending = outbox_.content().pending();
  for (const auto& receiver : receivers_) {
    receiver->lane.keep([&pending](std::uint64_t number) { return pending.contains(number); });
    receiver->status.pending_bytes = 0;
    for (const auto& [number, each] : pending)
      if (is_for(each, receiver->endpoint.key)) receiver->status.pending_bytes += each.payload_bytes;
  }
  return count;
}

std::vector<EndpointStatus> Dispatcher::status() const {
  const std::scoped_lock lock(mutex_);
  std::vector<EndpointStatus> all;
  for (const auto& receiver : receivers_) {
    all.push_back(receiver->status);
    all.back().pending = receiver->lane.size();
  }
  return all;
}

void Dispatcher::receivers_are(std::vector<Endpoint> endpoints) {
  std::stop_source round;
  {
    const std::scoped_lock lock(mutex_);
    wanted_ = std::move(endpoints);
    round = round_;
  }
  round.request_stop();
}

/// With the mutex, while nothing is being delivered.
Result<void> Dispatcher::take_receivers() {
  if (!wanted_) return {};
  std::vector<Endpoint> wanted = *std::exchange(wanted_, std::nullopt);
  const std::vector<std::string> keys = keys_of(wanted);
  std::vector<std::unique_ptr<Receiver>> next;
  for (Endpoint& each : wanted) {
    const auto known = std::find_if(receivers_.begin(), receivers_.end(), [&each](const auto& receiver) {
      return receiver && receiver->endpoint.key == each.key;
    });
    if (known == receivers_.end()) {
      next.push_back(std::make_unique<Receiver>(std::move(each), parts_.policy));
      continue;
    }
    next.push_back(std::move(*known));
    next.back()->endpoint = std::move(each);
    next.back()->status.is_gone = false;  // somebody has looked at it
  }
  receivers_ = std::move(next);
  tell_apart();
  return outbox_.keep_endpoints(keys, parts_.now());
}

Result<void> Dispatcher::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::stop_source round;
    {
      const std::scoped_lock lock(mutex_);
      if (auto taken = take_receivers(); !taken) return taken;
      round_ = round;
    }
    const std::stop_callback pass_on(stop, [&round] { round.request_stop(); });
    if (auto done = run_round(round.get_token()); !done) return done;
  }
  return {};
}

/// To the receivers that there are, until `stop`.
Result<void> Dispatcher::run_round(const std::stop_token& stop) {
  std::stop_source failed;
  const std::stop_callback pass_on(stop, [&failed] { failed.request_stop(); });
  std::vector<Result<void>> outcomes(receivers_.size());
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < receivers_.size(); ++i)
      threads.emplace_back([this, i, &failed, &outcomes] {
        outcomes[i] = guarded(i, failed.get_token());
        if (!outcomes[i]) failed.request_stop();
      });
  }
  const auto bad = std::find_if(outcomes.begin(), outcomes.end(), [](const auto& each) { return !each; });
  if (bad != outcomes.end()) return *bad;
  // Without receivers there is nothing to do but to go on.
  while (!stop.stop_requested()) parts_.clock->wait_for(nothing_to_do, stop);
  return {};
}

/// A thread that ends by an exception would end the process.
Result<void> Dispatcher::guarded(std::size_t receiver, const std::stop_token& stop) {
  try {
    return deliver(receiver, stop);
  } catch (const std::exception& failure) {
    return Error{.kind = ErrorKind::local,
                 .message = std::string("webhooks cannot be delivered: ") + failure.what()};
  }
}

Result<void> Dispatcher::deliver(std::size_t receiver, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto next = step(receiver, stop);
    if (!next) return next.error();
    wait(receiver, *next, stop);
  }
  return {};
}

/// Until then, or until something was accepted.
void Dispatcher::wait(std::size_t receiver, std::optional<Clock::Ticks> until, const std::stop_token& stop) {
  std::stop_source woken;
  {
    const std::scoped_lock lock(mutex_);
    if (receivers_[receiver]->lane.next_at() != until) return;  // something came meanwhile
    receivers_[receiver]->woken = woken;
  }
  const std::stop_callback pass_on(stop, [&woken] { woken.request_stop(); });
  const Clock::Ticks latest = parts_.clock->ticks() + nothing_to_do;
  parts_.clock->wait_until(std::min(until.value_or(latest), latest), woken.get_token());
}

Result<std::optional<Clock::Ticks>> Dispatcher::step(std::size_t receiver, const std::stop_token& stop) {
  Receiver& to = *receivers_[receiver];
  const auto taken = take_due(to);
  if (!taken) return taken.error();
  const std::optional<Due>& due = *taken;
  std::optional<Attempt> attempt;
  if (due) attempt = parts_.sender->send(to.endpoint, due->event, stop);
  if (auto rewritten = rewrite_outbox(); !rewritten) return rewritten.error();
  const std::scoped_lock lock(mutex_);
  // What was cut off by our own end says nothing of the receiver; it is sent again by the next run.
  if (due && (attempt->status != 0 || !stop.stop_requested()))
    if (auto noted = note_attempt(to, *due, *attempt); !noted) return noted.error();
  return to.lane.next_at();
}

/// One that is lost can be sent by no attempt: it is given up at once, and the next one's turn. One that the
/// disk does not give now is tried again like one that was not delivered.
Result<std::optional<Dispatcher::Due>> Dispatcher::take_due(Receiver& receiver) {
  const std::scoped_lock lock(mutex_);
  while (const auto number = receiver.lane.due(parts_.clock->ticks())) {
    auto event = outbox_.read(outbox_.content().pending().at(*number));
    if (event) return std::optional(Due{.number = *number, .event = *std::move(event)});
    receiver.status.trouble = event.error().message;
    if (event.error().kind != ErrorKind::not_found) {
      if (auto held = hold_back(receiver, *number, {}); !held) return held.error();
      break;
    }
    ++receiver.status.given_up;
    receiver.lane.drop(*number);
    if (auto finished = finish(receiver, *number); !finished) return finished.error();
  }
  return std::optional<Due>();
}

/// Whoever brings events waits for a piece at most, not for the file.
Result<void> Dispatcher::rewrite_outbox() {
  const std::unique_lock one(rewriting_, std::try_to_lock);
  if (!one) return {};
  std::optional<Outbox::Rewrite> rewrite;
  {
    const std::scoped_lock lock(mutex_);
    if (!outbox_.wants_rewriting()) return {};
    rewrite = outbox_.begin_rewrite(parts_.now());
  }
  Result<void> written;
  for (bool is_over = false; written && !is_over;) {
    Result<std::string> piece = std::string();
    {
      const std::scoped_lock lock(mutex_);
      piece = outbox_.next_piece(*rewrite);
    }
    is_over = piece && piece->empty();
    written = piece ? outbox_.write_piece(*rewrite, *piece) : Result<void>(piece.error());
  }
  const std::scoped_lock lock(mutex_);
  return outbox_.end_rewrite(*rewrite, written);
}

Result<void> Dispatcher::note_attempt(Receiver& receiver, const Due& due, const Attempt& attempt) {
  receiver.status.trouble = attempt.trouble;
  if (attempt.is_delivered()) {
    ++receiver.status.delivered;
    receiver.status.trouble.clear();
    receiver.lane.succeeded(due.number);
    return finish(receiver, due.number);
  }
  ++receiver.status.failures;
  if (attempt.is_gone()) {
    receiver.status.is_gone = true;
    return give_up(receiver, [](const auto&) { return true; });
  }
  return hold_back(receiver, due.number, attempt.retry_after);
}

/// Later again; what is too old is given up.
Result<void> Dispatcher::hold_back(Receiver& receiver, std::uint64_t number,
                                   std::optional<std::chrono::seconds> retry_after) {
  receiver.lane.failed(number, parts_.clock->ticks(), retry_after, *parts_.random);
  const Instant too_old = parts_.now() - patience;
  return give_up(receiver, [too_old](const auto& each) { return each.accepted_at <= too_old; });
}

Result<void> Dispatcher::finish(Receiver& receiver, std::uint64_t number) {
  const auto place = outbox_.content().pending().find(number);
  if (place == outbox_.content().pending().end()) return {};
  receiver.status.pending_bytes -=
      std::min<std::uint64_t>(receiver.status.pending_bytes, place->second.payload_bytes);
  return outbox_.finish({.id = *place->second.id, .endpoint = receiver.endpoint.key});
}

Result<void> Dispatcher::give_up(Receiver& receiver,
                                 const std::function<bool(const OutboxContent::Pending&)>& is_lost) {
  // In the order in which they were accepted: where one is young enough, so are the rest.
  while (const auto number = receiver.lane.first()) {
    if (!is_lost(outbox_.content().pending().at(*number))) break;
    ++receiver.status.given_up;
    receiver.lane.drop(*number);
    if (auto finished = finish(receiver, *number); !finished) return finished;
  }
  return {};
}

bool Dispatcher::holds_too_much(const Receiver& receiver) const {
  return receiver.lane.size() > most_pending || receiver.status.pending_bytes > parts_.most_bytes;
}

/// Gives whether this has just begun.
Result<bool> Dispatcher::give_up_overflow(Receiver& receiver) {
  if (!holds_too_much(receiver)) {
    const bool is_well_below = receiver.status.pending_bytes < parts_.most_bytes / 2;
    if (is_well_below && receiver.lane.size() < most_pending / 2) receiver.is_overflowing = false;
    return false;
  }
  const std::int64_t before = receiver.status.given_up;
  auto given_up = give_up(receiver, [&](const auto&) { return holds_too_much(receiver); });
  receiver.status.overflowed += receiver.status.given_up - before;
  if (!given_up) return given_up.error();
  return !std::exchange(receiver.is_overflowing, true);
}

}  // namespace nowthen::webhooks
