#include "webhooks/signed_request.hpp"

namespace nowthen::webhooks {
namespace {

net::Timeouts timeouts() {
  using std::chrono::seconds;
  return {.connect = seconds(10), .first_byte = seconds(15), .stall = seconds(5), .total = seconds(20)};
}

}  // namespace

net::Request signed_request(const std::string& target, const Event& event, Instant at,
                            const Secrets& secrets) {
  const std::string timestamp =
      std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
  std::string signatures = secrets.current.sign(event.id, timestamp, event.payload);
  if (secrets.previous) signatures += ' ' + secrets.previous->sign(event.id, timestamp, event.payload);
  net::Request request{
      .method = "POST", .target = target, .headers = {}, .body = event.payload, .timeouts = timeouts()};
  request.headers.set("Content-Type", "application/json");
  request.headers.set("webhook-id", event.id);
  request.headers.set("webhook-timestamp", timestamp);
  request.headers.set("webhook-signature", std::move(signatures));
  return request;
}

}  // namespace nowthen::webhooks
