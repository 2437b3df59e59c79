// Our reply decoder beside the least code that reads the same fields with simdjson, on the same bytes in
// turns.

#include <fmt/core.h>
#include <simdjson.h>

#include <nowthen/core/clock.hpp>

#include "genesys/tutorial/reply_decoder.hpp"
#include "simulator/simulator.hpp"

namespace {
namespace ondemand = simdjson::ondemand;
using Seconds = std::chrono::duration<double>;

/// What both sides must agree on after each run.
struct Checksum {
  std::size_t records = 0;
  std::size_t text = 0;
  double metrics = 0;
  bool operator==(const Checksum&) const = default;
};

struct Participant {
  std::string id, name, role;
};

struct Metric {
  std::string name, unit;
  double value = 0;
};

struct Record {
  std::string id, type, state, start, end;
  std::vector<Participant> participants;
  std::vector<Metric> metrics;
};

std::string text(ondemand::value value) { return std::string(std::string_view(value.get_string())); }

Participant bare_participant(ondemand::object json) {
  Participant participant;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "id")
      participant.id = text(value);
    else if (key == "name")
      participant.name = text(value);
    else if (key == "role")
      participant.role = text(value);
  }
  return participant;
}

Metric bare_metric(std::string_view name, ondemand::object json) {
  Metric metric{.name = std::string(name)};
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    if (key == "value")
      metric.value = field.value().get_double();
    else if (key == "unit")
      metric.unit = text(field.value());
  }
  return metric;
}

Record bare_record(ondemand::object json) {
  Record record;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "conversationId")
      record.id = text(value);
    else if (key == "type")
      record.type = text(value);
    else if (key == "state")
      record.state = text(value);
    else if (key == "startTime")
      record.start = text(value);
    else if (key == "endTime")
      record.end = text(value);
    else if (key == "metrics")
      for (auto metric : value.get_object())
        record.metrics.push_back(bare_metric(metric.unescaped_key(), metric.value().get_object()));
    else if (key == "participants")
      for (auto item : value.get_array()) record.participants.push_back(bare_participant(item.get_object()));
  }
  return record;
}

Checksum bare_pass(ondemand::parser& parser, const simdjson::padded_string& body) {
  Checksum sum;
  std::vector<Record> records;
  auto document = parser.iterate(body);
  for (auto item : document["groups"].get_array()) records.push_back(bare_record(item.get_object()));
  for (const Record& record : records) {
    ++sum.records;
    sum.text += record.id.size() + record.type.size() + record.participants.size();
    for (const Metric& metric : record.metrics) sum.metrics += metric.value;
  }
  return sum;
}

Checksum our_pass(nowthen::genesys::tutorial::ReplyDecoder& decoder, const std::string& body) {
  Checksum sum;
  const auto page = decoder.history(body).value();
  for (const auto& record : page.conversations) {
    ++sum.records;
    sum.text += record.id.str().size() + record.media_type.size() + record.participants.size();
    for (const auto& metric : record.metrics) sum.metrics += metric.value;
  }
  return sum;
}

std::string one_page() {
  auto simulator = nowthen::sim::Simulator::create({.days = 2, .per_day = 2000, .speed = 0, .limits = "off"},
                                                   nowthen::system_clock())
                       .value();
  const auto ask = [&](std::string target, std::string type, std::string authorization, std::string body) {
    nowthen::net::Request request{.method = "POST", .target = std::move(target), .body = std::move(body)};
    request.headers.set("Content-Type", std::move(type));
    if (!authorization.empty()) request.headers.set("Authorization", std::move(authorization));
    return simulator->handle(request).reply.body;
  };
  const std::string token_reply =
      ask("/oauth/token", "application/x-www-form-urlencoded", "",
          "grant_type=client_credentials&client_id=nowthen-sim&client_secret=nowthen-sim-secret");
  const auto begin = token_reply.find("\"access_token\":\"") + 16;
  const std::string token = token_reply.substr(begin, token_reply.find('"', begin) - begin);
  const auto now = simulator->now();
  return ask(
      "/api/v2/analytics/conversations/details/query", "application/json", "Bearer " + token,
      fmt::format(R"({{"dateFrom":"{}","dateTo":"{}","groupBy":["conversationId"],)"
                  R"("metrics":["wrapupTime","talkTime","holdTime"],"pageSize":100,"pageNumber":1}})",
                  nowthen::format_instant(now - std::chrono::hours(48)), nowthen::format_instant(now)));
}

template <class Pass>
double seconds_of(int passes, Pass pass) {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < passes; ++i) pass();
  return Seconds(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

int main() {
  std::string body = one_page();
  if (body.find("\"groups\"") == std::string::npos) {
    fmt::print(stderr, "the simulator gave no page: {}\n", body);
    return 1;
  }
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);  // both sides get bytes they need not copy
  const simdjson::padded_string padded(body);
  ondemand::parser parser;
  nowthen::genesys::tutorial::ReplyDecoder decoder;
  const Checksum expected = bare_pass(parser, padded);
  if (our_pass(decoder, body) != expected) {
    fmt::print(stderr, "the results differ\n");
    return 1;
  }

  constexpr int rounds = 15;
  constexpr int passes = 400;
  std::vector<double> ours;
  std::vector<double> bare;
  for (int round = 0; round < rounds; ++round) {
    ours.push_back(seconds_of(passes, [&] { our_pass(decoder, body); }));
    bare.push_back(seconds_of(passes, [&] { bare_pass(parser, padded); }));
  }
  std::nth_element(ours.begin(), ours.begin() + rounds / 2, ours.end());
  std::nth_element(bare.begin(), bare.begin() + rounds / 2, bare.end());
  const double megabytes = static_cast<double>(body.size()) * passes / 1e6;
  const double our_speed = megabytes / ours[rounds / 2];
  const double bare_speed = megabytes / bare[rounds / 2];
  fmt::print("decode of a page of {} records, {} bytes, medians of {} runs in turns, results equal\n",
             expected.records, body.size(), rounds);
  fmt::print(
      "  nowthen     {:7.0f} MB/s (also checks and keeps each record's bytes)\n  bare pass   {:7.0f} MB/s\n",
      our_speed, bare_speed);
  fmt::print("  ratio       {:7.2f} (aim at least 0.85: {})\n", our_speed / bare_speed,
             our_speed >= 0.85 * bare_speed ? "met" : "MISSED");
  return 0;
}
