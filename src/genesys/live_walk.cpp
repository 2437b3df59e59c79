#include "genesys/live_walk.hpp"

#include <algorithm>
#include <utility>

#include "genesys/endless_listing.hpp"
#include "genesys/query_checks.hpp"

namespace nowthen::genesys {
namespace {

constexpr int max_stale_pages = 100;
constexpr std::size_t max_cursors = 1'000'000;

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

Result<LiveWalk> LiveWalk::start(LiveQuery query, LiveBounds bounds) {
  if (auto checked = check(query); !checked) return checked.error();
  return LiveWalk(std::move(query), bounds);
}

LiveWalk::LiveWalk(LiveQuery query, LiveBounds bounds)
    : query_(std::move(query)), bounds_(bounds), cursor_(query_.resume_from) {
  report_.windows = 1;
  if (!cursor_.empty()) cursors_.insert(key_of(cursor_));
}

Result<std::optional<LiveAsk>> LiveWalk::next() {
  if (pending_error_) return *std::exchange(pending_error_, std::nullopt);
  if (report_.ended) return std::optional<LiveAsk>{};
  return std::optional<LiveAsk>{LiveAsk{cursor_}};
}

Result<std::optional<Page>> LiveWalk::take(LivePage page) {
  ++stale_pages_;
  Page out;
  count_total(page);
  keep_new(page, out);
  keep_set_aside(page, out);
  ++report_.pages;
  go_on(page, out);
  return std::optional<Page>{std::move(out)};
}

std::optional<Error> LiveWalk::refused(Error error) {
  const bool of_request = error.kind == ErrorKind::invalid_request && error.http_status == 400;
  if (!of_request || cursor_.empty()) return error;
  if (!given_by_server_) {
    error.message = "the server does not accept the place to resume from: " + error.message;
    error.hint = "cursors do not live long: list again from the beginning";
    return error;
  }
  if (expired_) {
    error.hint = "the server gave this cursor itself, twice in vain: list again later";
    return error;
  }
  expired_ = true;
  start_again();
  return std::nullopt;
}

void LiveWalk::start_again() {
  restarted_ = true;
  cursor_.clear();
  cursors_.clear();
  stale_pages_ = 0;
  total_shrank_ = false;
  report_.server_total.reset();
  set_aside_since_start_ = 0;
  ids_since_restart_.clear();
}

bool LiveWalk::wanted(const Conversation& conversation) const {
  return (query_.media.empty() || contains(query_.media, conversation.media_type)) &&
         (query_.queues.empty() || contains(query_.queues, conversation.queue_id.str()));
}

bool LiveWalk::note(IdKey key) {
  const bool is_new = ids_.insert(key);
  const bool is_new_since_start = restarted_ ? ids_since_restart_.insert(key) : is_new;
  if (is_new_since_start) stale_pages_ = 0;
  return is_new;
}

/// How many records came since the start, or the last one.
std::int64_t LiveWalk::since_start() const {
  const IdSet& ids = restarted_ ? ids_since_restart_ : ids_;
  return static_cast<std::int64_t>(ids.size()) + set_aside_since_start_;
}

bool LiveWalk::is_proven() const {
  if (!is_whole() || !report_.server_total || total_shrank_) return false;
  const auto in_all = static_cast<std::int64_t>(ids_.size()) + report_.set_aside;
  return *report_.server_total == since_start() || (!total_shrank_ever_ && *report_.server_total == in_all);
}

bool LiveWalk::wants_second_look() const {
  const bool may = report_.second_looks == 0 && (!query_.max_pages || report_.pages < *query_.max_pages);
  return may && is_whole() && !is_proven() && since_start() < report_.server_total.value_or(0);
}

void LiveWalk::keep_new(LivePage& page, Page& out) {
  out.conversations.reserve(page.conversations.size());
  for (auto& conversation : page.conversations) {
    if (!note(key_of(conversation.id.str()))) {
      ++report_.repeated;
      continue;
    }
    ++report_.records;
    if (!wanted(conversation)) continue;
    ++report_.matched;
    out.conversations.push_back(std::move(conversation));
  }
}

void LiveWalk::keep_set_aside(LivePage& page, Page& out) {
  for (auto& record : page.set_aside) {
    // Two unreadable records may well be equal; only after a restart are equal ones the same ones.
    const bool is_new = set_aside_.insert(key_of(record.bytes));
    ++set_aside_since_start_;
    if (is_new) stale_pages_ = 0;
    if (!is_new && restarted_) continue;
    ++report_.set_aside;
    out.set_aside.push_back(std::move(record));
  }
}

void LiveWalk::count_total(const LivePage& page) {
  if (!page.total) return;
  if (report_.server_total && *report_.server_total != *page.total) report_.total_moved = true;
  if (report_.server_total && *report_.server_total > *page.total) total_shrank_ = true;
  total_shrank_ever_ = total_shrank_ever_ || (last_total_ && *last_total_ > *page.total);
  last_total_ = page.total;
  report_.server_total = page.total;
}

void LiveWalk::go_on(LivePage& page, Page& out) {
  out.server_total = page.total;
  pending_error_ = fault_of(page);
  if (!page.next_cursor && !pending_error_ && wants_second_look()) {
    ++report_.second_looks;
    start_again();
    out.next = cursor_;
    return;
  }
  if (!page.next_cursor && !pending_error_) {
    report_.ended = true;
    report_.unproven_windows = is_proven() ? 0 : 1;
    return;
  }
  if (!pending_error_) {
    cursor_ = std::move(*page.next_cursor);
    given_by_server_ = true;
  }
  out.next = cursor_;
  if (query_.max_pages && report_.pages >= *query_.max_pages && !pending_error_) {
    report_.stopped_early = true;
    report_.ended = true;
  }
}

std::optional<Error> LiveWalk::fault_of(const LivePage& page) {
  if (ids_.size() + set_aside_.size() > bounds_.max_records)
    return endless_listing("the live listing does not end: more than " + std::to_string(bounds_.max_records) +
                           " records");
  if (!page.next_cursor) return std::nullopt;
  if (!cursors_.insert(key_of(*page.next_cursor)))
    return endless_listing("the live listing goes in circles: the server gave the same cursor twice");
  if (stale_pages_ >= max_stale_pages)
    return endless_listing("the live listing does not end: a hundred pages in a row without a new record");
  if (cursors_.size() > max_cursors) return endless_listing("the live listing does not end: a million pages");
  return std::nullopt;
}

}  // namespace nowthen::genesys
