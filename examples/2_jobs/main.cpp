// Reads whole records of yesterday by a job, as a nightly copy would, and sums up what agents did.
// Set GENESYS_BASE_URL, GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET first; `nowthen sim` prints them for a
// simulator.
#include <iostream>
#include <nowthen/client.hpp>

namespace {

struct Sums {
  std::size_t conversations = 0;
  std::size_t sessions = 0;
  std::int64_t talk_ms = 0;
};

void add(Sums& sums, const nowthen::ConversationDetail& conversation) {
  ++sums.conversations;
  for (const auto& participant : conversation.participants) {
    sums.sessions += participant.sessions.size();
    for (const auto& session : participant.sessions)
      for (const auto& metric : session.metrics)
        if (metric.name == "tTalkComplete") sums.talk_ms += metric.value.value_or(0);
  }
}

/// All pages of a job that is done; a set-aside record would need a look at its bytes.
Sums sums_of(const nowthen::Platform& platform, const nowthen::JobId& id) {
  Sums sums;
  auto results = platform.results(id);
  while (const auto page = results.next_page().value())
    for (const auto& record : page->records) add(sums, record.detail);
  return sums;
}

}  // namespace

int main() {
  try {
    auto options = nowthen::options_from_environment().value();
    options.contract = nowthen::Contract::platform;
    auto client = nowthen::Client::connect(options).value();
    const auto platform = client.platform().value();

    const auto until = platform.jobs_availability().value();  // what is newer may be missing from a job
    const auto id = platform.start_job({.interval = {until - std::chrono::hours{24}, until}}).value();
    platform.wait_for_job(id).value();
    const auto sums = sums_of(platform, id);
    std::cout << sums.conversations << " conversations with " << sums.sessions << " sessions and "
              << sums.talk_ms / 60'000 << " minutes of talk, up to " << nowthen::format_instant(until)
              << '\n';
  } catch (const nowthen::ApiError& failed) {
    std::cerr << "error: " << failed.what() << "\nhint: " << failed.error().hint << '\n';
    return 1;
  }
}
