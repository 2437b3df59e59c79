// Makes calls of `Platform`, each with everything it can carry, so that what goes out can be looked at by
// others.
//
//   platform_calls NAME...
//
// The server and the credentials come from the environment. Prints a line for each call; exit status 1 if one
// failed.
#include <fmt/format.h>

#include <functional>
#include <iostream>
#include <map>
#include <nowthen/client.hpp>

namespace {

using nowthen::ConversationId;
using nowthen::Filter;
using nowthen::Join;
using nowthen::Platform;
using nowthen::Result;

const nowthen::Interval day{nowthen::parse_instant("2026-11-18T00:00:00.000Z").value(),
                            nowthen::parse_instant("2026-11-19T00:00:00.000Z").value()};

constexpr const char* some_id = "6f0b2b0a-6f3b-4c57-9a53-4b7d3a1f7f10";

nowthen::JobQuery full_job_query() {
  const Filter media{
      .join = Join::any,
      .predicates = {nowthen::dimension_is("mediaType", "voice"), nowthen::dimension_exists("queueId")},
      .clauses = {{.join = Join::all,
                   .predicates = {nowthen::metric_in("tSegmentDuration", {.at_least = 0}),
                                  nowthen::property_is("language", "string", "de")}}}};
  return {
      .interval = day,
      .filters = {.conversation = {{.predicates = {nowthen::dimension_exists("conversationEnd"),
                                                   nowthen::dimension_in("mediaStatsMinConversationMos",
                                                                         {.above = 1, .at_most = 5})}}},
                  .segment = {media},
                  .evaluation = {{.predicates = {nowthen::dimension_missing("evaluationId")}}},
                  .survey = {{.predicates = {nowthen::dimension_missing("surveyId")}}},
                  .resolution = {{.predicates = {nowthen::metric_in("nNextContactAvoided", {.below = 1})}}}},
      .started_inside = true,
      .limit = 100};
}

nowthen::JobPollPolicy impatient() {
  return {.first = std::chrono::milliseconds(200), .growth = 1, .longest = std::chrono::milliseconds(200)};
}

Result<std::size_t> read_job(const Platform& platform, const nowthen::JobQuery& query) {
  const auto id = platform.start_job(query);
  if (!id) return id.error();
  if (const auto done = platform.wait_for_job(*id, impatient()); !done) return done.error();
  std::size_t count = 0;
  std::string cursor;
  do {
    const auto page = platform.job_results(*id, {.cursor = cursor, .page_size = 50});
    if (!page) return page.error();
    count += page->records.size();
    cursor = page->next_cursor;
  } while (!cursor.empty());
  return count;
}

Result<std::size_t> cancel_job(const Platform& platform) {
  const auto id = platform.start_job({.interval = day});
  if (!id) return id.error();
  if (const auto done = platform.cancel_job(*id); !done) return done.error();
  const auto status = platform.job(*id);
  if (!status) return status.error();
  return status->state == "CANCELLED" ? 1U : 0U;
}

Result<std::size_t> read_by_id(const Platform& platform) {
  const auto id = platform.start_job({.interval = day, .limit = 3});
  if (!id) return id.error();
  if (const auto done = platform.wait_for_job(*id, impatient()); !done) return done.error();
  const auto page = platform.job_results(*id);
  if (!page) return page.error();
  nowthen::IdsQuery query;
  for (const auto& record : page->records) query.ids.emplace_back(record.detail.conversation_id);
  const auto found = platform.conversations_by_id(query);
  if (!found) return found.error();
  for (const auto& each : query.ids)
    if (const auto one = platform.conversation(each); !one) return one.error();
  return found->records.size();
}

Result<std::size_t> list(const Platform& platform, nowthen::EntityKind kind) {
  auto listing = platform.entities(kind);
  std::size_t count = 0;
  for (;;) {
    const auto page = listing.next_page();
    if (!page) return page.error();
    if (!*page) return count;
    count += (*page)->entities.size();
  }
}

/// What a call gave, as a count.
template <class T, class Count>
Result<std::size_t> counted(const Result<T>& result, Count count) {
  if (!result) return result.error();
  return static_cast<std::size_t>(count(*result));
}

const std::map<std::string, std::function<Result<std::size_t>(const Platform&)>, std::less<>> calls{
    {"job", [](const Platform& p) { return read_job(p, {.interval = day}); }},
    {"filtered-job", [](const Platform& p) { return read_job(p, full_job_query()); }},
    {"cancel", cancel_job},
    {"ids", read_by_id},
    {"availability",
     [](const Platform& p) { return counted(p.jobs_availability(), [](const auto&) { return 1; }); }},
    {"token", [](const Platform& p) { return counted(p.token_info(), [](const auto&) { return 1; }); }},
    {"organization",
     [](const Platform& p) { return counted(p.organization(), [](const auto&) { return 1; }); }},
    {"activity",
     [](const Platform& p) {
       return counted(p.activity({.details = {"oWaiting", "oInteracting"}}),
                      [](const auto& activity) { return activity.results.size(); });
     }},
    {"queue-observations",
     [](const Platform& p) {
       return counted(
           p.queue_observations({.filter = {.predicates = {nowthen::dimension_is("mediaType", "voice")}},
                                 .metrics = {"oWaiting", "oInteracting", "oOnQueueUsers"},
                                 .detail_metrics = {"oWaiting"}}),
           [](const auto& seen) { return seen.results.size(); });
     }},
    {"user-observations",
     [](const Platform& p) {
       return counted(
           p.user_observations(
               {.filter = {.join = Join::any, .predicates = {nowthen::dimension_is("userId", some_id)}},
                .metrics = {"oActiveQueues", "oMemberQueues"}}),
           [](const auto& seen) { return seen.results.size(); });
     }},
    {"aggregates",
     [](const Platform& p) {
       return counted(
           p.aggregates({.interval = day,
                         .granularity = "PT1H",
                         .time_zone = "Europe/Berlin",
                         .group_by = {"queueId", "mediaType"},
                         .filter = Filter{.predicates = {nowthen::dimension_is("mediaType", "voice")}},
                         .metrics = {"nConnected", "tHandle"}}),
           [](const auto& sums) { return sums.results.size(); });
     }},
    {"queues", [](const Platform& p) { return list(p, nowthen::EntityKind::queues); }},
    {"users", [](const Platform& p) { return list(p, nowthen::EntityKind::users); }},
    {"wrapup-codes", [](const Platform& p) { return list(p, nowthen::EntityKind::wrapup_codes); }},
    {"skills", [](const Platform& p) { return list(p, nowthen::EntityKind::skills); }},
    {"divisions", [](const Platform& p) { return list(p, nowthen::EntityKind::divisions); }},
};

}  // namespace

int main(int count, char** arguments) {
  auto options = nowthen::options_from_environment().value();
  options.contract = nowthen::Contract::platform;
  auto client = nowthen::Client::connect(std::move(options)).value();
  const Platform platform = client.platform().value();
  int failed = 0;
  for (int at = 1; at < count; ++at) {
    const auto result = calls.at(arguments[at])(platform);
    if (result)
      std::cout << fmt::format("{} {}\n", arguments[at], *result);
    else
      std::cout << fmt::format("{} failed: {}\n", arguments[at], result.error().message);
    failed += result ? 0 : 1;
  }
  return failed == 0 ? 0 : 1;
}
