#pragma once
#include <nowthen/core/result.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::webhooks {

/// Every type there is, `webhook.test` included. Documented in docs/guide/webhooks.md.
std::span<const std::string_view> event_types() noexcept;

/// Whether a type is among those that a webhook wants: `conversation.answered`, `conversation.*`, `*`.
/// `webhook.test` always is.
bool is_wanted(const std::vector<std::string>& wanted, std::string_view type) noexcept;

/// Fails with `invalid_request` where that is no type, nor the first part of one with `.*` behind it, nor
/// `*`.
Result<void> check_wanted(std::string_view pattern);

}  // namespace nowthen::webhooks
