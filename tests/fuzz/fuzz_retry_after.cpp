// Any Retry-After and Date give no wait or one within bounds, and any rate limit header stays within its own.
#include <cstdlib>
#include <string>
#include <string_view>

#include "client/http_date.hpp"
#include "client/limit_notice.hpp"
#include "client/retry_after.hpp"

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  using namespace nowthen;
  const Instant now{std::chrono::milliseconds{1'793'000'000'000}};
  const std::string_view text(data, size_bytes);
  const std::string first(text.substr(0, text.find('\n')));
  const std::string second(first.size() < text.size() ? text.substr(first.size() + 1) : "");

  const auto wait = client::read_retry_after({{"Retry-After", first}, {"Date", second}}, now);
  if (wait && (wait->count() < 0 || *wait > client::longest_retry_after)) std::abort();
  const auto notice =
      client::read_limit_notice({{"inin-ratelimit-allowed", first}, {"inin-ratelimit-reset", second}});
  if (notice.allowed && (*notice.allowed < 1 || *notice.allowed > 1e6)) std::abort();
  client::parse_http_date(text, now);
  return 0;
}
