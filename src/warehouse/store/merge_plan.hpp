#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "warehouse/store/reading.hpp"
#include "warehouse/store/story.hpp"

namespace nowthen::warehouse {

/// What a merge did.
struct MergeReport {
  std::int64_t new_readings = 0;    ///< Readings that were not known.
  std::int64_t known_readings = 0;  ///< Those that were: they changed nothing.
  std::int64_t new_conversations = 0;
  std::int64_t changed_conversations = 0;         ///< Known ones whose rows were written anew.
  std::map<std::string, std::int64_t> revisions;  ///< New ones by kind, such as `correction`.

  MergeReport& operator+=(const MergeReport& other);
};

/// What becomes of a conversation's row and those of its parts.
enum class Fate {
  kept,
  updated,   ///< Of its row, when it was seen; what it says is as before.
  replaced,  ///< All of them.
};

/// One conversation of which something new was read.
struct Touched {
  std::vector<KnownReading> before;
  std::vector<KnownReading> now;
  Story old_story;
  Story story;
  Fate fate = Fate::kept;
  bool attributes_anew = false;  ///< The rows of its attributes are written anew.
};

/// What is to be written so that tables become what all readings come to. Pure, without I/O.
class MergePlan {
 public:
  /// @param readings  those to be merged; must outlive the plan
  explicit MergePlan(std::span<const Reading> readings);

  /// Says of one of their conversations what was merged before. Called for all before `decide`.
  void add_known(const std::string& conversation_id, KnownReading reading);

  /// Decides; conversations of which nothing new was read are gone from the plan then.
  void decide(MergeReport& report);

  const std::map<std::string, Touched>& touched() const noexcept { return touched_; }

  /// One of those to be merged.
  const Reading& reading(std::size_t in_batch) const { return readings_[in_batch]; }

 private:
  void add(std::size_t index, MergeReport& report);

  std::span<const Reading> readings_;
  std::map<std::string, Touched> touched_;
};

}  // namespace nowthen::warehouse
