#pragma once
#include <functional>
#include <nowthen/genesys/platform.hpp>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "live/live_store.hpp"
#include "live/look_plan.hpp"
#include "live/tracks.hpp"

namespace nowthen::live {

/// What a look brought.
struct LookReport {
  std::int64_t requests = 0;
  std::int64_t records = 0;
  std::int64_t set_aside = 0;
  bool is_whole = true;     ///< False: a listing was longer than is read; the rest is history's to tell.
  std::int64_t missed = 0;  ///< Conversations of which no event had told what the records say.
  std::string no_room;      ///< Why some of the records were not kept; empty: all are.
};

/// Asks the API what goes on, and what ended since: from this the tracks can be made without any event.
///
/// One listing of conversations without an end, one of the latest ends, and those that neither has by their
/// ids. Of each reply is kept what
/// the look before did not have, before anything is concluded from it; where there is no room, it is
/// concluded all the same.
class Looker {
 public:
  /// All must outlive it.
  Looker(const Platform& platform, Tracks& tracks, LiveStore& store)
      : platform_(platform), tracks_(tracks), store_(store) {}

  /// Blocks. Fails as calls of the platform and the store do; what came before counts.
  /// @param told  of what lies in there events should have told; empty: of nothing
  /// @param slack  how long a record may take to appear
  Result<LookReport> look(const Look& look, const Interval& told, std::chrono::milliseconds slack,
                          const std::stop_token& stop);

  /// Why some records of the latest look, one that failed included, were not kept; empty: all are.
  const std::string& no_room() const noexcept { return report_.no_room; }

 private:
  Result<void> read_open(const std::stop_token& stop);
  Result<void> read_ended(Instant since, const std::stop_token& stop);
  Result<void> read_rest(Instant before, Instant now, const std::stop_token& stop);
  void add_if_new(DetailRecord& record, std::vector<std::string>& kept);
  Result<void> take(std::string request, bool by_id, Instant asked_at, Instant as_of,
                    std::vector<DetailRecord>& records, const std::vector<SetAside>& set_aside);

  const Platform& platform_;
  Tracks& tracks_;
  LiveStore& store_;
  Interval told_{};
  std::unordered_set<std::string> seen_;
  /// Of each conversation of the latest look, a hash of the bytes that were kept last.
  std::unordered_map<std::string, std::size_t> kept_, kept_now_;
  LookReport report_;
};

}  // namespace nowthen::live
