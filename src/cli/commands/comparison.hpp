#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/conversation.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::cli {

/// What one conversation looks like from both sides, and why.
enum class Finding {
  equal,              ///< On both sides, and nothing differs.
  differs,            ///< On both sides, with `ComparedConversation::differences`.
  open,               ///< Live only: it goes on, or started after what history was asked for.
  awaiting_history,   ///< Live only, although history should have it: it does not have it yet.
  started_before,     ///< Live only: it started before the range that was read from history.
  left_live,          ///< History only: it ended or started too long ago for the live listing.
  missing_from_live,  ///< History only, although the live listing should still have it.
};
inline constexpr std::size_t finding_count = 7;

/// `awaiting_history`: as it appears in JSON and CSV.
std::string_view name_of(Finding finding);
/// `live only`, `both` or `history only`.
std::string_view side_of(Finding finding);
/// The same as it appears in JSON and CSV: `live_only`, `both`, `history_only`.
std::string side_name_of(Finding finding);

/// One field that the sides show differently. Texts as they came, instants in RFC 3339.
struct FieldDifference {
  std::string field;  ///< `media`, `state`, `start`, `end` or `participants`.
  std::string live;
  std::string history;
  std::string why;  ///< Where it is known; may be empty.
  bool operator==(const FieldDifference&) const = default;
};

/// What each side says of one conversation, and what follows from it.
struct ComparedConversation {
  ConversationId id;
  Finding finding = Finding::equal;
  std::string media_type;  ///< As live says it, or history where live does not have the conversation.
  std::string live_state;  ///< Empty: not on that side.
  std::string history_state;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;  ///< As history says it, or live where history does not have it.
  /// How long before history was read it closed. Empty while it is open or when nobody said when it closed.
  std::optional<std::chrono::milliseconds> closed_for;
  std::vector<FieldDifference> differences;
};

/// How many of the conversations that closed so long ago history had: what one look tells about its delay.
struct Appearance {
  std::chrono::milliseconds from{0};  ///< Closed at least so long before history was read.
  std::chrono::milliseconds to{0};    ///< And less than so long.
  std::int64_t closed = 0;
  std::int64_t in_history = 0;

  /// Whether it is the last span, which has no end.
  bool endless() const noexcept { return from >= std::chrono::hours(24); }
  bool operator==(const Appearance&) const = default;
};

/// What was read when. Instants by the local clock.
struct CompareOptions {
  Interval window;          ///< Starts that were asked of history.
  Instant live_began_at;    ///< When reading the live listing began.
  Instant live_read_at;     ///< When the live listing had been read.
  Instant history_read_at;  ///< When the history listing had been read.
  std::chrono::milliseconds live_keeps{
      std::chrono::hours{24}};  ///< How long live lists closed conversations; zero on the platform.
  /// How long before `live_began_at` a conversation that live lists may have started. Empty: at any time.
  std::optional<std::chrono::milliseconds> live_reaches;
  bool history_has_open = false;  ///< Whether history lists what goes on, as the platform's does.
};

/// Both sides joined.
struct Comparison {
  std::vector<ComparedConversation> conversations;  ///< By start, then id; those without a start first.
  std::array<std::int64_t, finding_count> counts{};
  std::int64_t live_count = 0;
  std::int64_t history_count = 0;
  std::vector<Appearance> appearances;  ///< Youngest first; only spans in which something closed.
  /// The delay lies between these two for what was seen: the youngest in history, the oldest still awaited.
  std::optional<std::chrono::milliseconds> soonest_in_history;
  std::optional<std::chrono::milliseconds> longest_awaited;

  std::int64_t count(Finding finding) const { return counts.at(static_cast<std::size_t>(finding)); }
};

/// Joins the two listings by id. Pure. Of an id that comes twice on one side, the last one counts.
Comparison compare_sides(const std::vector<Conversation>& live, const std::vector<Conversation>& history,
                         const CompareOptions& options);

}  // namespace nowthen::cli
