#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extract/privacy/json_walk.hpp"
#include "extract/privacy/record_policy.hpp"

namespace nowthen::extract {

/// A policy on its way through one record. Used once; policy and record must outlive it.
class PolicyWalk {
 public:
  PolicyWalk(const RecordPolicy& policy, std::string_view record)
      : policy_(policy), record_(record), walk_(record) {}

  /// Fields count where their columns come from.
  std::optional<PolicedRecord> by_place();
  /// Fields count by their names, wherever they stand.
  std::optional<PolicedRecord> anywhere();

 private:
  /// What an object is: decides what its fields come to.
  struct Inside {
    enum class Kind : std::uint8_t { level, attributes, anywhere, any_participant } kind;
    const RecordPolicy::Level* level = nullptr;  ///< Of `level`.
    int depth = 0;
  };

  std::optional<PolicedRecord> run(const Inside& root);
  PrivacyAction action_on(const Inside& inside, std::string_view name) const;
  std::optional<Inside> child_of(const Inside& inside, std::string_view name) const;

  bool value(const Inside& inside);
  bool object(const Inside& inside);
  bool field(const Inside& inside, PrivacyAction action, std::string_view name);
  bool change(PrivacyAction action, int depth);
  bool change_elements(PrivacyAction action, int depth);
  void replace(std::size_t begin, std::size_t end, std::string_view with);

  const RecordPolicy& policy_;
  std::string_view record_;
  JsonWalk walk_;
  PolicedRecord out_;
  std::size_t copied_ = 0;  ///< Bytes of the record that are in `out_`, or have gone.
};

}  // namespace nowthen::extract
