#include <algorithm>
#include <memory>
#include <nowthen/genesys/platform.hpp>
#include <unordered_set>

#include "client/unsent.hpp"
#include "genesys/platform/details_request.hpp"
#include "genesys/platform/job_requests.hpp"
#include "genesys/platform/platform_call.hpp"
#include "genesys/platform/platform_checks.hpp"
#include "genesys/platform/reply_check.hpp"
#include "genesys/platform/reply_reading.hpp"
#include "genesys/token_failure.hpp"

namespace nowthen {

using namespace genesys::platform;

namespace {

/// Jobs cannot be listed, so nobody can look whether it is there.
Error unsure(Error error) {
  if (genesys::is_token_failure(error) || client::was_stopped_unsent(error)) return error;
  const bool may_have_started = error.kind == ErrorKind::transient ||
                                error.kind == ErrorKind::malformed_reply ||
                                error.kind == ErrorKind::cancelled;
  if (!may_have_started) return error;
  error.message += "; whether the job was started is unknown";
  error.hint = "start another one: a job that nobody reads expires by itself";
  return error;
}

Error vanished(Error error, const JobId& id) {
  if (error.kind != ErrorKind::not_found) return error;
  error.message = "there is no job " + shown(id.str(), 64) + ": it has expired, was deleted, or never was";
  error.hint = "start it again, and read its results soon after it is done";
  return error;
}

Error leads_to_itself() {
  return {.kind = ErrorKind::malformed_reply,
          .message = "the server gives the cursor of this page as that of the next one",
          .hint = "start the job again"};
}

std::vector<ConversationId> distinct(const std::vector<ConversationId>& ids) {
  std::vector<ConversationId> distinct;
  std::unordered_set<ConversationId> seen;
  for (const auto& id : ids)
    if (seen.insert(id).second) distinct.push_back(id);
  return distinct;
}

void add(FoundConversations& all, FoundConversations part) {
  std::move(part.records.begin(), part.records.end(), std::back_inserter(all.records));
  std::move(part.set_aside.begin(), part.set_aside.end(), std::back_inserter(all.set_aside));
}

/// Takes out what was not asked for, and says what is missing.
void compare(FoundConversations& found, const std::vector<ConversationId>& wanted) {
  std::unordered_set<ConversationId> missing(wanted.begin(), wanted.end());
  std::erase_if(found.records, [&](const DetailRecord& record) {
    return missing.erase(record.detail.conversation_id) == 0;
  });
  for (const auto& id : wanted)
    if (missing.contains(id)) found.not_found.push_back(id);
}

Result<DetailRecord> the_one(Result<DetailRecord> record, const ConversationId& wanted) {
  if (!record || record->detail.conversation_id == wanted) return record;
  return malformed("it is another conversation, " + shown(record->detail.conversation_id.str(), 64));
}

}  // namespace

Result<JobId> Platform::start_job(const JobQuery& query, std::stop_token stop) const {
  if (auto checked = check(query); !checked) return checked.error();
  auto id = call(*parts_, parts_->endpoints->job_start, start_job_request(query), read_started_job,
                 std::move(stop));
  if (!id) return unsure(id.error());
  return id;
}

Result<JobStatus> Platform::job(const JobId& id, std::stop_token stop) const {
  if (auto checked = check(id); !checked) return checked.error();
  auto status =
      call(*parts_, parts_->endpoints->job_status, job_request(id), read_job_status, std::move(stop));
  if (!status) return vanished(status.error(), id);
  return status;
}

Result<JobStatus> Platform::wait_for_job(
    const JobId& id, const JobPollPolicy& policy,
    std::stop_token stop) const {  // NOLINT(performance-unnecessary-value-param): as in every call
  const auto cancelled = [&] {
    return Error{.kind = ErrorKind::cancelled,
                 .message = "stopped while waiting for job " + shown(id.str(), 64),
                 .hint = "the job goes on; come back to it by its id, or cancel it"};
  };
  const auto begun = parts_->clock->ticks();
  if (!parts_->clock->wait_for(policy.first, stop)) return cancelled();
  for (int polls = 1;; ++polls) {
    auto status = job(id, stop);
    if (!status) return status;
    const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(parts_->clock->ticks() - begun);
    const auto wait = next_poll(policy, *status, polls, waited);
    if (!wait) return wait.error();
    if (!*wait) return status;
    if (!parts_->clock->wait_for(**wait, stop)) return cancelled();
  }
}

Result<UnreadJobPage> Platform::fetch_job_results(const JobId& id, const JobPageQuery& query,
                                                  std::stop_token stop) const {
  if (auto checked = check(id); !checked) return checked.error();
  if (auto checked = check(query); !checked) return checked.error();
  auto reply =
      parts_->caller->call(parts_->endpoints->job_results, job_results_request(id, query), std::move(stop));
  if (!reply) return vanished(reply.error(), id);
  const auto kept = std::make_shared<const net::Reply>(*std::move(reply));
  return [kept, cursor = query.cursor, now = parts_->clock->now()] {
    auto page = read_reply(*kept, read_job_page, now);
    if (page && !cursor.empty() && page->next_cursor == cursor) page = leads_to_itself();
    return page;
  };
}

Result<JobPage> Platform::job_results(const JobId& id, const JobPageQuery& query,
                                      std::stop_token stop) const {
  const auto fetched = fetch_job_results(id, query, std::move(stop));
  if (!fetched) return fetched.error();
  return (*fetched)();
}

Result<void> Platform::cancel_job(const JobId& id, std::stop_token stop) const {
  if (auto checked = check(id); !checked) return checked.error();
  const auto reply =
      parts_->caller->call(parts_->endpoints->job_cancel, cancel_job_request(id), std::move(stop));
  if (!reply && reply.error().kind != ErrorKind::not_found) return reply.error();
  return {};
}

Result<Instant> Platform::jobs_availability(std::stop_token stop) const {
  return call(*parts_, parts_->endpoints->jobs_availability, jobs_availability_request(), read_availability,
              std::move(stop));
}

Result<DetailsPage> Platform::details(const DetailsPageQuery& query, std::stop_token stop) const {
  if (auto checked = check(query); !checked) return checked.error();
  return call(*parts_, parts_->endpoints->details_query, details_page_request(query), read_details_page,
              std::move(stop));
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): taken by value as in every call
Result<FoundConversations> Platform::conversations_by_id(const IdsQuery& query, std::stop_token stop) const {
  if (auto checked = check(query); !checked) return checked.error();
  const auto wanted = distinct(query.ids);
  FoundConversations found;
  const auto chunk = static_cast<std::size_t>(query.ids_per_request);
  for (std::size_t begin = 0; begin < wanted.size(); begin += chunk) {
    const std::span ids(wanted.data() + begin, std::min(chunk, wanted.size() - begin));
    auto part =
        call(*parts_, parts_->endpoints->details_by_id, conversations_request(ids), read_conversations, stop);
    if (!part) return part.error();
    if (begin == 0) found.replied_at = part->replied_at;
    add(found, *std::move(part));
  }
  compare(found, wanted);
  return found;
}

Result<DetailRecord> Platform::conversation(const ConversationId& id, std::stop_token stop) const {
  if (auto checked = check(IdsQuery{.ids = {id}}); !checked) return checked.error();
  const auto read = [&](const std::string& body) { return the_one(read_conversation(body), id); };
  auto record =
      call(*parts_, parts_->endpoints->conversation, conversation_request(id), read, std::move(stop));
  if (record || record.error().kind != ErrorKind::not_found) return record;
  Error error = record.error();
  error.message = "there is no conversation " + shown(id.str(), 64);
  error.hint =
      "check the id; a new conversation is not there for some seconds, an old one may have been deleted";
  return error;
}

}  // namespace nowthen
