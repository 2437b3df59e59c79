#include "extract/tutorial/tutorial_runner.hpp"

#include <fmt/format.h>

#include "extract/ids_hash.hpp"
#include "extract/readings_of.hpp"
#include "extract/sync/ends_the_run.hpp"
#include "extract/tutorial/tutorial_text.hpp"

namespace nowthen::extract {
namespace {

constexpr const char* surface = "sync";

std::string day_text(Instant instant) { return format_instant(instant).substr(0, 10); }

/// The page, or what it leads to, is at fault: others may be sound.
bool is_of_the_page(const Error& error) {
  return error.kind == ErrorKind::malformed_reply || error.kind == ErrorKind::invalid_request;
}

/// This client may not read it: another may.
bool refuses(const Error& error) {
  return error.kind == ErrorKind::forbidden || error.kind == ErrorKind::not_found;
}

std::string note_for(RecordKind kind, bool is_last) {
  return (is_last ? "last, " : "") + std::string(note_of(kind));
}

}  // namespace

Result<TutorialReport> TutorialRunner::run(const SyncOptions& options, const std::stop_token& stop) {
  options_ = options;
  report_ = {};
  auto done = steps(stop);
  auto committed = store_.commit(stop);
  uncommitted_.committed();
  if (!done) return done.error();
  if (!committed) return committed.error();
  return report_;
}

Result<void> TutorialRunner::steps(const std::stop_token& stop) {
  for (;;) {
    const auto step = plan_.next(clock_.now());
    if (!step) return {};
    if (options_.budget && report_.requests >= *options_.budget) {
      report_.is_out_of_budget = true;
      return {};
    }
    ++report_.requests;
    auto done = std::visit([&](const auto& each) { return perform(each, stop); }, *step);
    if (!done) return done;
    if (!uncommitted_.is_due(options_.records_at_once, clock_.now())) continue;
    if (auto committed = store_.commit(stop); !committed) return committed;
    uncommitted_.committed();
  }
}

/// A listing of one page: what it would do next is the plan's to say.
Result<TutorialRunner::Fetched> TutorialRunner::fetch(Listing listing) {
  auto page = listing.next_page();
  if (!page) return page.error();
  if (!*page)
    return Error{
        .kind = ErrorKind::malformed_reply, .message = "the listing ended before its page", .hint = {}};
  Fetched fetched{.page = *std::move(*page), .fault = {}};
  // It would begin again, for what came does not agree with the total: so it is at its end.
  if (listing.report().second_looks > 0) fetched.page.next.reset();
  if (const auto rest = listing.next_page(); !rest) fetched.fault = rest.error();
  return fetched;
}

TutorialPage TutorialRunner::seen(const Page& fetched, Instant asked_at) {
  TutorialPage page{.as_of = asked_at,
                    .set_aside = std::ssize(fetched.set_aside),
                    .total = fetched.server_total,
                    .part = fetched.part,
                    .next = fetched.next.value_or("")};
  for (const Conversation& each : fetched.conversations) {
    TutorialRow row{
        .id = each.id.str(), .start = each.started_at, .end = each.ended_at, .is_over = is_closed(each)};
    row.is_erased = !plan_.knows(row) && store_.is_erased(row.id);
    page.rows.push_back(std::move(row));
  }
  return page;
}

Result<void> TutorialRunner::keep(archive::PageHeader header, Page& fetched, TutorialPage& page) {
  FetchedPage kept{.header = std::move(header), .records = {}};
  kept.header.kind = archive::PageKind::sync;
  kept.header.http_status = 200;
  kept.header.asked_at = page.as_of;
  kept.header.as_of = page.as_of;
  kept.header.received_at = clock_.now();
  for (Conversation& each : fetched.conversations) kept.records.push_back(std::move(each.json));
  for (SetAside& each : fetched.set_aside) kept.records.push_back(std::move(each.bytes));
  report_.records += std::ssize(fetched.conversations);
  report_.set_aside += std::ssize(fetched.set_aside);
  uncommitted_.kept(std::ssize(kept.records), clock_.now());
  auto stored = store_.keep(std::move(kept));
  if (!stored) return stored.error();
  page.hash = std::move(stored->hash);
  page.place = stored->place;
  return {};
}

void TutorialRunner::tell(std::string doing) const {
  if (options_.on_progress) options_.on_progress({report_.requests, report_.records, std::move(doing)});
}

Result<void> TutorialRunner::perform(const ReadHistoryPage& step, const std::stop_token& stop) {
  const Instant asked_at = clock_.now();
  auto fetched = fetch(client_.history({.interval = step.started_in,
                                        .page_size = plan_.profile().page_size,
                                        .max_pages = 1,
                                        .resume_from = step.next},
                                       stop));
  if (!fetched && !is_of_the_page(fetched.error())) return fetched.error();
  if (!fetched) {
    report_.trouble = fetched.error();
    plan_.fail(step, clock_.now());
    return conclude();
  }
  TutorialPage page = seen(fetched->page, asked_at);
  auto kept = keep({.request = fmt::format("history of {}", day_text(step.started_in.begin)),
                    .window = step.started_in,
                    .note = note_for(RecordKind::tutorial_group, page.next.empty())},
                   fetched->page, page);
  if (!kept) return kept;
  auto reading = plan_.take(step, page, clock_.now());
  if (fetched->fault && plan_.history_look()) {
    report_.trouble = fetched->fault;
    plan_.fail({step.started_in, page.next}, clock_.now());
  }
  tell(fmt::format("conversations of {}", day_text(step.started_in.begin)));
  return conclude(reading);
}

Result<void> TutorialRunner::perform(const ReadLivePage& step, const std::stop_token& stop) {
  const Instant asked_at = clock_.now();
  auto fetched = fetch(client_.live({.page_size = plan_.profile().page_size,
                                     .max_pages = 1,
                                     .media = {},
                                     .queues = {},
                                     .resume_from = step.cursor},
                                    stop));
  if (!fetched) return go_on_without_live(step, fetched.error());
  TutorialPage page = seen(fetched->page, asked_at);
  std::size_t at = 0;
  std::erase_if(fetched->page.conversations, [&](const auto&) { return !plan_.is_news(page.rows[at++]); });
  auto kept =
      keep({.request = "live listing", .note = note_for(RecordKind::tutorial_entity, page.next.empty())},
           fetched->page, page);
  if (!kept) return kept;
  plan_.take(step, page, clock_.now());
  if (fetched->fault && plan_.live_look()) return go_on_without_live(step, *fetched->fault);
  tell("what goes on");
  return conclude();
}

/// What history has can be read all the same.
Result<void> TutorialRunner::go_on_without_live(const ReadLivePage& step, const Error& error) {
  if (ends_the_run(error)) return error;
  if (refuses(error)) {
    report_.without_live = error;
    plan_.refuse_live(clock_.now());
  } else {
    report_.trouble = error;
    plan_.fail(step, clock_.now());
  }
  return conclude();
}

LedgerWindow TutorialRunner::row_of(UtcDay day) const {
  const TutorialDay& row = plan_.windows().at(day);
  LedgerWindow window{.surface = surface,
                      .interval = whole(day),
                      .state = std::string(name_of(row.state)),
                      .state_since = row.state_since,
                      .proof = row.state >= WindowState::complete ? "total" : "",
                      .readings = row.readings,
                      .last_read_at = {},
                      .distinct_ids = {},
                      .reported_total = row.total,
                      .set_aside = row.set_aside,
                      .reopened = row.reopened,
                      .doubt = plan_.doubt_of(day)};
  if (row.readings == 0) return window;
  window.last_read_at = row.ended_at;
  window.distinct_ids = row.conversations;
  return window;
}

LedgerReading TutorialRunner::row_of(const TutorialReading& reading) const {
  const HistoryLook& look = reading.look;
  return {.surface = surface,
          .interval = look.started_in,
          .reading_number = plan_.windows().at(reading.day).readings,
          .run_id = options_.run_id,
          .started_at = look.begun_at,
          .ended_at = reading.ended_at,
          .first_total = look.first_total,
          .last_total = look.whole_total(),
          .distinct_ids = std::ssize(look.ids),
          .repeated_ids = look.repeated,
          .missing_ids = reading.missing,
          .set_aside = look.set_aside,
          .page_hashes = look.page_hashes,
          .ids_hash = hash_of_ids({look.ids.begin(), look.ids.end()}),
          .job_id = {},
          .available_until = {}};
}

/// Without ids: what is in the ledger is not erased with a conversation.
void TutorialRunner::report_late(LedgerEntry& entry) {
  for (const auto& [day, count] : plan_.take_late()) {
    report_.late_arrivals += count;
    entry.incidents.push_back(
        {.kind = "late_arrival",
         .opened_at = clock_.now(),
         .surface = surface,
         .interval = whole(day),
         .conversation_id = {},
         .message = fmt::format("{} of {} came after the day counted as complete",
                                count == 1 ? "a conversation" : fmt::format("{} conversations", count),
                                day_text(day))});
  }
}

Result<void> TutorialRunner::conclude(const std::optional<TutorialReading>& reading) {
  LedgerEntry entry{.run_id = options_.run_id};
  report_late(entry);
  for (const UtcDay day : plan_.take_changed()) entry.windows.push_back(row_of(day));
  if (reading) entry.readings.push_back(row_of(*reading));
  entry.plan = encode_plan(plan_);
  entry.concluded_at = clock_.now();
  return store_.conclude(entry);
}

}  // namespace nowthen::extract
