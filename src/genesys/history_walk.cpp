#include "genesys/history_walk.hpp"

#include <algorithm>
#include <utility>

#include "genesys/endless_listing.hpp"
#include "genesys/query_checks.hpp"
#include "genesys/resume_point.hpp"
#include "genesys/token_failure.hpp"

namespace nowthen::genesys {
namespace {

constexpr int max_stale_pages = 100;
constexpr std::int64_t max_page_number = 1'000'000;
constexpr std::int64_t max_parts = 1'000;
constexpr std::chrono::milliseconds shortest_window{1'000};

}  // namespace

Result<HistoryWalk> HistoryWalk::start(HistoryQuery query, HistoryBounds bounds) {
  if (auto checked = check(query); !checked) return checked.error();
  std::optional<HistoryAsk> resume;
  if (!query.resume_from.empty()) {
    auto ask = read_resume_text(query, query.resume_from);
    if (!ask) return ask.error();
    resume = *ask;
  }
  HistoryWalk walk(std::move(query), bounds);
  if (resume) walk.resume_at(*resume);
  return walk;
}

HistoryWalk::HistoryWalk(HistoryQuery query, HistoryBounds bounds)
    : query_(std::move(query)), bounds_(bounds), rest_begin_(query_.interval.begin) {
  open_window();
}

void HistoryWalk::resume_at(const HistoryAsk& ask) {
  rest_begin_ = ask.window.begin;
  open_window();
  // Page numbers belong to the very window they came from; a first page can belong to any.
  if (ask.page_number == 1) return;
  window_ = HistoryWindow::resumed(ask.window, ask.page_number);
  rest_begin_ = ask.window.end;
}

Result<std::optional<HistoryAsk>> HistoryWalk::next() {
  if (pending_error_) return *std::exchange(pending_error_, std::nullopt);
  if (report_.ended) return std::optional<HistoryAsk>{};
  return std::optional<HistoryAsk>{HistoryAsk{window_.interval(), window_.page_number()}};
}

std::optional<HistoryAsk> HistoryWalk::expected_after(const HistoryAsk& ask) const {
  const bool more = ask.page_number * query_.page_size < window_.total().value_or(0);
  const bool wanted = !query_.max_pages || report_.pages + 1 < *query_.max_pages;
  if (!more || !wanted) return std::nullopt;
  return HistoryAsk{ask.window, ask.page_number + 1};
}

Result<std::optional<Page>> HistoryWalk::take(HistoryPage page) {
  if (must_split(page)) {
    split(*page.total);
    return std::optional<Page>{};
  }
  if (window_.is_untouched() || report_.pages == 0) ++report_.windows;
  if (window_.begin_page(page.total)) report_.total_moved = true;
  Page out;
  keep_new(page, out);
  keep_set_aside(page, out);
  window_.end_page();
  update_total();
  out.server_total = page.total;
  out.part = window_.interval();
  ++report_.pages;
  go_on(page);
  if (!report_.ended) out.next = resume_text(query_, {window_.interval(), window_.page_number()});
  if (query_.max_pages && report_.pages >= *query_.max_pages && !report_.ended && !pending_error_) {
    report_.stopped_early = true;
    report_.ended = true;
  }
  return std::optional<Page>{std::move(out)};
}

/// The contract has no code for it; servers say it in words.
bool HistoryWalk::is_expired(const Error& error) const {
  const bool of_page = error.kind == ErrorKind::invalid_request && error.http_status == 400;
  return of_page && window_.page_number() > 1 && error.message.find("expired") != std::string::npos;
}

std::optional<Error> HistoryWalk::refused(Error error) {
  if (is_token_failure(error)) return error;
  if (is_expired(error)) {
    if (window_.start_over()) {
      ++report_.second_looks;
      return std::nullopt;
    }
    error.hint = "result sets do not live long: list this part again from its first page";
  }
  error.message = "page " + std::to_string(window_.page_number()) + " of " +
                  format_instant(window_.interval().begin) + "/" + format_instant(window_.interval().end) +
                  ": " + error.message;
  return error;
}

void HistoryWalk::open_window() {
  if (!pending_.empty()) {
    window_ = HistoryWindow(pending_.back());
    pending_.pop_back();
    return;
  }
  const Instant end = std::min(query_.interval.end, rest_begin_ + bounds_.max_window);
  window_ = HistoryWindow({rest_begin_, end});
  rest_begin_ = end;
}

void HistoryWalk::close_window() {
  if (!window_.is_proven() || strays_lost_) ++report_.unproven_windows;
  closed_total_ += window_.own_total();
  previous_ = window_.take_ids();
  window_ = HistoryWindow{};
  if (pending_.empty() && rest_begin_ >= query_.interval.end) {
    report_.ended = true;
  } else {
    open_window();
  }
}

bool HistoryWalk::must_split(const HistoryPage& page) const {
  return window_.is_untouched() && page.total.value_or(0) > bounds_.max_window_records &&
         window_.interval().length() >= 2 * shortest_window;
}

void HistoryWalk::split(std::int64_t total) {
  const Interval whole = window_.interval();
  // Twice as many parts as an even spread would need: days are fuller than nights.
  const std::int64_t wanted = std::min(2 * (total / bounds_.max_window_records) + 2, max_parts);
  const std::int64_t parts = std::min<std::int64_t>(wanted, whole.length() / shortest_window);
  const auto step = whole.length() / parts;
  for (std::int64_t part = parts; part-- > 0;) {
    const Instant begin = whole.begin + part * step;
    pending_.push_back({begin, part + 1 == parts ? whole.end : begin + step});
  }
  open_window();
}

void HistoryWalk::keep_new(HistoryPage& page, Page& out) {
  out.conversations.reserve(page.conversations.size());
  for (auto& conversation : page.conversations) {
    const IdKey key = key_of(conversation.id.str());
    const bool first = window_.note(key) == HistoryWindow::Sighting::first;
    const bool elsewhere = first && (previous_.contains(key) || strays_.contains(key));
    if (elsewhere) window_.note_shared();
    if (!first || elsewhere) {
      ++report_.repeated;
      continue;
    }
    remember_if_stray(conversation, key);
    ++report_.records;
    ++report_.matched;
    out.conversations.push_back(std::move(conversation));
  }
}

void HistoryWalk::remember_if_stray(const Conversation& conversation, IdKey key) {
  if (conversation.started_at && window_.interval().contains(*conversation.started_at)) return;
  if (strays_.size() < bounds_.max_strays) {
    strays_.insert(key);
  } else {
    strays_lost_ = true;
  }
}

void HistoryWalk::keep_set_aside(HistoryPage& page, Page& out) {
  for (auto& record : page.set_aside) {
    if (window_.note_set_aside(record.bytes) == HistoryWindow::Sighting::repeated) continue;
    ++report_.set_aside;
    out.set_aside.push_back(std::move(record));
  }
}

void HistoryWalk::update_total() {
  any_total_ = any_total_ || window_.total().has_value();
  if (any_total_) report_.server_total = closed_total_ + window_.own_total();
}

void HistoryWalk::go_on(const HistoryPage& page) {
  pending_error_ = fault_of(page);
  if (pending_error_) return;
  if (!page.next_page) return finish_pass();
  window_.go_to(*page.next_page);
}

std::optional<Error> HistoryWalk::fault_of(const HistoryPage& page) const {
  if (window_.held() > bounds_.max_held())
    return endless_listing("the history listing does not end: more than " +
                           std::to_string(bounds_.max_held()) + " records in one part");
  if (!page.next_page) return std::nullopt;
  if (*page.next_page <= window_.page_number())
    return endless_listing("the history listing goes in circles: after page " +
                           std::to_string(window_.page_number()) + " the server wants page " +
                           std::to_string(*page.next_page));
  if (*page.next_page > max_page_number)
    return endless_listing("the history listing does not end: the server wants page " +
                           std::to_string(*page.next_page));
  if (window_.stale_pages() >= max_stale_pages)
    return endless_listing("the history listing does not end: a hundred pages in a row without a new record");
  return std::nullopt;
}

void HistoryWalk::finish_pass() {
  if (!window_.wants_second_look() || window_.second_looks() >= bounds_.max_second_looks)
    return close_window();
  window_.look_again();
  ++report_.second_looks;
}

}  // namespace nowthen::genesys
