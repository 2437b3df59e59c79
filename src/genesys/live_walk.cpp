#include "genesys/live_walk.hpp"

#include <algorithm>
#include <utility>

#include "genesys/query_checks.hpp"

namespace nowthen::genesys {
namespace {

constexpr int max_empty_pages = 100;
constexpr std::size_t max_cursors = 1'000'000;

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

Error malformed(std::string message) {
  return Error{.kind = ErrorKind::malformed_reply,
               .message = std::move(message),
               .hint = "run it again; if it stays, report it to the server's operator"};
}

}  // namespace

Result<LiveWalk> LiveWalk::start(LiveQuery query) {
  if (auto checked = check(query); !checked) return checked.error();
  return LiveWalk(std::move(query));
}

LiveWalk::LiveWalk(LiveQuery query) : query_(std::move(query)), cursor_(query_.resume_from) {
  report_.windows = 1;
  if (!cursor_.empty()) cursors_.insert(key_of(cursor_).low);
}

Result<std::optional<LiveAsk>> LiveWalk::next() {
  if (pending_error_) return *std::exchange(pending_error_, std::nullopt);
  if (report_.ended) return std::optional<LiveAsk>{};
  return std::optional<LiveAsk>{LiveAsk{cursor_}};
}

Result<std::optional<Page>> LiveWalk::take(LivePage page) {
  empty_pages_ = page.empty() ? empty_pages_ + 1 : 0;
  Page out;
  count_total(page);
  keep_new(page, out);
  keep_set_aside(page, out);
  ++report_.pages;
  go_on(page, out);
  return std::optional<Page>{std::move(out)};
}

std::optional<Error> LiveWalk::refused(Error error) {
  if (error.http_status != 400 || cursor_.empty()) return error;
  if (!given_by_server_) {
    error.message = "the server does not accept the place to resume from: " + error.message;
    error.hint = "cursors do not live long: list again from the beginning";
    return error;
  }
  if (restarted_) {
    error.hint = "the server gave this cursor itself, twice in vain: list again later";
    return error;
  }
  restarted_ = true;
  cursor_.clear();
  cursors_.clear();
  empty_pages_ = 0;
  return std::nullopt;
}

bool LiveWalk::wanted(const Conversation& conversation) const {
  return (query_.media.empty() || contains(query_.media, conversation.media_type)) &&
         (query_.queues.empty() || contains(query_.queues, conversation.queue_id.str()));
}

void LiveWalk::keep_new(LivePage& page, Page& out) {
  out.conversations.reserve(page.conversations.size());
  for (auto& conversation : page.conversations) {
    if (!ids_.insert(key_of(conversation.id.str()))) {
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
    if (!is_new && restarted_) continue;
    ++report_.set_aside;
    out.set_aside.push_back(std::move(record));
  }
}

void LiveWalk::count_total(const LivePage& page) {
  if (!page.total) return;
  if (report_.server_total && *report_.server_total != *page.total) report_.total_moved = true;
  report_.server_total = page.total;
}

void LiveWalk::go_on(LivePage& page, Page& out) {
  out.server_total = page.total;
  if (!page.next_cursor) {
    report_.ended = true;
    return;
  }
  const bool is_new = cursors_.insert(key_of(*page.next_cursor).low).second;
  if (!is_new)
    pending_error_ = malformed("the live listing goes in circles: the server gave the same cursor twice");
  if (empty_pages_ >= max_empty_pages)
    pending_error_ = malformed("the live listing does not end: a hundred empty pages in a row");
  if (cursors_.size() > max_cursors)
    pending_error_ = malformed("the live listing does not end: a million pages");
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

}  // namespace nowthen::genesys
