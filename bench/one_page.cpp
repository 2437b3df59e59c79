#include "bench/one_page.hpp"

#include <fmt/core.h>
#include <simdjson.h>

#include <cstdlib>
#include <nowthen/core/clock.hpp>

#include "core/digest.hpp"
#include "simulator/simulator.hpp"

namespace nowthen::bench {
namespace {

constexpr const char* details = "/api/v2/analytics/conversations/details/query";

class Server {
 public:
  std::string post(const char* target, const char* type, const std::string& authorization, std::string body) {
    net::Request request{.method = "POST", .target = target, .body = std::move(body)};
    request.headers.set("Content-Type", type);
    if (!authorization.empty()) request.headers.set("Authorization", authorization);
    return simulator_->handle(request).reply.body;
  }

  /// @param authorization  empty: the body names the client, and the token is one of the tutorial's
  std::string bearer(const std::string& authorization, std::string body) {
    const std::string reply =
        post("/oauth/token", "application/x-www-form-urlencoded", authorization, std::move(body));
    const auto begin = reply.find("\"access_token\":\"") + 16;
    return "Bearer " + reply.substr(begin, reply.find('"', begin) - begin);
  }

  /// Of the last two days.
  std::string begin() const { return format_instant(simulator_->now() - std::chrono::hours(48)); }
  std::string end() const { return format_instant(simulator_->now()); }

 private:
  std::unique_ptr<sim::Simulator> simulator_ =
      sim::Simulator::create(
          {.days = 2,
           .per_day = 2000,
           .now = parse_instant("2026-11-20T12:00:00Z").value(),  // the same page each time
           .speed = 0,
           .limits = "off"},
          system_clock())
          .value();
};

std::string checked(std::string page, std::string_view list) {
  if (page.find(list) != std::string::npos) return page;
  fmt::print(stderr, "the simulator gave no page: {}\n", page);
  std::exit(1);  // NOLINT(concurrency-mt-unsafe): there is one thread
}

}  // namespace

std::string tutorial_page() {
  Server server;
  const std::string bearer = server.bearer(
      "", "grant_type=client_credentials&client_id=nowthen-sim&client_secret=nowthen-sim-secret");
  const std::string query =
      fmt::format(R"({{"dateFrom":"{}","dateTo":"{}","groupBy":["conversationId"],)"
                  R"("metrics":["wrapupTime","talkTime","holdTime"],"pageSize":100,"pageNumber":1}})",
                  server.begin(), server.end());
  return checked(server.post(details, "application/json", bearer, query), "\"groups\"");
}

std::string platform_page() {
  Server server;
  const std::string bearer =
      server.bearer("Basic " + base64("nowthen-sim:nowthen-sim-secret"), "grant_type=client_credentials");
  const std::string query = fmt::format(
      R"({{"interval":"{}/{}","paging":{{"pageSize":100,"pageNumber":1}}}})", server.begin(), server.end());
  return checked(server.post(details, "application/json", bearer, query), "\"conversations\"");
}

std::vector<std::string> platform_records() {
  const simdjson::padded_string page(platform_page());
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document = parser.iterate(page);
  std::vector<std::string> records;
  for (auto record : document["conversations"].get_array()) {
    simdjson::ondemand::object json = record.get_object();
    records.emplace_back(std::string_view(json.raw_json()));
  }
  return records;
}

}  // namespace nowthen::bench
