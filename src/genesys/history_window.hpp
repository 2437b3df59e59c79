#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string_view>

#include "genesys/id_set.hpp"

namespace nowthen::genesys {

/// What is known about the window being read: its position, its totals, the ids it listed.
class HistoryWindow {
 public:
  enum class Sighting { first, repeated };

  HistoryWindow() = default;
  explicit HistoryWindow(Interval interval) : interval_(interval) {}

  /// Goes on in the middle: what came before is not known, so this window cannot be judged by its total.
  static HistoryWindow resumed(Interval interval, std::int64_t page_number);

  const Interval& interval() const noexcept { return interval_; }
  std::int64_t page_number() const noexcept { return page_number_; }
  std::optional<std::int64_t> total() const noexcept { return total_; }
  int second_looks() const noexcept { return second_looks_; }
  bool is_untouched() const noexcept { return page_number_ == 1 && pages_ == 0; }
  int empty_pages() const noexcept { return empty_pages_; }
  IdSet take_ids() noexcept { return std::move(ids_); }

  /// Counts one page. @return true when the total differs from the one before.
  bool count_page(std::optional<std::int64_t> total, bool empty);

  /// Notes a record. Repeated: this window has listed it before, in this look or an earlier one.
  Sighting note(IdKey key);

  /// Notes a record that could not be understood. Repeated: an earlier look has handed it out.
  Sighting note_set_aside(std::string_view bytes);

  /// A record of this window that another window has handed out: it is in this total as well as in the
  /// other's.
  void note_shared() noexcept { ++shared_; }

  /// This window's part of the listing's total: records that another window already counts left out.
  std::int64_t own_total() const noexcept { return total_ ? *total_ - shared_ : 0; }

  void go_to(std::int64_t page_number) noexcept { page_number_ = page_number; }
  void look_again();

  /// Whether what came agrees with what the server says is there, so that looking again would be in vain.
  bool adds_up() const noexcept;

 private:
  Interval interval_{};
  std::int64_t page_number_ = 1;
  std::int64_t pages_ = 0;
  int empty_pages_ = 0;  ///< In a row.
  int second_looks_ = 0;
  bool resumed_ = false;
  bool total_shrank_ =
      false;  ///< In this look: something left a page that was read, and something else moved up.
  std::optional<std::int64_t> total_;
  std::int64_t shared_ = 0;
  std::int64_t set_aside_in_look_ = 0;
  IdSet ids_;        ///< All looks.
  IdSet look_ids_;   ///< This look, from the second one on.
  IdSet set_aside_;  ///< By content, all looks.
};

}  // namespace nowthen::genesys
