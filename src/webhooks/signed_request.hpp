#pragma once
#include <nowthen/core/instant.hpp>
#include <string>

#include "net/message.hpp"
#include "webhooks/event.hpp"
#include "webhooks/secret.hpp"

namespace nowthen::webhooks {

/// The request of one attempt: POST with `webhook-id`, `webhook-timestamp` (of the attempt) and
/// `webhook-signature`, by both secrets where there are two. Pure.
/// Source: Standard Webhooks 1.0, "Webhook headers".
net::Request signed_request(const std::string& target, const Event& event, Instant at,
                            const Secrets& secrets);

}  // namespace nowthen::webhooks
