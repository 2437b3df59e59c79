#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/platform_bench.hpp"

namespace nowthen::sim::testing {

/// A busy world whose clock goes with the caller's.
inline Options moving_world() {
  return {.seed = 11, .days = 1, .per_day = 1500, .now = noon, .speed = 1, .limits = "off"};
}

/// A channel as its maker knows it.
struct Channel {
  std::string id;
  std::string uri;
};

/// A client that has a channel with every queue's conversations on it.
struct FeedBench : PlatformBench {
  std::unique_ptr<net::WebSocketConnector> connector;

  explicit FeedBench(const Options& options = moving_world())
      : PlatformBench(options), connector(simulator->web_socket_connector()) {}

  std::vector<std::string> queues() {
    std::vector<std::string> ids;
    const auto listing = json(call("GET", "/api/v2/routing/queues?pageSize=100"));
    for (const auto& each : listing.at("entities").as_array()) ids.push_back(text(each.at("id")));
    return ids;
  }

  Channel channel() {
    const auto made = json(call("POST", "/api/v2/notifications/channels"));
    return {text(made.at("id")), text(made.at("connectUri"))};
  }

  Channel channel_of_all() {
    Channel made = channel();
    std::string body = "[";
    for (const std::string& queue : queues())
      body += (body.size() > 1 ? "," : "") + (R"({"id":"v2.routing.queues.)" + queue) + R"(.conversations"})";
    const auto reply =
        call("POST", "/api/v2/notifications/channels/" + made.id + "/subscriptions", body + "]");
    EXPECT_EQ(reply.status, 200) << reply.body;
    return made;
  }

  std::unique_ptr<net::WebSocket> socket(const Channel& channel) const {
    return connector->connect(channel.uri, {}).value();
  }

  /// Everything up to so long from now, each with the simulated instant at which it came.
  std::vector<std::pair<Instant, std::string>> received(net::WebSocket& socket, Clock::Ticks duration) {
    std::vector<std::pair<Instant, std::string>> all;
    const Clock::Ticks until = clock.ticks() + duration;
    for (;;) {
      auto message = socket.receive(until, {});
      if (!message || !*message) return all;
      all.emplace_back(simulator->now(), std::move(**message));
    }
  }
};

inline boost::json::object parsed(const std::string& text) { return boost::json::parse(text).as_object(); }

}  // namespace nowthen::sim::testing
