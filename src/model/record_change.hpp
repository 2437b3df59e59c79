#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen {

/// What became of a record from one reading to the next.
enum class ChangeKind {
  growth,      ///< It went on.
  completion,  ///< It ended, or its wrap-up came.
  enrichment,  ///< After its end something was added, nothing else changed: attributes, evaluations, new
               ///< fields.
  correction,  ///< After its end something that had been told changed or went.
};

/// The name of `kind` as it stands in tables, such as `correction`. Lives for ever.
std::string_view name_of(ChangeKind kind) noexcept;

/// How two readings of one conversation differ.
struct RecordChange {
  ChangeKind kind{};
  std::vector<std::string> paths;  ///< JSON pointers into the later reading, or into the earlier for what
                                   ///< went; in order, at most `most_paths`.
  bool operator==(const RecordChange&) const = default;
};

inline constexpr std::size_t most_paths = 200;

/// One place where two readings differ.
struct ChangedPlace {
  std::string path;    ///< As in `RecordChange::paths`.
  std::string before;  ///< JSON; empty: it was not there.
  std::string after;   ///< JSON; empty: it is gone.
  bool operator==(const ChangedPlace&) const = default;
};

/// A reading's bytes, and whether it says that the conversation is over: where that stands differs by
/// contract.
struct ReadRecord {
  std::string_view json;
  bool has_ended = false;
};

/// What changed between two readings of one conversation, each a JSON object.
///
/// Parts of a list are matched by their id, metrics and segments by name and time, so that one that is
/// inserted does not count as a change of all behind it. Attributes and `volatile_fields` do not count; a
/// field that is null or empty counts as one that is not there, and numbers by their value, since surfaces
/// differ in writing them. Pure, thread-safe. Nothing where one of them is no JSON object, or nested too deep
/// to compare.
std::optional<RecordChange> change_between(const ReadRecord& before, const ReadRecord& after);

/// All places where they differ, in the same order, with what stood and stands there.
std::optional<std::vector<ChangedPlace>> places_between(std::string_view before, std::string_view after);

}  // namespace nowthen
