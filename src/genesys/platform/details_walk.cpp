#include "genesys/platform/details_walk.hpp"

#include <algorithm>
#include <utility>

#include "genesys/endless_listing.hpp"
#include "genesys/media_types.hpp"
#include "genesys/platform/day_windows.hpp"
#include "genesys/query_checks.hpp"
#include "genesys/resume_point.hpp"
#include "genesys/token_failure.hpp"

namespace nowthen::genesys::platform {
namespace {

constexpr int max_stale_pages = 100;

}  // namespace

Result<DetailsWalk> DetailsWalk::started_in(HistoryQuery query, DetailsBounds bounds) {
  return begin(std::move(query), Wanted::started, bounds);
}

Result<DetailsWalk> DetailsWalk::open_at(Instant now, const LiveQuery& query, DetailsBounds bounds) {
  // Whatever ends meanwhile lowers the total: a third look would see the same happen again.
  bounds.max_second_looks = std::min(bounds.max_second_looks, 1);
  return begin({.interval = {now - bounds.max_window, now},
                .page_size = query.page_size,
                .max_pages = query.max_pages,
                .media = query.media,
                .queues = query.queues,
                .resume_from = query.resume_from},
               Wanted::still_open, bounds);
}

Result<DetailsWalk> DetailsWalk::begin(HistoryQuery query, Wanted wanted, DetailsBounds bounds) {
  if (auto checked = check(query, Contract::platform); !checked) return checked.error();
  DetailsWalk walk(std::move(query), wanted, bounds);
  if (walk.query_.resume_from.empty()) return walk;
  const auto ask = read_resume_text(walk.resumable(), walk.query_.resume_from, Contract::platform);
  if (!ask) return ask.error();
  if (auto resumed = walk.resume_at(*ask); !resumed) return resumed.error();
  return walk;
}

DetailsWalk::DetailsWalk(HistoryQuery query, Wanted wanted, DetailsBounds bounds)
    : query_(std::move(query)), wanted_(wanted), bounds_(bounds), rest_begin_(query_.interval.begin) {
  open_window();
}

/// Resuming `open_at` means another now: its interval is none of the query's own.
HistoryQuery DetailsWalk::resumable() const {
  HistoryQuery query = query_;
  if (wanted_ == Wanted::still_open) query.interval = {};
  return query;
}

Result<void> DetailsWalk::resume_at(const HistoryAsk& ask) {
  rest_begin_ = ask.window.begin;
  // The range of what is open moves with time: what lies before the window resumed at has no other window
  // now.
  if (wanted_ == Wanted::still_open) query_.interval.begin = ask.window.begin;
  if (ask.page_number == 1 && ask.media.empty()) {
    open_window();
    return {};
  }
  // Page numbers belong to the very window they came from; a first page can belong to any.
  if (!ask.media.empty()) {
    slices_ = Slices{.day = ask.window, .media = media_types(), .total = std::nullopt};
    auto& media = slices_->media;
    std::reverse(media.begin(), media.end());
    while (!media.empty() && media.back() != ask.media) media.pop_back();
    if (media.empty())
      return Error{.kind = ErrorKind::invalid_request,
                   .message = "the place to resume from names a media type that this version does not know",
                   .hint = "start from the beginning"};
  }
  window_ = HistoryWindow::resumed(ask.window, ask.page_number);
  rest_begin_ = ask.window.end;
  return {};
}

std::vector<std::string> DetailsWalk::media_types() const {
  if (!query_.media.empty()) return query_.media;
  return {platform_media_types.begin(), platform_media_types.end()};
}

HistoryAsk DetailsWalk::ask() const {
  return {.window = window_.interval(),
          .page_number = window_.page_number(),
          .media = slices_ ? slices_->media.back() : std::string()};
}

/// The number of results that whole pages cover without going past the platform's bound.
std::int64_t DetailsWalk::reach() const { return bounds_.max_results / query_.page_size * query_.page_size; }

Result<std::optional<HistoryAsk>> DetailsWalk::next() {
  if (pending_error_) return *std::exchange(pending_error_, std::nullopt);
  if (report_.ended) return std::optional<HistoryAsk>{};
  return std::optional<HistoryAsk>{ask()};
}

Result<std::optional<Page>> DetailsWalk::take(PageRecords page) {
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
  ++report_.pages;
  go_on(page);
  if (!report_.ended) out.next = resume_text(resumable(), ask(), Contract::platform);
  if (query_.max_pages && report_.pages >= *query_.max_pages && !report_.ended && !pending_error_) {
    report_.stopped_early = true;
    report_.ended = true;
  }
  return std::optional<Page>{std::move(out)};
}

std::optional<Error> DetailsWalk::refused(Error error) {
  if (is_token_failure(error)) return error;
  const HistoryAsk asked = ask();
  error.message = "page " + std::to_string(asked.page_number) + " of " + format_instant(asked.window.begin) +
                  "/" + format_instant(asked.window.end) + (asked.media.empty() ? "" : ", " + asked.media) +
                  ": " + error.message;
  return error;
}

void DetailsWalk::open_window() {
  if (slices_) {
    window_ = HistoryWindow(slices_->day);
  } else if (!pending_.empty()) {
    window_ = HistoryWindow(pending_.back());
    pending_.pop_back();
  } else {
    window_ = HistoryWindow(first_window({rest_begin_, query_.interval.end}, bounds_.max_window));
    rest_begin_ = window_.interval().end;
  }
}

void DetailsWalk::close_window() {
  if (!window_.is_proven()) ++report_.unproven_windows;
  closed_total_ += window_.own_total();
  window_ = HistoryWindow{};
  if (slices_) close_slice();
  if (!slices_ && pending_.empty() && rest_begin_ >= query_.interval.end) {
    report_.ended = true;
  } else {
    open_window();
  }
}

/// A conversation of a media type that nobody has told us about would be in none of the slices: only the
/// day's own total shows that it is missing.
void DetailsWalk::close_slice() {
  slices_->media.pop_back();
  if (!slices_->media.empty()) return;
  if (slices_->total != static_cast<std::int64_t>(slices_->ids.size())) ++report_.unproven_windows;
  slices_.reset();
}

bool DetailsWalk::must_split(const PageRecords& page) const {
  const std::int64_t total = page.total.value_or(0);
  if (!window_.is_untouched() || total <= bounds_.max_window_records) return false;
  if (spans_days(window_.interval())) return true;
  return total > reach() && !slices_ && media_types().size() > 1;
}

void DetailsWalk::split(std::int64_t total) {
  const Interval whole = window_.interval();
  if (spans_days(whole)) {
    // Twice as many parts as an even spread would need: days are not equally full.
    auto parts = cut_at_midnights(whole, 2 * total / bounds_.max_window_records + 1);
    pending_.insert(pending_.end(), parts.rbegin(), parts.rend());
  } else {
    auto media = media_types();
    slices_ = Slices{.day = whole, .media = {media.rbegin(), media.rend()}, .total = total};
  }
  open_window();
}

void DetailsWalk::keep_new(PageRecords& page, Page& out) {
  out.conversations.reserve(page.conversations.size());
  for (auto& conversation : page.conversations) {
    const IdKey key = key_of(conversation.id.str());
    const bool first = window_.note(key) == HistoryWindow::Sighting::first;
    const bool in_other_slice = first && slices_ && !slices_->ids.insert(key);
    const bool elsewhere = in_other_slice || !belongs_here(conversation);
    if (first && elsewhere) window_.note_shared();
    if (!first || in_other_slice) ++report_.repeated;
    if (!first || elsewhere) continue;
    ++report_.records;
    ++report_.matched;
    out.conversations.push_back(std::move(conversation));
  }
}

/// What is open now counts wherever the server lists it: at either end of the range there is no other window
/// for it.
bool DetailsWalk::belongs_here(const Conversation& conversation) const {
  if (!conversation.started_at) return true;
  const Interval& window = window_.interval();
  const Instant start = *conversation.started_at;
  const bool open = wanted_ == Wanted::still_open;
  const bool before = start < window.begin && !(open && window.begin == query_.interval.begin);
  const bool after = start >= window.end && !(open && window.end == query_.interval.end);
  return !before && !after;
}

void DetailsWalk::keep_set_aside(PageRecords& page, Page& out) {
  for (auto& record : page.set_aside) {
    const bool first = window_.note_set_aside(record.bytes) == HistoryWindow::Sighting::first;
    const IdKey key = key_of(record.bytes);
    if (!first || set_aside_.contains(key)) continue;
    if (set_aside_.size() < bounds_.max_set_aside) set_aside_.insert(key);
    ++report_.set_aside;
    out.set_aside.push_back(std::move(record));
  }
}

void DetailsWalk::update_total() {
  any_total_ = any_total_ || window_.total().has_value();
  if (any_total_) report_.server_total = closed_total_ + window_.own_total();
}

void DetailsWalk::go_on(const PageRecords& page) {
  pending_error_ = fault_of(page);
  if (pending_error_) return;
  if (is_at_end(page)) return finish_pass();
  window_.go_to(window_.page_number() + 1);
}

/// Totals are rough and move while pages are read: a full page may have another behind it, whatever they say.
/// Past the last page there are no conversations.
bool DetailsWalk::is_at_end(const PageRecords& page) const {
  const std::int64_t covered = window_.page_number() * query_.page_size;
  const auto listed = static_cast<std::int64_t>(page.conversations.size() + page.set_aside.size());
  const bool full = listed >= query_.page_size;
  return page.empty() || covered >= reach() || (!full && page.total && covered >= *page.total);
}

std::optional<Error> DetailsWalk::fault_of(const PageRecords& page) const {
  if (window_.held() > static_cast<std::size_t>(3 * bounds_.max_results))
    return endless_listing("the details query does not end: more than " +
                           std::to_string(3 * bounds_.max_results) + " records in one part");
  if (!is_at_end(page) && window_.stale_pages() >= max_stale_pages)
    return endless_listing("the details query does not end: a hundred pages in a row without a new record");
  return std::nullopt;
}

void DetailsWalk::finish_pass() {
  const bool within_reach = window_.total().value_or(0) <= reach();
  if (!within_reach || !window_.wants_second_look() || window_.second_looks() >= bounds_.max_second_looks)
    return close_window();
  window_.look_again();
  ++report_.second_looks;
}

}  // namespace nowthen::genesys::platform
