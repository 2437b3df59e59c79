#include "genesys/history_window.hpp"

#include <utility>

namespace nowthen::genesys {

HistoryWindow HistoryWindow::resumed(Interval interval, std::int64_t page_number) {
  HistoryWindow window(interval);
  window.page_number_ = page_number;
  window.resumed_ = page_number > 1;
  return window;
}

bool HistoryWindow::count_page(std::optional<std::int64_t> total, bool empty) {
  ++pages_;
  empty_pages_ = empty ? empty_pages_ + 1 : 0;
  if (!total) return false;
  const bool moved = total_ && *total_ != *total;
  total_shrank_ = total_shrank_ || (total_ && *total < *total_);
  total_ = total;
  return moved;
}

HistoryWindow::Sighting HistoryWindow::note(IdKey key) {
  if (second_looks_ > 0) look_ids_.insert(key);
  return ids_.insert(key) ? Sighting::first : Sighting::repeated;
}

HistoryWindow::Sighting HistoryWindow::note_set_aside(std::string_view bytes) {
  ++set_aside_in_look_;
  // Two unreadable records may well be equal; only in another look are equal ones the same ones.
  const bool is_new = set_aside_.insert(key_of(bytes));
  return is_new || second_looks_ == 0 ? Sighting::first : Sighting::repeated;
}

void HistoryWindow::look_again() {
  ++second_looks_;
  page_number_ = 1;
  empty_pages_ = 0;
  total_shrank_ = false;
  set_aside_in_look_ = 0;
  look_ids_.clear();
}

bool HistoryWindow::adds_up() const noexcept {
  if (resumed_ || !total_) return true;
  if (total_shrank_) return false;
  const auto counted = [this](const IdSet& ids) {
    return static_cast<std::int64_t>(ids.size()) + set_aside_in_look_ == *total_;
  };
  return counted(ids_) || (second_looks_ > 0 && counted(look_ids_));
}

}  // namespace nowthen::genesys
