#include "extract/sync/sync_runner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "extract/ids_hash.hpp"
#include "extract/sync/ends_the_run.hpp"
#include "extract/sync/plan_text.hpp"
#include "extract/sync/sighting.hpp"

namespace nowthen::extract {
namespace {

constexpr const char* job_surface = "job";

SeenPage seen(const std::vector<DetailRecord>& records, const std::vector<SetAside>& set_aside,
              Instant as_of) {
  SeenPage page{.as_of = as_of};
  page.received = records.size() + set_aside.size();
  page.set_aside = std::ssize(set_aside);
  for (const DetailRecord& record : records) {
    page.ids.push_back(record.detail.conversation_id.str());
    if (auto sighting = sighting_of(record.detail)) page.rows.push_back(*std::move(sighting));
  }
  return page;
}

Filter any_medium_of(const std::vector<std::string>& media) {
  Filter filter{.join = Join::any};
  for (const auto& medium : media) filter.predicates.push_back(dimension_is("mediaType", medium));
  return filter;
}

std::string day_text(Instant instant) { return format_instant(instant).substr(0, 10); }

/// Jobs cannot be had by this client: others may be able to.
bool refuses_jobs(const Error& error) {
  return error.kind == ErrorKind::forbidden || error.kind == ErrorKind::not_found;
}

}  // namespace

Result<SyncReport> SyncRunner::run(const SyncOptions& options, const std::stop_token& stop) {
  options_ = options;
  report_ = {};
  auto done = take_up_reading();
  if (done) done = steps(stop);
  ahead_.drop();
  auto committed = store_.commit(stop);
  uncommitted_.committed();
  if (!done) return done.error();
  if (!committed) return committed.error();
  report_.waits_for_job = planner_.jobs().running() && !planner_.jobs().rests(platform_.server_time());
  return report_;
}

Result<void> SyncRunner::steps(const std::stop_token& stop) {
  for (;;) {
    const auto step = planner_.next(platform_.server_time());
    if (!step) return {};
    const bool is_asked = ahead_.has(*step);
    if (!is_asked && !may_ask()) {
      report_.is_out_of_budget = true;
      return {};
    }
    if (!is_asked) {
      ahead_.wait();  // one call after the other, as if nothing were asked ahead
      ++report_.requests;
    }
    auto done = std::visit([&](const auto& each) { return perform(each, stop); }, *step);
    if (!done) return done;
    if (!uncommitted_.is_due(options_.records_at_once, platform_.server_time())) continue;
    if (auto committed = store_.commit(stop); !committed) return committed;
    uncommitted_.committed();
  }
}

Result<KeptPage> SyncRunner::keep(archive::PageHeader header, std::vector<DetailRecord>& records,
                                  const std::vector<SetAside>& set_aside) {
  FetchedPage page{.header = std::move(header), .records = {}};
  page.header.http_status = 200;
  page.header.received_at = platform_.server_time();
  page.records.reserve(records.size() + set_aside.size());
  page.decoded.reserve(records.size());
  for (DetailRecord& record : records) {
    page.records.push_back(std::move(record.json));
    page.decoded.push_back(std::move(record.detail));
  }
  for (const SetAside& each : set_aside) page.records.push_back(each.bytes);
  report_.records += std::ssize(records);
  report_.set_aside += std::ssize(set_aside);
  uncommitted_.kept(std::ssize(page.records), platform_.server_time());
  return store_.keep(std::move(page));
}

/// One page of the synchronous query, kept.
Result<SeenPage> SyncRunner::query(DetailsPageQuery query, const std::stop_token& stop) {
  query.page_size = planner_.profile().page_size;
  const Instant asked_at = platform_.server_time();
  auto page = platform_.details(query, stop);
  if (!page) return page.error();
  const Instant as_of = page->replied_at.value_or(asked_at);
  SeenPage found = seen(page->records, page->set_aside, as_of);
  found.total = page->total;
  auto kept = keep({.kind = archive::PageKind::sync,
                    .request = fmt::format("details/query page {} of {}", query.page_number, query.page_size),
                    .asked_at = asked_at,
                    .as_of = as_of,
                    .window = query.interval},
                   page->records, page->set_aside);
  if (!kept) return kept.error();
  if (options_.on_progress)
    options_.on_progress({report_.requests, report_.records,
                          fmt::format("conversations of {}", day_text(query.interval.begin))});
  return found;
}

/// A page of a listing. One that the server refuses leads nowhere: the listing begins again when it is worth
/// it.
Result<void> SyncRunner::read_listing(const DetailsPageQuery& wanted, const std::stop_token& stop,
                                      const std::function<void(const SeenPage&)>& take) {
  auto page = query(wanted, stop);
  if (!page && page.error().kind == ErrorKind::invalid_request) {
    planner_.drop_listing();
    if (auto noted = note_place(); !noted) return noted;
  }
  if (!page) return page.error();
  look_for_late_arrivals(*page, {});
  take(*page);
  return conclude_quietly();
}

Result<void> SyncRunner::perform(const ReadNewest& step, const std::stop_token& stop) {
  return read_listing(
      {.interval = step.started_in, .order = DetailsOrder::newest_start, .page_number = step.page}, stop,
      [&](const SeenPage& page) { planner_.take(step, page, platform_.server_time()); });
}

Result<void> SyncRunner::perform(const ReadDayPage& step, const std::stop_token& stop) {
  return read_listing({.interval = whole(step.day), .page_number = step.page}, stop,
                      [&](const SeenPage& page) { planner_.take(step, page, platform_.server_time()); });
}

Result<void> SyncRunner::perform(const ReadEnded& step, const std::stop_token& stop) {
  DetailsPageQuery wanted{
      .interval = step.started_in, .order = DetailsOrder::newest_end, .page_number = step.page};
  wanted.filters.conversation.push_back({.predicates = {dimension_exists("conversationEnd")}});
  if (!step.media.empty()) wanted.filters.segment.push_back(any_medium_of(step.media));
  return read_listing(wanted, stop,
                      [&](const SeenPage& page) { planner_.take(step, page, platform_.server_time()); });
}

Result<void> SyncRunner::perform(const ReadByIds& step, const std::stop_token& stop) {
  const Instant asked_at = platform_.server_time();
  IdsQuery ids{.ids = {}, .ids_per_request = static_cast<int>(step.ids.size())};
  for (const auto& id : step.ids) ids.ids.emplace_back(id);
  auto found = platform_.conversations_by_id(ids, stop);
  if (!found && step.are_suspects && !ends_the_run(found.error()))
    return go_on_without_suspects(found.error());
  if (!found) return found.error();
  const Instant as_of = found->replied_at.value_or(asked_at);
  const SeenPage page = seen(found->records, found->set_aside, as_of);
  auto kept = keep({.kind = archive::PageKind::by_id,
                    .request = fmt::format("details of {} ids", step.ids.size()),
                    .asked_at = asked_at,
                    .as_of = as_of},
                   found->records, found->set_aside);
  if (!kept) return kept.error();
  const auto gone = planner_.take(step, page, platform_.server_time());
  if (auto buried = bury(gone); !buried) return buried;
  return pending_ ? conclude_pending() : conclude_quietly();
}

/// Whether they are gone nobody says: the reading that lacked them proves nothing.
Result<void> SyncRunner::go_on_without_suspects(const Error& error) {
  report_.trouble = error;
  planner_.drop_suspects(platform_.server_time());
  return pending_ ? conclude_pending() : conclude_quietly();
}

/// Neither a job nor a query by id knows them any more.
Result<void> SyncRunner::bury(const std::vector<std::string>& gone) {
  if (gone.empty()) return {};
  FetchedPage page{.header = {.kind = archive::PageKind::tombstone,
                              .request = "neither found by job nor by id",
                              .received_at = platform_.server_time(),
                              .as_of = platform_.server_time()},
                   .records = gone};
  report_.deleted += std::ssize(gone);
  auto kept = store_.keep(std::move(page));
  if (!kept) return kept.error();
  return {};
}

/// They are tried again later; what is newer is read by query meanwhile.
Result<void> SyncRunner::go_on_without_jobs(const Error& error) {
  if (ends_the_run(error)) return error;
  if (refuses_jobs(error)) {
    report_.without_jobs = error;
    planner_.jobs().refused(platform_.server_time());
  } else {
    report_.trouble = error;
    planner_.jobs().rest(platform_.server_time());
  }
  return conclude_quietly();
}

Result<void> SyncRunner::perform(const AskAvailability&, const std::stop_token& stop) {
  auto until = platform_.jobs_availability(stop);
  if (!until) return go_on_without_jobs(until.error());
  planner_.take_availability(*until, platform_.server_time());
  return conclude_quietly();
}

Result<void> SyncRunner::perform(const StartJob& step, const std::stop_token& stop) {
  auto job = platform_.start_job({.interval = step.interval}, stop);
  if (!job && planner_.jobs().running() && !ends_the_run(job.error())) {
    planner_.jobs().refused_ahead(platform_.server_time());
    return conclude_quietly();
  }
  if (!job) return go_on_without_jobs(job.error());
  planner_.take_started(step, job->str(), platform_.server_time());
  return conclude_quietly();
}

Result<void> SyncRunner::perform(const AskJob& step, const std::stop_token& stop) {
  auto status = platform_.job(JobId(step.job), stop);
  if (!status && status.error().kind != ErrorKind::not_found) return go_on_without_jobs(status.error());
  JobProgress progress = JobProgress::going_on;
  if (!status) {
    progress = JobProgress::lost;
  } else {
    const JobState state = state_of(*status);
    if (state == JobState::fulfilled) progress = JobProgress::done;
    if (state == JobState::failed || state == JobState::cancelled || state == JobState::expired)
      progress = JobProgress::lost;
  }
  planner_.take_progress(progress, platform_.server_time(),
                         status ? status->completion_date : std::optional<Instant>());
  if (progress == JobProgress::lost) report_.came_too_late |= planner_.jobs().came_too_late();
  return conclude_quietly();
}

/// The page, and the one after it asked for.
FetchedJobPage SyncRunner::job_page(const ReadJobPage& step, const std::stop_token& stop) {
  const int size = planner_.profile().job_page_size;
  FetchedJobPage fetched = ahead_.has(step) ? ahead_.take() : ahead_.fetch(step, size, stop);
  if (!fetched.page || fetched.page->next_cursor.empty()) return fetched;
  if (options_.asks_ahead && may_ask()) {
    ++report_.requests;
    ahead_.ask({.job = step.job, .interval = step.interval, .cursor = fetched.page->next_cursor}, size, stop);
  }
  return fetched;
}

Result<void> SyncRunner::perform(const ReadJobPage& step, const std::stop_token& stop) {
  auto [asked_at, page] = job_page(step, stop);
  if (!page && ends_the_run(page.error())) return page.error();
  if (!page) {
    // Refused, it is gone; anything else may pass.
    const bool is_gone =
        page.error().kind == ErrorKind::not_found || page.error().kind == ErrorKind::invalid_request;
    if (!is_gone) return go_on_without_jobs(page.error());
    report_.trouble = page.error();
    planner_.take_progress(JobProgress::lost, platform_.server_time());
    report_.came_too_late |= planner_.jobs().came_too_late();
    return conclude_quietly();
  }
  const Instant as_of = step.reach.of(page->data_available_until).value_or(step.interval.begin);
  SeenPage found = seen(page->records, page->set_aside, as_of);
  found.next_cursor = page->next_cursor;
  found.available_until = page->data_available_until;
  auto kept = keep({.kind = archive::PageKind::job,
                    .request = fmt::format("job {} of {} to {}", step.job, day_text(step.interval.begin),
                                           day_text(step.interval.end)),
                    .asked_at = asked_at,
                    .as_of = as_of,
                    .window = step.interval,
                    .note = page->next_cursor.empty() ? "last" : ""},
                   page->records, page->set_aside);
  if (!kept) return kept.error();
  found.hash = std::move(kept->hash);
  found.place = kept->place;
  look_for_late_arrivals(found, step.interval);
  if (found.next_cursor.empty() && !late_.empty())  // what follows may be asked for by a later run
    if (auto told = conclude_quietly(); !told) return told;
  const auto reading = planner_.take(step, found, platform_.server_time());
  if (options_.on_progress)
    options_.on_progress(
        {report_.requests, report_.records, fmt::format("job of {}", day_text(step.interval.begin))});
  if (!reading) return conclude_quietly();  // the next run goes on behind this page
  pending_ = entry_of(*reading);
  return conclude_pending();
}

/// Of a run before, whose pages are read, while those that it lacks were being asked for.
Result<void> SyncRunner::take_up_reading() {
  if (pending_) return {};
  const auto reading = planner_.take_up_reading();
  if (!reading) return {};
  pending_ = entry_of(*reading);
  return conclude_pending();
}

/// A reading counts once those that it lacks have been asked for.
Result<void> SyncRunner::conclude_pending() {
  if (planner_.has_suspects()) return note_place();
  planner_.settle_suspects(platform_.server_time());
  LedgerEntry entry = *std::exchange(pending_, std::nullopt);
  for (LedgerWindow& window : entry.windows) window = row_of(day_of(window.interval.begin));
  return conclude(std::move(entry));
}

/// A record that is new and began in a window that counted as complete.
void SyncRunner::look_for_late_arrivals(const SeenPage& page, std::optional<Interval> job) {
  for (const Sighting& row : page.rows) {
    const UtcDay day = day_of(row.start);
    const WindowState state = planner_.jobs().state_of(day);
    if (state < WindowState::complete || planner_.known().has(row.id) || store_.is_erased(row.id)) continue;
    // Those that ended long ago have been let go of: nothing can be said of them.
    if (day < planner_.jobs().first_unsettled()) continue;
    ++report_.late_arrivals;
    ++late_[day];
    if (!job) planner_.jobs().reopen(day, platform_.server_time());
  }
}

namespace {

std::string doubt_of(UtcDay day, const JobPlan& jobs) {
  const JobWindow& window = jobs.windows().at(day);
  const auto bulk = jobs.bulk_doubts().find(day);
  if (bulk != jobs.bulk_doubts().end() && bulk->second.believed_by.empty())
    return fmt::format("{} were lacking at once: believed when a later reading lacks the same",
                       bulk->second.count);
  if (window.is_doubted) return "its latest reading lacked conversations that are there";
  if (window.state < WindowState::complete)
    return "something came that its readings did not have, or their data do not reach its end";
  if (window.set_aside > 0)
    return fmt::format("{} records of its reading could not be understood", window.set_aside);
  return "";
}

}  // namespace

LedgerWindow SyncRunner::row_of(UtcDay day) {
  const JobWindow& window = planner_.jobs().windows().at(day);
  const bool is_proven = window.state >= WindowState::complete;
  return {.surface = job_surface,
          .interval = whole(day),
          .state = std::string(name_of(window.state)),
          .state_since = window.state_since,
          .proof = is_proven ? job_surface : "",
          .readings = window.readings,
          .last_read_at = window.last_read_at,
          .distinct_ids = window.conversations,
          .set_aside = window.set_aside,
          .reopened = window.reopened,
          .doubt = doubt_of(day, planner_.jobs())};
}

LedgerEntry SyncRunner::entry_of(const JobReading& reading) {
  LedgerEntry entry;
  std::int64_t most_readings = 0;
  for (UtcDay day = day_of(reading.interval.begin); day < reading.interval.end; day += std::chrono::days(1)) {
    entry.windows.push_back(row_of(day));
    most_readings = std::max(most_readings, entry.windows.back().readings);
  }
  entry.readings.push_back({.surface = job_surface,
                            .interval = reading.interval,
                            .reading_number = most_readings,
                            .run_id = options_.run_id,
                            .started_at = reading.started_at,
                            .ended_at = reading.ended_at,
                            .distinct_ids = reading.distinct_ids,
                            .repeated_ids = reading.repeated_ids,
                            .missing_ids = std::ssize(reading.missing) + reading.lacking,
                            .set_aside = reading.set_aside,
                            .page_hashes = reading.page_hashes,
                            .ids_hash = hash_of_ids(reading.ids),
                            .job_id = reading.job,
                            .available_until = reading.available_until});
  return entry;
}

/// Without ids: what is in the ledger is not erased with a conversation.
void SyncRunner::report_late(LedgerEntry& entry) {
  for (const auto& [day, count] : std::exchange(late_, {})) {
    planner_.jobs().count_reopened(day);
    entry.windows.push_back(row_of(day));
    entry.incidents.push_back(
        {.kind = "late_arrival",
         .opened_at = platform_.server_time(),
         .surface = job_surface,
         .interval = whole(day),
         .conversation_id = {},
         .message = fmt::format("{} of {} came after the day counted as complete",
                                count == 1 ? "a conversation" : fmt::format("{} conversations", count),
                                day_text(day))});
  }
}

/// Where it goes on, and nothing that rests on what is still being asked.
Result<void> SyncRunner::note_place() {
  LedgerEntry entry{.run_id = options_.run_id};
  entry.plan = encode_plan(planner_);
  entry.concluded_at = platform_.server_time();
  return store_.conclude(entry);
}

Result<void> SyncRunner::conclude(LedgerEntry entry) {
  entry.run_id = options_.run_id;
  report_late(entry);
  entry.plan = encode_plan(planner_);
  entry.concluded_at = platform_.server_time();
  return store_.conclude(entry);
}

}  // namespace nowthen::extract
