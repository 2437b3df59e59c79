#include "board/event_log.hpp"

#include <fmt/format.h>

#include <charconv>

namespace nowthen::board {

std::string event_text(std::string_view name, std::string_view id, std::string_view data) {
  if (id.empty()) return fmt::format("event: {}\ndata: {}\n\n", name, data);
  return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", id, name, data);
}

std::string EventLog::id_of(std::uint64_t number) const { return fmt::format("{}-{}", epoch_, number); }

void EventLog::change(std::string_view change) {
  ++latest_;
  whole_.reset();
  changes_.push_back(std::make_shared<const std::string>(event_text("change", id_of(latest_), change)));
  if (changes_.size() > longest_) changes_.pop_front();
}

void EventLog::tick(std::string_view data) {
  ++ticks_;
  whole_.reset();
  tick_ = std::make_shared<const std::string>(event_text("tick", {}, data));
}

bool EventLog::needs_whole(const Place& place) const {
  return latest_ > 0 && (!place.change || latest_ - *place.change > changes_.size());
}

EventBytes EventLog::next(Place& place, const std::function<std::string()>& board) {
  if (latest_ == 0) return nullptr;
  if (needs_whole(place)) {
    if (!whole_) whole_ = std::make_shared<const std::string>(event_text("board", id_of(latest_), board()));
    place = {.change = latest_, .tick = ticks_};
    return whole_;
  }
  const std::uint64_t behind = latest_ - *place.change;
  if (behind > 0) {
    place = {.change = *place.change + 1, .tick = ticks_};
    return changes_[changes_.size() - behind];
  }
  if (place.tick == ticks_) return nullptr;
  place.tick = ticks_;
  return tick_;
}

EventLog::Place EventLog::place_of(std::string_view id) const {
  const std::string start = epoch_ + "-";
  if (!id.starts_with(start)) return {};
  id.remove_prefix(start.size());
  std::uint64_t number = 0;
  const auto read = std::from_chars(id.data(), id.data() + id.size(), number);
  if (read.ec != std::errc{} || read.ptr != id.data() + id.size() || number == 0 || number > latest_)
    return {};
  return {.change = number, .tick = ticks_};
}

}  // namespace nowthen::board
