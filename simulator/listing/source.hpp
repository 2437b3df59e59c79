#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// What history reports of a conversation, in the order of the API's names below.
enum class Metric : std::uint8_t { wrapup, talk, hold, queue, alert, handle };
inline constexpr std::size_t metric_count = 6;

/// `wrapupTime`, `talkTime`, ...
std::string_view name_of(Metric metric);
std::optional<Metric> metric_named(std::string_view name);

/// Milliseconds by `Metric`.
using MetricValues = std::array<std::int64_t, metric_count>;

/// As much of a conversation as choosing and ordering need; kept small, since a listing walks many.
struct Entry {
  Instant start;
  Instant end = Instant::max();         ///< The last party left. `Instant::max()`: has not ended.
  Instant visible_at = Instant::max();  ///< In history: closed, past its wrap-up, and arrived there.
  Instant deleted_at = Instant::max();
  std::uint32_t queue = no_queue;  ///< Number of the first queue.
  std::uint8_t type = 0;           ///< Number of the media type, below 64.
  bool outbound = false;

  static constexpr std::uint32_t no_queue = std::numeric_limits<std::uint32_t>::max();
};

/// The conversations behind the listings, and how each is written in this contract. Not thread-safe.
class Source {
 public:
  virtual ~Source() = default;

  /// All of them by (start, id). Invalidated by `extend_to`.
  virtual std::span<const Entry> entries() const = 0;

  /// Makes sure that everything that starts up to `instant` is there.
  virtual void extend_to(Instant instant) = 0;

  virtual std::string id(std::size_t index) const = 0;
  virtual std::string_view type_name(std::uint8_t type) const = 0;
  virtual std::optional<std::uint8_t> type_numbered(std::string_view name) const = 0;
  virtual std::string queue_id(std::uint32_t queue) const = 0;
  virtual std::optional<std::uint32_t> queue_numbered(std::string_view id) const = 0;

  /// `ringing`, `connected`, `held`, `queued`, `dialing` or `closed`.
  virtual std::string_view state(std::size_t index, Instant at) const = 0;
  /// As history shows them at `at`.
  virtual MetricValues metrics(std::size_t index, Instant at) const = 0;

  /// Appends `{"id":...}` items, comma-separated, without the brackets. For the live listing, those who had
  /// joined at `at` and their states.
  virtual void append_live_participants(std::string& out, std::size_t index, Instant at) const = 0;
  virtual void append_participants(std::string& out, std::size_t index) const = 0;
  /// The id of the contact that began it.
  virtual std::string initial_contact_id(std::size_t index) const = 0;
};

}  // namespace nowthen::sim
