#include "extract/sync/job_page_ahead.hpp"

#include <utility>

namespace nowthen::extract {

JobPageAhead::Unread JobPageAhead::get(const ReadJobPage& step, int page_size,
                                       const std::stop_token& stop) const {
  const Instant asked_at = platform_.server_time();
  return {asked_at, platform_.fetch_job_results(JobId(step.job),
                                                {.cursor = step.cursor, .page_size = page_size}, stop)};
}

FetchedJobPage JobPageAhead::read(const Unread& unread) {
  if (!unread.page) return {unread.asked_at, unread.page.error()};
  return {unread.asked_at, (*unread.page)()};
}

FetchedJobPage JobPageAhead::fetch(const ReadJobPage& step, int page_size,
                                   const std::stop_token& stop) const {
  return read(get(step, page_size, stop));
}

void JobPageAhead::ask(ReadJobPage next, int page_size, const std::stop_token& stop) {
  if (asked_) drop();
  if (!fetching_) fetching_.emplace();
  fetching_->start([this, next, page_size](const std::stop_token& own) { return get(next, page_size, own); },
                   stop);
  asked_ = std::move(next);
}

bool JobPageAhead::has(const Step& step) const {
  const auto* const page = std::get_if<ReadJobPage>(&step);
  return page != nullptr && asked_ && page->job == asked_->job && page->cursor == asked_->cursor;
}

FetchedJobPage JobPageAhead::take() {
  asked_.reset();
  return read(fetching_->take());
}

void JobPageAhead::wait() {
  if (asked_) fetching_->wait();
}

void JobPageAhead::drop() {
  asked_.reset();
  fetching_.reset();
}

}  // namespace nowthen::extract
