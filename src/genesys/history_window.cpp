#include "genesys/history_window.hpp"

#include <utility>

namespace nowthen::genesys {

HistoryWindow HistoryWindow::resumed(Interval interval, std::int64_t page_number) {
  HistoryWindow window(interval);
  window.page_number_ = page_number;
  window.resumed_ = page_number > 1;
  return window;
}

bool HistoryWindow::begin_page(std::optional<std::int64_t> total) {
  ++pages_;
  page_is_stale_ = true;
  if (!total) return false;
  const bool moved = total_ && *total_ != *total;
  const bool shrank = moved && *total < *total_;
  shrank_ever_ = shrank_ever_ || shrank;
  shrank_in_look_ = shrank_in_look_ || (shrank && total_in_look_);
  total_in_look_ = true;
  total_ = total;
  return moved;
}

HistoryWindow::Sighting HistoryWindow::note(IdKey key) {
  const bool is_new = ids_.insert(key);
  const bool is_new_to_look = second_looks_ > 0 ? look_ids_.insert(key) : is_new;
  page_is_stale_ = page_is_stale_ && !is_new_to_look;
  return is_new ? Sighting::first : Sighting::repeated;
}

HistoryWindow::Sighting HistoryWindow::note_set_aside(std::string_view bytes) {
  ++set_aside_in_look_;
  // Two unreadable records may well be equal; only in another look are equal ones the same ones.
  const IdKey key = key_of(bytes);
  const bool is_new = set_aside_.insert(key);
  if (look_set_aside_.insert(key)) page_is_stale_ = false;
  return is_new || second_looks_ == 0 ? Sighting::first : Sighting::repeated;
}

void HistoryWindow::look_again() {
  ++second_looks_;
  page_number_ = 1;
  stale_pages_ = 0;
  shrank_in_look_ = false;
  total_in_look_ = false;
  set_aside_in_look_ = 0;
  look_ids_.clear();
  look_set_aside_.clear();
}

bool HistoryWindow::start_over() {
  if (resumed_ || std::exchange(started_over_, true)) return false;
  look_again();
  return true;
}

bool HistoryWindow::is_proven() const noexcept {
  if (resumed_ || !total_in_look_ || shrank_in_look_) return false;
  const auto counted = [this](const IdSet& ids) {
    return static_cast<std::int64_t>(ids.size()) + set_aside_in_look_ == *total_;
  };
  if (second_looks_ > 0 && counted(look_ids_)) return true;
  return !shrank_ever_ && counted(ids_);
}

}  // namespace nowthen::genesys
