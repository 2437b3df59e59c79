#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "webhooks/outbox_record.hpp"

namespace nowthen::webhooks {

/// Whether any of the names in a text is the id of a conversation that is erased. Empty: none is.
using NamesErased = std::function<bool(std::string_view text)>;

/// What an outbox comes to: the deliveries that are not over, and what was accepted before. Does no input or
/// output; not thread-safe.
class OutboxContent {
 public:
  /// An event that is not delivered to everybody yet.
  struct Pending {
    Event event;
    Instant accepted_at;
    std::vector<std::string> endpoints;  ///< Those that it is still to go to.
  };

  /// What is older than that when it becomes known is not told, and an id is remembered for so long.
  static constexpr std::chrono::milliseconds longest_news = std::chrono::hours(24);

  explicit OutboxContent(Instant created_at) : created_at_(created_at) {}

  void apply(const OutboxRecord& record);

  /// Whether an event is to be accepted at `now`: it is no older than a day and than the outbox, and was not
  /// accepted before.
  bool is_news(const Event& event, Instant now) const;

  /// By number, from 1, in the order in which they were accepted.
  const std::map<std::uint64_t, Pending>& pending() const noexcept { return pending_; }
  /// The highest number that was given.
  std::uint64_t last_number() const noexcept { return last_; }
  const std::optional<std::string>& note() const noexcept { return note_; }
  Instant created_at() const noexcept { return created_at_; }

  /// Forgets ids of what happened more than a day before `now`.
  void forget(Instant now);

  /// Drops deliveries to all but these.
  void keep_endpoints(const std::vector<std::string>& endpoints);

  /// Drops all that names an erased conversation: events, whomever they are for, and what the note has of it.
  /// @return how many events
  std::size_t erase(const NamesErased& names_erased);

  /// Records that come to the same, a piece after the other, while the content goes on changing.
  class Pieces;
  /// All of them.
  std::vector<OutboxRecord> condensed() const;

 private:
  void take(const OutboxBegin& begin) { created_at_ = begin.created_at; }
  void take(const OutboxIntake& intake);
  void take(const OutboxDone& done);
  void take(const OutboxKnown& known);

  Instant created_at_;
  std::map<std::uint64_t, Pending> pending_;
  std::unordered_map<std::string, std::uint64_t> numbers_;  ///< Of what is pending, by id.
  std::map<std::string, Instant> known_;                    ///< When what was accepted had happened, by id.
  std::uint64_t last_ = 0;
  std::optional<std::string> note_;
};

/// What is done to the content after it was made has to be applied once more behind the last piece: then both
/// come to the same. A piece is some hundred kilobytes at most, and quickly made.
class OutboxContent::Pieces {
 public:
  explicit Pieces(const OutboxContent& content) : last_(content.last_) {}

  /// The next one; nothing once there is none.
  std::optional<OutboxRecord> next(const OutboxContent& content);

 private:
  std::optional<OutboxRecord> known_piece(const OutboxContent& content);
  std::optional<OutboxRecord> event_piece(const OutboxContent& content);

  int head_ = 0;    ///< Of the two records at the beginning.
  std::string id_;  ///< Known ids up to here were given.
  bool has_all_ids_ = false;
  std::uint64_t number_ = 0;  ///< Events up to here were given.
  std::uint64_t last_;        ///< Those behind it came later.
};

}  // namespace nowthen::webhooks
