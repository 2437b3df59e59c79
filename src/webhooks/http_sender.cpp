#include "webhooks/http_sender.hpp"

#include <algorithm>

#include "client/retry_after.hpp"
#include "net/curl_transport.hpp"
#include "net/resolve.hpp"
#include "webhooks/signed_request.hpp"

namespace nowthen::webhooks {
namespace {

constexpr std::chrono::seconds patience_for_names{10};
constexpr std::size_t longest_reply = std::size_t{64} << 10U;

Result<std::unique_ptr<net::Transport>> connect_over_network(const Endpoint& endpoint,
                                                             const std::vector<std::string>& addresses) {
  net::CurlOptions options;
  options.base_url = endpoint.url.origin();
  options.ca_file = endpoint.ca_file;
  options.max_reply_bytes = longest_reply;
  if (!parse_address(endpoint.url.host)) options.addresses = addresses;
  options.direct = true;
  options.drops_bodies = true;
  auto transport = net::CurlTransport::create(std::move(options));
  if (!transport) return transport.error();
  return std::unique_ptr<net::Transport>(std::move(*transport));
}

Attempt attempt_of(const net::Reply& reply, Instant now) {
  Attempt attempt{
      .status = reply.status, .retry_after = client::read_retry_after(reply.headers, now), .trouble = {}};
  if (attempt.is_delivered()) return attempt;
  attempt.trouble = "it answered " + std::to_string(reply.status);
  if (reply.status >= 300 && reply.status < 400) attempt.trouble += ": a redirect, which is not followed";
  if (attempt.is_gone()) attempt.trouble += ": it is gone, and nothing more is sent there";
  return attempt;
}

Attempt failed(const Error& error) { return {.status = 0, .retry_after = {}, .trouble = error.message}; }

}  // namespace

HttpSender::HttpSender(std::function<Instant()> now)
    : HttpSender(std::move(now), [](const std::string& host, const std::stop_token& stop) {
        return net::resolve(host, patience_for_names, stop);
      }) {}

HttpSender::HttpSender(std::function<Instant()> now, Resolve resolve, Connect connect)
    : now_(std::move(now)),
      resolve_(std::move(resolve)),
      connect_(connect ? std::move(connect) : Connect(connect_over_network)) {}

Attempt HttpSender::send(const Endpoint& endpoint, const Event& event, const std::stop_token& stop) {
  const auto line = line_to(endpoint, stop);
  if (!line) return failed(line.error());
  const Instant now = now_();
  const auto reply = (*line)->send(signed_request(endpoint.url.target, event, now, endpoint.secrets), stop);
  return reply ? attempt_of(*reply, now) : failed(reply.error());
}

Result<std::vector<std::string>> HttpSender::addresses_of(const Endpoint& endpoint,
                                                          const std::stop_token& stop) {
  auto addresses = parse_address(endpoint.url.host) ? Result<std::vector<std::string>>({endpoint.url.host})
                                                    : resolve_(endpoint.url.host, stop);
  if (!addresses) return addresses;
  if (auto checked = check_addresses(endpoint.url, *addresses, endpoint.allowed); !checked)
    return checked.error();
  std::sort(addresses->begin(), addresses->end());  // a name's addresses come in any order
  return addresses;
}

Result<std::shared_ptr<net::Transport>> HttpSender::line_to(const Endpoint& endpoint,
                                                            const std::stop_token& stop) {
  auto addresses = addresses_of(endpoint, stop);
  if (!addresses) return addresses.error();
  const std::scoped_lock lock(mutex_);
  Line& line = lines_[endpoint.key];
  if (line.transport && line.addresses == *addresses && line.ca_file == endpoint.ca_file)
    return line.transport;
  auto transport = connect_(endpoint, *addresses);
  if (!transport) return transport.error();
  line = {
      .addresses = *std::move(addresses), .ca_file = endpoint.ca_file, .transport = *std::move(transport)};
  return line.transport;
}

}  // namespace nowthen::webhooks
