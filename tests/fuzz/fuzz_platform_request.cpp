// Any body is a query or a job of the platform, or is refused with words; one that was accepted can be asked
// of a record.
#include <cstdlib>
#include <string_view>

#include "simulator/platform/details_request.hpp"

namespace {

void expect_words(const nowthen::sim::Problem& problem) {
  if (problem.status != 400 || problem.code.empty() || problem.message.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  using namespace nowthen::sim;
  const std::string_view body(data, size_bytes);
  if (const auto job = parse_job_query(body); !job) expect_words(job.error());
  const auto query = parse_sync_query(body);
  if (!query) {
    expect_words(query.error());
    return 0;
  }
  if (query->page_size < 1 || query->page_size > 100 || query->page_number < 1) std::abort();
  if (query->details.interval.begin >= query->details.interval.end) std::abort();
  passes(ConversationFacts{}, query->details.filters);
  return 0;
}
