#pragma once
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <string>

#include "simulator/simulator.hpp"
#include "support/virtual_clock.hpp"

namespace nowthen::sim::testing {

inline constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) +
                              std::chrono::hours(12)};

/// Options of a small world that stands still at `noon`, without limits.
inline Options still_world() {
  return {.seed = 7, .days = 3, .per_day = 200, .now = noon, .speed = 0, .limits = "off"};
}

/// A simulator on a virtual clock and a client that speaks to it in the shortest words.
struct Bench {
  nowthen::testing::VirtualClock clock;
  std::unique_ptr<Simulator> simulator;
  std::string token;

  explicit Bench(const Options& options = still_world())
      : simulator(Simulator::create(options, clock).value()) {
    token = fresh_token();
  }

  std::string fresh_token() const {
    const auto reply =
        form("/oauth/token",
             "grant_type=client_credentials&client_id=nowthen-sim&client_secret=nowthen-sim-secret");
    const auto body = json(reply);
    const auto* text = body.is_object() ? body.get_object().if_contains("access_token") : nullptr;
    return text == nullptr ? std::string() : std::string(text->as_string());
  }

  net::Reply send(const net::Request& request) const { return simulator->handle(request).reply; }

  net::Reply form(std::string target, std::string body) const {
    return send({.method = "POST",
                 .target = std::move(target),
                 .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                 .body = std::move(body)});
  }

  net::Request live_request(const std::string& query = "") const {
    return {.method = "GET",
            .target = "/api/v2/conversations" + query,
            .headers = {{"Authorization", "Bearer " + token}}};
  }

  net::Request history_request(std::string body) const {
    return {.method = "POST",
            .target = "/api/v2/analytics/conversations/details/query",
            .headers = {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
            .body = std::move(body)};
  }

  net::Reply live(const std::string& query = "") const { return send(live_request(query)); }
  net::Reply history(std::string body) const { return send(history_request(std::move(body))); }
  net::Reply get(std::string target) const { return send({.method = "GET", .target = std::move(target)}); }
  net::Reply post(std::string target, std::string body) const {
    return send({.method = "POST", .target = std::move(target), .body = std::move(body)});
  }

  static boost::json::value json(const net::Reply& reply) {
    boost::json::error_code code;
    auto value = boost::json::parse(reply.body, code);
    return code ? boost::json::value() : value;
  }
};

/// A history body for the two days before `noon`, with `rest` as further members (with a leading comma).
inline std::string two_days(const std::string& rest = "") {
  return R"({"dateFrom":"2026-11-18T12:00:00.000Z","dateTo":"2026-11-20T12:00:00.000Z")" + rest + "}";
}

inline std::string text(const boost::json::value& value) { return std::string(value.as_string()); }

}  // namespace nowthen::sim::testing
