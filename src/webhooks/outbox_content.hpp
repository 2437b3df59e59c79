#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "webhooks/event_place.hpp"
#include "webhooks/outbox_record.hpp"

namespace nowthen::webhooks {

/// Whether any of the names in a text is the id of a conversation that is erased. Empty: none is.
using NamesErased = std::function<bool(std::string_view text)>;

/// What an outbox comes to: the deliveries that are not over, and what was accepted before. Of an event it
/// has what tells it from the others and where it lies in the file: the event itself stays there. Does no
/// input or output; not thread-safe.
class OutboxContent {
 public:
  using Endpoints = std::vector<std::string>;

  /// An event that is not delivered to everybody yet. What it points to lives as long as the content, and as
  /// the event is pending. It owns nothing: there may be hundreds of thousands.
  struct Pending {
    const std::string* id;
    Instant accepted_at;
    EventPlace place;
    std::uint64_t order;         ///< `order_of` its key.
    const Endpoints* endpoints;  ///< Those that it is still to go to.
    std::uint32_t payload_bytes;
  };

  /// Gives a pending event as it lies in the file. Fails where that cannot be read.
  using ReadEvent = std::function<Result<AcceptedEvent>(const Pending&)>;

  /// What is older than that when it becomes known is not told, and an id is remembered for so long.
  static constexpr std::chrono::milliseconds longest_news = std::chrono::hours(24);

  explicit OutboxContent(Instant created_at) : created_at_(created_at) {}
  OutboxContent(OutboxContent&&) = default;
  OutboxContent& operator=(OutboxContent&&) = delete;
  OutboxContent(const OutboxContent&) = delete;
  OutboxContent& operator=(const OutboxContent&) = delete;
  ~OutboxContent() = default;

  /// `places`: where its events lie, in their order; a record of anything else has none.
  void apply(const OutboxRecord& record, const std::vector<EventPlace>& places = {});

  /// Whether an event is to be accepted at `now`: it is no older than a day and than the outbox, and was not
  /// accepted before.
  bool is_news(const Event& event, Instant now) const;

  /// By number, from 1, in the order in which they were accepted.
  const std::map<std::uint64_t, Pending>& pending() const noexcept { return pending_; }
  /// The highest number that was given.
  std::uint64_t last_number() const noexcept { return last_; }
  const std::optional<std::string>& note() const noexcept { return note_; }
  Instant created_at() const noexcept { return created_at_; }

  /// Forgets ids of what happened more than a day before `now`, but for those of pending events.
  void forget(Instant now);

  /// Drops deliveries to all but these.
  void keep_endpoints(const Endpoints& endpoints);

  /// Drops all that names an erased conversation: events, whomever they are for, and what the note has of it.
  /// An event that is lost may name one, and is dropped too. Fails where `read` does with anything but
  /// `not_found`; then some may be dropped already. @return how many events
  Result<std::size_t> erase(const NamesErased& names_erased, const ReadEvent& read);

  /// The file is another one.
  struct Move {
    std::vector<std::pair<std::uint64_t, EventPlace>> places;  ///< By number.
    std::uint64_t last = 0;                                    ///< Those behind it were taken over as bytes:
    std::uint64_t from = 0;                                    ///< what lay there,
    std::uint64_t to = 0;                                      ///< lies here.
  };
  void moved(const Move& move);

  /// Records that come to the same, a piece after the other, while the content goes on changing.
  class Pieces;
  /// All of them, without events that are lost. Fails where `read` does with anything but `not_found`.
  Result<std::vector<OutboxRecord>> condensed(const ReadEvent& read) const;

 private:
  /// An event that was accepted.
  struct Known {
    Instant at;                ///< When it happened.
    std::uint64_t number = 0;  ///< 0: it is not pending.
  };
  using PendingEvents = std::map<std::uint64_t, Pending>;

  void take(const OutboxIntake& intake, const std::vector<EventPlace>& places);
  void take(const OutboxDone& done);
  void take(const OutboxKnown& known);
  const Endpoints* shared(Endpoints endpoints);
  PendingEvents::iterator drop(PendingEvents::iterator place);

  Instant created_at_;
  PendingEvents pending_;
  std::map<std::string, Known> known_;  ///< By id.
  std::set<Endpoints> endpoints_;       ///< Most events are for the same ones.
  std::uint64_t last_ = 0;
  std::optional<std::string> note_;
};

/// A number for a key: the same for the same one, and seldom for another. What is told in order of either is
/// told in order of the key. Not the same in another process.
std::uint64_t order_of(std::string_view key);

/// What is done to the content after it was made has to be applied once more behind the last piece: then both
/// come to the same. A piece is some hundred kilobytes at most, and quickly made.
class OutboxContent::Pieces {
 public:
  struct Piece {
    OutboxRecord record;
    std::vector<std::uint64_t> numbers;  ///< Of its events.
  };

  explicit Pieces(const OutboxContent& content) : last_(content.last_) {}

  /// The next one; nothing once there is none. Fails as `read` does.
  Result<std::optional<Piece>> next(const OutboxContent& content, const ReadEvent& read);

  /// Events behind that number came later.
  std::uint64_t last() const noexcept { return last_; }

 private:
  std::optional<OutboxKnown> known_piece(const OutboxContent& content);
  Result<std::optional<Piece>> event_piece(const OutboxContent& content, const ReadEvent& read);

  int head_ = 0;    ///< Of the two records at the beginning.
  std::string id_;  ///< Known ids up to here were given.
  bool has_all_ids_ = false;
  std::uint64_t number_ = 0;  ///< Events up to here were given.
  std::uint64_t last_;
};

}  // namespace nowthen::webhooks
