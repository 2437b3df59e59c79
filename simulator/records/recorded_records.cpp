#include "simulator/records/recorded_records.hpp"

#include <algorithm>
#include <tuple>

#include "simulator/http/json_object.hpp"
#include "simulator/records/json_pieces.hpp"
#include "simulator/records/recorded_facts.hpp"

namespace nowthen::sim {
namespace {

PlatformEntry entry_of(const Record& record) {
  const bool is_open = record.end == Instant::max();
  return {.start = record.start,
          .first_activity = std::min(record.start, record.first_activity),
          .end = record.end,
          .settled = record.settled,
          .shown_at = is_open ? record.start : record.settled,
          .closed_at = record.settled};
}

}  // namespace

RecordedRecords::RecordedRecords(std::vector<Record>& records) {
  std::sort(records.begin(), records.end(), [](const Record& left, const Record& right) {
    return std::tie(left.start, left.id) < std::tie(right.start, right.id);
  });
  for (Record& record : records) {
    places_.emplace(record.id, entries_.size());
    ids_.push_back(record.id);
    entries_.push_back(entry_of(record));
    Text text{.whole = std::move(record.json)};
    if (text.whole.find("\"attributes\":") != std::string::npos) text.hidden = without_attributes(text.whole);
    texts_.push_back(std::move(text));
  }
}

const ConversationFacts& RecordedRecords::facts(std::size_t index, Instant at, Knowledge) {
  facts_.clear();
  pool_.clear();
  const PlatformEntry& entry = entries_[index];
  if (!entry.is_shown(at)) {
    facts_.changes_at = entry.shown_at;
    return facts_;
  }
  if (auto value = parse_json(texts_[index].whole)) parsed_ = std::move(*value);
  if (parsed_.is_object()) read_facts(facts_, parsed_.get_object(), pool_);
  return facts_;
}

void RecordedRecords::append_record(std::string& out, std::size_t index, Instant, Attributes attributes) {
  const Text& text = texts_[index];
  out += attributes == Attributes::hidden && !text.hidden.empty() ? text.hidden : text.whole;
}

std::optional<std::size_t> RecordedRecords::find(std::string_view id) {
  const auto found = places_.find(std::string(id));
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace nowthen::sim
