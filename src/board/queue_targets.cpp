#include "board/queue_targets.hpp"

#include <boost/json/parse.hpp>
#include <optional>

namespace nowthen::board {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

constexpr milliseconds longest_target = std::chrono::days(30);
constexpr std::size_t most_media = 20;

const json::value* member(const json::value& value, std::string_view name) {
  return value.is_object() ? value.get_object().if_contains(name) : nullptr;
}

std::optional<milliseconds> target_of(const json::value& setting) {
  const json::value* level = member(setting, "serviceLevel");
  const json::value* duration = level == nullptr ? nullptr : member(*level, "durationMs");
  boost::system::error_code code;
  const auto count = duration == nullptr ? 0 : duration->to_number<std::int64_t>(code);
  if (code || count <= 0 || milliseconds(count) > longest_target) return std::nullopt;
  return milliseconds(count);
}

}  // namespace

Targets targets_in(std::string_view media_settings) {
  Targets targets;
  boost::system::error_code code;
  const json::value settings = json::parse(media_settings, code);
  if (code || !settings.is_object()) return targets;
  for (const auto& [media, setting] : settings.get_object()) {
    if (targets.size() == most_media) break;
    if (const auto target = target_of(setting))
      targets[media == "call" ? "voice" : std::string(media)] = *target;
  }
  return targets;
}

}  // namespace nowthen::board
