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
  int stale_pages() const noexcept {
    return stale_pages_;
  }  ///< In a row, without a record new to their look.
  std::size_t held() const noexcept { return ids_.size() + set_aside_.size(); }
  IdSet take_ids() noexcept { return std::move(ids_); }

  /// Begins a page. @return true when the total differs from the one before.
  bool begin_page(std::optional<std::int64_t> total);

  /// Notes a record. Repeated: this window has listed it before, in this look or an earlier one.
  Sighting note(IdKey key);

  /// Notes a record that could not be understood. Repeated: an earlier look has handed it out.
  Sighting note_set_aside(std::string_view bytes);

  void end_page() noexcept { stale_pages_ = page_is_stale_ ? stale_pages_ + 1 : 0; }

  /// A record of this window that another window has handed out: it is in this total as well as in the
  /// other's.
  void note_shared() noexcept { ++shared_; }

  /// This window's part of the listing's total: records that another window already counts left out.
  std::int64_t own_total() const noexcept { return total_ ? *total_ - shared_ : 0; }

  void go_to(std::int64_t page_number) noexcept { page_number_ = page_number; }
  void look_again();

  /// Looks again because the server has forgotten the result set. @return false when it did so before, or
  /// when this window was entered in its middle: what came before is not known, and would be handed out
  /// twice.
  bool start_over();

  /// Whether looking again may help: what came does not agree with what the server says is there.
  bool wants_second_look() const noexcept { return !resumed_ && total_ && !is_proven(); }

  /// Whether this window was read from its beginning and what came agrees with its total: in the last look
  /// or, if nothing ever left, in all looks together.
  bool is_proven() const noexcept;

 private:
  Interval interval_{};
  std::int64_t page_number_ = 1;
  std::int64_t pages_ = 0;
  int stale_pages_ = 0;
  bool page_is_stale_ = true;
  int second_looks_ = 0;
  bool resumed_ = false;
  bool started_over_ = false;
  /// Something left a page that was read, and something else moved up unseen.
  bool shrank_in_look_ = false;
  bool shrank_ever_ = false;  ///< In or between looks: what the first ones brought may be gone.
  bool total_in_look_ = false;
  std::optional<std::int64_t> total_;
  std::int64_t shared_ = 0;
  std::int64_t set_aside_in_look_ = 0;
  IdSet ids_;             ///< All looks.
  IdSet look_ids_;        ///< This look, from the second one on.
  IdSet set_aside_;       ///< By content, all looks.
  IdSet look_set_aside_;  ///< By content, this look.
};

}  // namespace nowthen::genesys
