// Our decoder of the platform's pages beside the least code that reads the same fields with simdjson, on the
// same bytes in turns.
#include <fmt/core.h>
#include <simdjson.h>

#include <nowthen/core/instant.hpp>
#include <optional>
#include <vector>

#include "bench/in_turns.hpp"
#include "bench/one_page.hpp"
#include "genesys/platform/page_decoder.hpp"

namespace {
namespace ondemand = simdjson::ondemand;
using nowthen::Instant;

/// What both sides must agree on.
struct Checksum {
  std::size_t records = 0;
  std::size_t text = 0;
  std::chrono::milliseconds times{0};
  bool operator==(const Checksum&) const = default;

  void add(const std::string& id, const std::optional<Instant>& start, const std::optional<Instant>& end) {
    ++records;
    text += id.size();
    times += start.value().time_since_epoch() + end.value_or(Instant{}).time_since_epoch();
  }
};

struct Segment {
  std::string type, queue;
  std::optional<Instant> start, end;
};

struct Metric {
  std::string name;
  double value = 0;
};

struct Session {
  std::string media, direction;
  std::vector<Segment> segments;
  std::vector<Metric> metrics;
};

struct Participant {
  std::string id, name, purpose;
  std::vector<Session> sessions;
};

struct Record {
  std::string id, direction;
  std::optional<Instant> start, end;
  std::vector<Participant> participants;
};

std::string text(ondemand::value value) { return std::string(std::string_view(value.get_string())); }
Instant instant(ondemand::value value) {
  return nowthen::parse_instant(std::string_view(value.get_string())).value();
}

Segment bare_segment(ondemand::object json) {
  Segment segment;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    if (key == "segmentType")
      segment.type = text(field.value());
    else if (key == "queueId")
      segment.queue = text(field.value());
    else if (key == "segmentStart")
      segment.start = instant(field.value());
    else if (key == "segmentEnd")
      segment.end = instant(field.value());
  }
  return segment;
}

Metric bare_metric(ondemand::object json) {
  Metric metric;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    if (key == "name")
      metric.name = text(field.value());
    else if (key == "value")
      metric.value = field.value().get_double();
  }
  return metric;
}

Session bare_session(ondemand::object json) {
  Session session;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "mediaType")
      session.media = text(value);
    else if (key == "direction")
      session.direction = text(value);
    else if (key == "segments")
      for (auto each : value.get_array()) session.segments.push_back(bare_segment(each.get_object()));
    else if (key == "metrics")
      for (auto each : value.get_array()) session.metrics.push_back(bare_metric(each.get_object()));
  }
  return session;
}

Participant bare_participant(ondemand::object json) {
  Participant participant;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "participantId")
      participant.id = text(value);
    else if (key == "participantName")
      participant.name = text(value);
    else if (key == "purpose")
      participant.purpose = text(value);
    else if (key == "sessions")
      for (auto each : value.get_array()) participant.sessions.push_back(bare_session(each.get_object()));
  }
  return participant;
}

Record bare_record(ondemand::object json) {
  Record record;
  for (auto field : json) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "conversationId")
      record.id = text(value);
    else if (key == "originatingDirection")
      record.direction = text(value);
    else if (key == "conversationStart")
      record.start = instant(value);
    else if (key == "conversationEnd")
      record.end = instant(value);
    else if (key == "participants")
      for (auto each : value.get_array()) record.participants.push_back(bare_participant(each.get_object()));
  }
  return record;
}

Checksum bare_pass(ondemand::parser& parser, const simdjson::padded_string& body) {
  Checksum sum;
  std::vector<Record> records;
  auto document = parser.iterate(body);
  for (auto item : document["conversations"].get_array()) records.push_back(bare_record(item.get_object()));
  for (const Record& record : records) sum.add(record.id, record.start, record.end);
  return sum;
}

Checksum our_pass(nowthen::genesys::platform::PageDecoder& decoder, const std::string& body) {
  Checksum sum;
  const auto page = decoder.decode(body).value();
  for (const auto& record : page.conversations) sum.add(record.id.str(), record.started_at, record.ended_at);
  return sum;
}

}  // namespace

int main() {
  std::string body = nowthen::bench::platform_page();
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);  // both sides get bytes they need not copy
  const simdjson::padded_string padded(body);
  ondemand::parser parser;
  nowthen::genesys::platform::PageDecoder decoder;
  return nowthen::bench::hold_in_turns(
      "decode of a platform page of 100 records", body.size(), 200, [&] { return our_pass(decoder, body); },
      [&] { return bare_pass(parser, padded); });
}
