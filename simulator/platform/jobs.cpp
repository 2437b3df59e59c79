#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "simulator/api/cursor.hpp"
#include "simulator/http/json_text.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/problems.hpp"
#include "simulator/platform/record_list.hpp"
#include "simulator/platform/state.hpp"

namespace nowthen::sim {
namespace {

constexpr std::int64_t usual_page = 1'000;

/// What jobs submitted now know of.
Instant availability_of(const PlatformContext& context) {
  const auto lag = context.settings.jobs.lag.value_or(context.source.usual_job_lag());
  const Instant date = context.now - lag;
  const Instant stepped = lag.count() == 0 ? date : Instant(std::chrono::floor<std::chrono::hours>(date));
  return stepped + context.job_faults.availability_by;
}

JobMoment moment_of(const PlatformContext& context) { return {.now = context.now, .ticks = context.ticks}; }

/// The job that the path names, with the fate that a fault gives it; nullptr when there is none any more.
Job* job_of(const PlatformContext& context, std::string_view id) {
  Job* job = context.state.jobs.find(id);
  if (job == nullptr) return nullptr;
  if (context.job_faults.fate) job->fate = *context.job_faults.fate;
  return is_forgotten(*job, context.settings.jobs, moment_of(context)) ? nullptr : job;
}

std::string status_json(const PlatformContext& context, const Job& job) {
  const JobOptions& options = context.settings.jobs;
  const JobState state = state_of(job, options, moment_of(context));
  std::string body = fmt::format(R"({{"state":"{}","submissionDate":)", name_of(state));
  append_json_instant(body, job.submitted);
  body += R"(,"expirationDate":)";
  append_json_instant(body, job.submitted + options.lifetime);
  if (state != JobState::queued && state != JobState::pending) {
    body += R"(,"completionDate":)";
    append_json_instant(body, std::min(context.now, job.submitted + options.queued + options.pending));
  }
  if (state == JobState::failed) body += R"(,"errorMessage":"The query could not be completed.")";
  return body + "}";
}

const std::vector<std::uint32_t>& results_of(const PlatformContext& context, Job& job) {
  if (job.results) return *job.results;
  QuerySelection selection(job.query.details, IntervalSemantics::overlap);
  job.results = selection.at(context.source, job.availability);
  if (job.query.limit && std::cmp_less(*job.query.limit, job.results->size()))
    job.results->resize(static_cast<std::size_t>(*job.query.limit));
  return *job.results;
}

Checked<std::int64_t> read_page_size(const Fields& query, std::int64_t largest_page) {
  const auto text = field(query, "pageSize");
  if (!text) return accepted(std::min(usual_page, largest_page));
  std::int64_t size = 0;
  const auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), size);
  if (code != std::errc{} || end != text->data() + text->size() || size < 1 || size > largest_page)
    return invalid_value("pageSize", *text, fmt::format("must be a number from 1 to {}", largest_page));
  return accepted(size);
}

/// Where a page of results begins, and which page it is.
struct Place {
  std::int64_t offset = 0;
  int page = 1;
};

Checked<Place> read_place(const PlatformContext& context, const PlatformRequest& request) {
  const auto text = field(request.target.query, "cursor");
  if (!text || text->empty()) return Place{};
  const auto cursor = decode_cursor(*text, context.salt);
  if (!cursor || cursor->id != request.id)
    return invalid_value("cursor", *text, "it is none that this job gave out");
  if (context.faults.expired) return platform_bad_request("cursor", "Invalid cursor: it has expired.");
  return Place{.offset = cursor->start.time_since_epoch().count(), .page = cursor->page};
}

std::string cursor_to(const PlatformContext& context, std::string_view job, Place place) {
  return encode_cursor(
      {.start = Instant(std::chrono::milliseconds(place.offset)), .id = std::string(job), .page = place.page},
      context.salt);
}

/// The cursor of the page after the one at `place`; nothing after the last.
std::optional<Place> next_place(const PageFaults& faults, Place place, std::int64_t size,
                                std::int64_t total) {
  if (faults.cycle) return Place{.offset = std::min(size, total), .page = 2};
  if (faults.repeat_cursor) return place;
  if (faults.empty) return Place{.offset = place.offset, .page = place.page + 1};
  if (place.offset + size >= total) return std::nullopt;
  return Place{.offset = place.offset + size, .page = place.page + 1};
}

std::span<const std::uint32_t> stretch(const std::vector<std::uint32_t>& results, const PageFaults& faults,
                                       Place place, std::int64_t size) {
  if (faults.empty) return {};
  const auto total = std::ssize(results);
  const std::int64_t moved = place.offset + faults.shift - (faults.repeat_page ? size : 0);
  const std::int64_t first = std::clamp<std::int64_t>(moved, 0, total);
  return std::span(results).subspan(static_cast<std::size_t>(first),
                                    static_cast<std::size_t>(std::min(size, total - first)));
}

}  // namespace

Checked<PlatformAnswer> answer_jobs(const PlatformContext& context, const PlatformRequest& request) {
  auto query = parse_job_query(request.body);
  if (!query) return query.error();
  const Job& job = context.state.jobs.add({.query = std::move(*query),
                                           .submitted = context.now,
                                           .submitted_at = context.ticks,
                                           .availability = availability_of(context),
                                           .fate = context.job_faults.fate.value_or(JobFate::usual)},
                                          context.salt);
  return PlatformAnswer{.body = fmt::format(R"({{"jobId":"{}"}})", job.id), .status = 202};
}

Checked<PlatformAnswer> answer_job(const PlatformContext& context, const PlatformRequest& request) {
  Job* job = job_of(context, request.id);
  if (job == nullptr) return not_found();
  if (request.method == "DELETE") {
    job->cancelled = true;
    return PlatformAnswer{.body = "", .status = 204};
  }
  const JobState state = state_of(*job, context.settings.jobs, moment_of(context));
  const bool runs = state == JobState::queued || state == JobState::pending;
  return PlatformAnswer{.body = status_json(context, *job), .status = runs ? 202 : 200};
}

Checked<PlatformAnswer> answer_job_results(const PlatformContext& context, const PlatformRequest& request) {
  Job* job = job_of(context, request.id);
  if (job == nullptr) return not_found();
  const JobState state = state_of(*job, context.settings.jobs, moment_of(context));
  if (state != JobState::fulfilled)
    return platform_bad_request("jobId", fmt::format("The job has no results: it is {}.", name_of(state)));
  const auto size = read_page_size(request.target.query, context.settings.jobs.largest_page);
  if (!size) return size.error();
  const auto place = read_place(context, request);
  if (!place) return place.error();
  const auto& results = results_of(context, *job);
  std::string body = "{";
  append_records(body, context.source, stretch(results, context.faults, *place, *size),
                 {.at = job->availability, .attributes = Attributes::shown});
  if (const auto next = next_place(context.faults, *place, *size, std::ssize(results)))
    body += fmt::format(R"(,"cursor":"{}")", cursor_to(context, job->id, *next));
  body += R"(,"dataAvailabilityDate":)";
  append_json_instant(body, job->availability);
  body += '}';  // Not a copy: a page may have sixty megabytes.
  return PlatformAnswer{.body = std::move(body)};
}

Checked<PlatformAnswer> answer_jobs_availability(const PlatformContext& context, const PlatformRequest&) {
  std::string body = R"({"dataAvailabilityDate":)";
  append_json_instant(body, availability_of(context));
  return PlatformAnswer{body + "}"};
}

}  // namespace nowthen::sim
