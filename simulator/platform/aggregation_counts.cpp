#include "simulator/platform/aggregation_counts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/http/json_text.hpp"

namespace nowthen::sim {
namespace {

using Type = DetailAggregation::Type;

void visit_all(const ConversationFacts& facts, std::string_view dimension, const ValueVisitor& visit) {
  if (is_dimension(FilterList::conversation, dimension)) return for_each_value(facts, dimension, visit);
  for (const ParticipantFacts& participant : facts.participants)
    for (const SessionFacts& session : facts.sessions_of(participant))
      for (const SegmentFacts& segment : facts.segments_of(session))
        for_each_value(SegmentPlace{facts, participant, session, segment}, dimension, visit);
}

void add_ranges(const DetailAggregation& aggregation, std::vector<std::int64_t>& counts, double value) {
  counts.resize(aggregation.ranges.size());
  for (std::size_t at = 0; at < counts.size(); ++at)
    if (aggregation.ranges[at].contains(value)) ++counts[at];
}

void append_values(std::string& out, const std::map<std::string, std::int64_t, std::less<>>& values,
                   std::size_t size) {
  std::vector<std::pair<std::int64_t, std::string_view>> rows;
  rows.reserve(values.size());
  for (const auto& [value, count] : values) rows.emplace_back(-count, value);
  std::sort(rows.begin(), rows.end());
  rows.resize(std::min(rows.size(), size));
  for (const auto& [less_count, value] : rows) {
    out += fmt::format(R"({}{{"count":{},"value":)", out.back() == '[' ? "" : ",", -less_count);
    append_json_string(out, value);
    out += '}';
  }
}

void append_ranges(std::string& out, const DetailAggregation& aggregation,
                   const std::vector<std::int64_t>& counts) {
  for (std::size_t at = 0; at < aggregation.ranges.size(); ++at) {
    const NumericRange& range = aggregation.ranges[at];
    out += fmt::format(R"({}{{"count":{})", at == 0 ? "" : ",", at < counts.size() ? counts[at] : 0);
    if (range.gte) out += fmt::format(R"(,"gte":{})", *range.gte);
    if (range.lt) out += fmt::format(R"(,"lt":{})", *range.lt);
    out += '}';
  }
}

}  // namespace

void AggregationCounts::add(const ConversationFacts& facts) {
  for (std::size_t at = 0; at < counts_.size(); ++at) {
    const DetailAggregation& aggregation = aggregations_[at];
    if (aggregation.type == Type::term_frequency) {
      add_terms(aggregation, counts_[at], facts);
    } else if (const auto value = metric_of(facts, aggregation.name)) {
      ++counts_[at].conversations;
      add_ranges(aggregation, counts_[at].ranges, static_cast<double>(*value));
    }
  }
}

void AggregationCounts::add_terms(const DetailAggregation& aggregation, Count& count,
                                  const ConversationFacts& facts) {
  seen_.clear();
  visit_all(facts, aggregation.name, [this](std::string_view value) { seen_.emplace(value); });
  if (!seen_.empty()) ++count.conversations;
  for (const std::string& value : seen_) ++count.values[value];
}

void AggregationCounts::append_to(std::string& out) const {
  out += R"("aggregations":[)";
  for (std::size_t at = 0; at < counts_.size(); ++at) {
    const DetailAggregation& aggregation = aggregations_[at];
    const bool is_terms = aggregation.type == Type::term_frequency;
    out += fmt::format(R"({}{{"type":"{}","{}":"{}","count":{},"results":[)", at == 0 ? "" : ",",
                       is_terms ? "termFrequency" : "numericRange", is_terms ? "dimension" : "metric",
                       aggregation.name, counts_[at].conversations);
    if (is_terms)
      append_values(out, counts_[at].values, aggregation.size);
    else
      append_ranges(out, aggregation, counts_[at].ranges);
    out += "]}";
  }
  out += ']';
}

}  // namespace nowthen::sim
