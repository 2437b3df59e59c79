#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extract/privacy/privacy_rules.hpp"
#include "extract/privacy/value_change.hpp"
#include "extract/scanned.hpp"

namespace nowthen::extract {

/// A record after policy.
struct PolicedRecord {
  std::string bytes;
  std::int64_t values = 0;  ///< How many values and fields were changed or taken out.
};

/// A policy about persons' data, as it acts on a record's bytes before anything keeps them.
///
/// What no rule names stays as it is, byte for byte. Thread-safe.
class RecordPolicy {
 public:
  /// @param key  secret bytes that hashes are made with
  RecordPolicy(const PrivacyRules& rules, std::string key);

  /// The record after policy: of the platform's form, fields where their columns come from; of the
  /// tutorial's, as `anywhere`. Nothing where the bytes are no sound JSON object.
  std::optional<PolicedRecord> apply(std::string_view record, RecordKind kind) const;

  /// The same for JSON whose shape is not known: a field of the named name counts wherever it stands, and so
  /// do the names that the tutorial's contract has for it.
  std::optional<PolicedRecord> apply_anywhere(std::string_view record) const;

  /// What becomes of an attribute of that name.
  PrivacyAction action_on_attribute(std::string_view name) const;

  const ValueChange& change() const noexcept { return change_; }

  using Actions = std::unordered_map<std::string_view, PrivacyAction>;

  /// What becomes of the fields of one level's objects.
  struct Level {
    Actions fields;
    PrivacyAction unknown = PrivacyAction::none;  ///< Of fields that `known` does not have.
    std::unordered_set<std::string_view> known;   ///< Every field that the level has a place for.
    std::unordered_map<std::string_view, const Level*> children;
    bool has_attributes = false;
    bool concerns = false;  ///< Something at this level or below may change.
  };
  /// The level of the record itself.
  const Level& root() const { return levels_.at(warehouse::TableId::conversation); }
  /// What becomes of a field of that name wherever it stands.
  const Actions& anywhere() const noexcept { return anywhere_; }
  /// What becomes of a field below the record's own, wherever it stands, that no level has a place for: the
  /// strictest that any level says.
  PrivacyAction action_on_unknown(std::string_view name) const;
  /// The same within the tutorial's participants, under the names it has there.
  const Actions& in_participants() const noexcept { return in_participants_; }
  /// The level of participants; for what `known` says.
  const Level& participant() const { return levels_.at(warehouse::TableId::participant); }

 private:
  void make_levels();
  void add(const ColumnRule& rule);
  void add_tutorial_names(const ColumnRule& rule);
  bool mark(Level& level);

  std::vector<AttributeRule> attributes_;
  ValueChange change_;
  std::map<warehouse::TableId, Level> levels_;
  Actions anywhere_;
  std::unordered_set<std::string_view> known_anywhere_;
  PrivacyAction unknown_anywhere_ = PrivacyAction::none;
  Actions in_participants_;
};

}  // namespace nowthen::extract
