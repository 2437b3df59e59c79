#include "simulator/records/records_source.hpp"

#include <algorithm>
#include <optional>

#include "simulator/listing/participant_text.hpp"

namespace nowthen::sim {
namespace {

// `HistoryFilter::types` has one bit for each; what comes beyond shares the last number's name.
constexpr std::size_t most_types = 64;

std::optional<std::size_t> position(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::size_t position_or_add(std::vector<std::string>& names, const std::string& name) {
  if (const auto found = position(names, name)) return *found;
  names.push_back(name);
  return names.size() - 1;
}

}  // namespace

RecordsSource::RecordsSource(std::vector<Record> records) : records_(std::move(records)) {
  std::sort(records_.begin(), records_.end(), [](const Record& left, const Record& right) {
    return std::tie(left.start, left.id) < std::tie(right.start, right.id);
  });
  entries_.reserve(records_.size());
  for (const Record& record : records_) entries_.push_back(entry_of(record));
}

Entry RecordsSource::entry_of(const Record& record) {
  Entry entry{
      .start = record.start, .end = record.end, .visible_at = record.settled, .outbound = record.outbound};
  const auto type = std::min(position_or_add(types_, record.type), most_types - 1);
  entry.type = static_cast<std::uint8_t>(type);
  if (!record.queue_id.empty())
    entry.queue = static_cast<std::uint32_t>(position_or_add(queues_, record.queue_id));
  return entry;
}

Instant RecordsSource::newest() const {
  Instant newest = Instant::min();
  for (const Record& record : records_)
    newest = std::max(newest, record.settled == Instant::max() ? record.start : record.settled);
  return newest;
}

std::optional<std::uint8_t> RecordsSource::type_numbered(std::string_view name) const {
  const auto found = position(types_, name);
  if (!found || *found >= most_types) return std::nullopt;
  return static_cast<std::uint8_t>(*found);
}

std::optional<std::uint32_t> RecordsSource::queue_numbered(std::string_view id) const {
  const auto found = position(queues_, id);
  return found ? std::optional(static_cast<std::uint32_t>(*found)) : std::nullopt;
}

std::string_view RecordsSource::state(std::size_t index, Instant at) const {
  const Record& record = records_[index];
  return record.end <= at ? std::string_view("closed") : std::string_view(record.open_state);
}

void RecordsSource::append_live_participants(std::string& out, std::size_t index, Instant at) const {
  const Record& record = records_[index];
  for (const Record::Participant& each : record.participants) {
    const bool closed = record.end <= at || each.left;
    append_participant(
        out, {.id = each.id, .name = each.name, .role = each.role, .state = closed ? "closed" : "connected"});
  }
}

void RecordsSource::append_participants(std::string& out, std::size_t index) const {
  for (const Record::Participant& each : records_[index].participants)
    append_participant(out, {.id = each.id, .name = each.name, .role = each.role, .state = {}});
}

}  // namespace nowthen::sim
