// Our reply decoder beside the least code that reads the same fields with simdjson, on the same bytes in
// turns.

#include <fmt/core.h>
#include <simdjson.h>

#include "bench/in_turns.hpp"
#include "bench/one_page.hpp"
#include "genesys/tutorial/reply_decoder.hpp"

namespace {
namespace ondemand = simdjson::ondemand;

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

}  // namespace

int main() {
  std::string body = nowthen::bench::tutorial_page();
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);  // both sides get bytes they need not copy
  const simdjson::padded_string padded(body);
  ondemand::parser parser;
  nowthen::genesys::tutorial::ReplyDecoder decoder;
  return nowthen::bench::hold_in_turns(
      "decode of a page of 100 records", body.size(), 400, [&] { return our_pass(decoder, body); },
      [&] { return bare_pass(parser, padded); });
}
