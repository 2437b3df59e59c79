#include "webhooks/event_types.hpp"

#include <algorithm>
#include <array>

#include "core/nearest.hpp"
#include "core/shown_text.hpp"

namespace nowthen::webhooks {
namespace {

constexpr std::array<std::string_view, 14> types{"conversation.started",
                                                 "conversation.answered",
                                                 "conversation.held",
                                                 "conversation.transferred",
                                                 "conversation.ended",
                                                 "conversation.wrapped_up",
                                                 "conversation.corrected",
                                                 "conversation.deleted",
                                                 "alert.fired",
                                                 "alert.resolved",
                                                 "incident.opened",
                                                 "incident.closed",
                                                 "sync.settled",
                                                 "webhook.test"};

constexpr std::size_t longest_shown = 60;

/// `conversation.` of `conversation.*`; empty for what has no star there.
std::string_view family_of(std::string_view pattern) noexcept {
  if (!pattern.ends_with(".*")) return {};
  return pattern.substr(0, pattern.size() - 1);
}

bool matches(std::string_view pattern, std::string_view type) noexcept {
  if (pattern == "*" || pattern == type) return true;
  const std::string_view family = family_of(pattern);
  return !family.empty() && type.starts_with(family);
}

}  // namespace

std::span<const std::string_view> event_types() noexcept { return types; }

bool is_wanted(const std::vector<std::string>& wanted, std::string_view type) noexcept {
  return type == "webhook.test" || std::any_of(wanted.begin(), wanted.end(), [type](const std::string& each) {
           return matches(each, type);
         });
}

Result<void> check_wanted(std::string_view pattern) {
  if (std::any_of(types.begin(), types.end(), [pattern](auto type) { return matches(pattern, type); }))
    return {};
  std::vector<std::string> names(types.begin(), types.end());
  names.insert(names.end(), {"conversation.*", "alert.*", "incident.*", "sync.*", "*"});
  const auto near = nearest(pattern, names);
  return Error{.kind = ErrorKind::invalid_request,
               .message = "there is no event '" + shown(pattern, longest_shown) + "'",
               .hint = near ? "did you mean: " + *near
                            : "events are such as conversation.*, conversation.answered, alert.*, *"};
}

}  // namespace nowthen::webhooks
