#include "simulator/listing/selection.hpp"

#include <algorithm>
#include <iterator>

namespace nowthen::sim {
namespace {

constexpr std::chrono::hours closed_are_live_for{24};
constexpr std::size_t most_slots = 16;

/// Narrows the stretch of time around `at` in which nothing changes.
class Validity {
 public:
  explicit Validity(Instant at) : at_(at) {}

  void event(Instant instant) {
    if (instant <= at_)
      from_ = std::max(from_, instant);
    else
      until_ = std::min(until_, instant);
  }

  Selection selection(std::vector<std::uint32_t> indices, std::size_t entry_count) const {
    return {.indices = std::move(indices),
            .valid_from = from_,
            .valid_until = until_,
            .entry_count = entry_count};
  }

 private:
  Instant at_;
  Instant from_ = Instant::min();
  Instant until_ = Instant::max();
};

bool passes(const Entry& entry, const HistoryFilter& filter) {
  if (((filter.types >> entry.type) & 1U) == 0) return false;
  if (filter.outbound && *filter.outbound != entry.outbound) return false;
  return !filter.queues || std::binary_search(filter.queues->begin(), filter.queues->end(), entry.queue);
}

std::size_t first_from(std::span<const Entry> entries, Instant start) {
  const auto found =
      std::lower_bound(entries.begin(), entries.end(), start,
                       [](const Entry& entry, Instant instant) { return entry.start < instant; });
  return static_cast<std::size_t>(found - entries.begin());
}

Instant gone_at(const Entry& entry) {
  const Instant latest = Instant::max() - closed_are_live_for;
  return std::min(entry.end > latest ? Instant::max() : entry.end + closed_are_live_for, entry.deleted_at);
}

}  // namespace

Selection select_history(std::span<const Entry> entries, const HistoryFilter& filter, Instant at) {
  Validity validity(at);
  std::vector<std::uint32_t> indices;
  const std::size_t end = first_from(entries, filter.started.end);
  for (std::size_t index = first_from(entries, filter.started.begin); index < end; ++index) {
    const Entry& entry = entries[index];
    if (!passes(entry, filter)) continue;
    validity.event(entry.visible_at);
    validity.event(entry.deleted_at);
    if (entry.visible_at <= at && at < entry.deleted_at) indices.push_back(static_cast<std::uint32_t>(index));
  }
  return validity.selection(std::move(indices), entries.size());
}

Departures departures_of(std::span<const Entry> entries) {
  Departures departures;
  departures.latest.reserve(entries.size());
  Instant last = Instant::min();
  for (std::uint32_t index = 0; index < entries.size(); ++index) {
    const Instant gone = gone_at(entries[index]);
    if (gone == Instant::max())
      departures.lasting.push_back(index);
    else
      last = std::max(last, gone);
    departures.latest.push_back(last);
  }
  return departures;
}

Selection select_live(std::span<const Entry> entries, const Departures& departures, Instant at) {
  Validity validity(at);
  std::vector<std::uint32_t> indices;
  const std::size_t end = first_from(entries, at + std::chrono::milliseconds(1));
  if (end < entries.size()) validity.event(entries[end].start);
  if (end > 0) validity.event(entries[end - 1].start);
  const auto latest = std::span(departures.latest).first(end);
  const auto first =
      static_cast<std::size_t>(std::upper_bound(latest.begin(), latest.end(), at) - latest.begin());
  if (first > 0) validity.event(latest[first - 1]);
  const auto& lasting = departures.lasting;
  std::copy_if(lasting.begin(), lasting.end(), std::back_inserter(indices),
               [first](std::uint32_t index) { return index < first; });
  for (std::size_t index = first; index < end; ++index) {
    const Instant gone = gone_at(entries[index]);
    validity.event(gone);
    if (at < gone) indices.push_back(static_cast<std::uint32_t>(index));
  }
  return validity.selection(std::move(indices), entries.size());
}

const Selection& SelectionCache::history(std::span<const Entry> entries, const HistoryFilter& filter,
                                         Instant at) {
  ++uses_;
  auto slot =
      std::find_if(slots_.begin(), slots_.end(), [&](const Slot& each) { return each.filter == filter; });
  if (slot == slots_.end()) {
    if (slots_.size() >= most_slots)
      slots_.erase(std::min_element(slots_.begin(), slots_.end(), [](const Slot& left, const Slot& right) {
        return left.used < right.used;
      }));
    slot = slots_.insert(slots_.end(), Slot{.filter = filter});
  }
  slot->used = uses_;
  if (!slot->selection.valid_for(entries, at)) slot->selection = select_history(entries, filter, at);
  return slot->selection;
}

const Selection& SelectionCache::live(std::span<const Entry> entries, Instant at) {
  if (departures_.latest.size() != entries.size()) departures_ = departures_of(entries);
  if (!live_.valid_for(entries, at)) live_ = select_live(entries, departures_, at);
  return live_;
}

}  // namespace nowthen::sim
