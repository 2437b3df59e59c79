#pragma once
#include <string>

#include "core/digest.hpp"
#include "tests/support/simulator_bench.hpp"

namespace nowthen::sim::testing {

/// A simulator and a client of the platform that speaks to it in the shortest words.
struct PlatformBench : Bench {
  std::string platform_token;

  explicit PlatformBench(const Options& options = still_world()) : Bench(options) {
    platform_token = fresh_platform_token();
  }

  net::Reply login(const std::string& form = "grant_type=client_credentials",
                   const std::string& pair = "nowthen-sim:nowthen-sim-secret",
                   const std::string& target = "/oauth/token") {
    return send({.method = "POST",
                 .target = target,
                 .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                             {"Authorization", "Basic " + base64(pair)}},
                 .body = form});
  }

  std::string fresh_platform_token() {
    const auto body = json(login());
    const auto* text = body.is_object() ? body.get_object().if_contains("access_token") : nullptr;
    return text == nullptr ? std::string() : std::string(text->as_string());
  }

  net::Reply call(const std::string& method, const std::string& target, std::string body = "") {
    net::Request request{.method = method,
                         .target = target,
                         .headers = {{"Authorization", "Bearer " + platform_token}},
                         .body = std::move(body)};
    if (method == "POST") request.headers.set("Content-Type", "application/json");
    return send(request);
  }

  net::Reply query(std::string body) {
    return call("POST", "/api/v2/analytics/conversations/details/query", std::move(body));
  }
};

/// The `message` of an error body.
inline std::string message_of(const net::Reply& reply) {
  const auto body = Bench::json(reply);
  return body.is_object() && body.get_object().contains("message") ? text(body.at("message")) : reply.body;
}

}  // namespace nowthen::sim::testing
