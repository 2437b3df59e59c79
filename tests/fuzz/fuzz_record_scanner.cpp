// Whatever text comes: no crash; however it is cut, the same records, refusals and replies; each record
// stands in the text as it was found; and nothing kept is larger than a record may be.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "extract/record_scanner.hpp"

namespace {

using nowthen::extract::Found;
using nowthen::extract::RecordScanner;
using nowthen::extract::Refused;
using nowthen::extract::ScanLimits;
using nowthen::extract::Scanned;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string text_of(const Scanned& scanned, std::string_view whole, ScanLimits limits) {
  if (const auto* found = std::get_if<Found>(&scanned)) {
    require(found->bytes.starts_with('{') && found->bytes.ends_with('}'));
    require(found->bytes.size() <= limits.max_record_bytes);
    require(whole.find(found->bytes) != std::string_view::npos);
    return "found " + std::to_string(found->line) + " " + std::string(found->bytes);
  }
  if (const auto* refused = std::get_if<Refused>(&scanned)) {
    require(refused->bytes.size() <= limits.max_record_bytes && !refused->reason.empty());
    require(whole.find(refused->bytes) != std::string_view::npos);
    return "refused " + std::to_string(refused->line) + " " + refused->bytes + refused->reason;
  }
  return "reply " + std::to_string(std::get<nowthen::extract::ReplyEnd>(scanned).records);
}

std::string scan(std::string_view whole, std::size_t piece, ScanLimits limits) {
  RecordScanner scanner(limits);
  std::string all;
  for (auto rest = whole; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size())))
    for (const auto& each : scanner.feed(rest.substr(0, piece))) all += text_of(each, whole, limits) + "\n";
  for (const auto& each : scanner.finish()) all += text_of(each, whole, limits) + "\n";
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  const std::string_view text(data, std::min<std::size_t>(size_bytes, 2'000));  // the checks are quadratic
  for (const ScanLimits limits : {ScanLimits{}, ScanLimits{.max_record_bytes = 16}}) {
    const std::string whole = scan(text, text.size() + 1, limits);
    require(scan(text, 1, limits) == whole && scan(text, 5, limits) == whole);
  }
  return 0;
}
