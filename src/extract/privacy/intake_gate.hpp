#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "extract/privacy/record_policy.hpp"
#include "extract/privacy/suppression.hpp"
#include "extract/readings_of.hpp"

namespace nowthen::extract {

/// What is let through of a record.
struct Admission {
  Result<warehouse::Reading> reading;  ///< What it says; an error where it is not understood.
  std::optional<std::string> changed;  ///< Its bytes, where they are others than those that came.
  std::int64_t policed_values = 0;     ///< Values that policy changed or took out.
  bool is_suppressed = false;          ///< Its conversation is erased: nothing of it may be kept.
  bool is_withheld = false;  ///< Policy could not be applied: `changed` says so and has nothing of it.
};

/// What stands between a record that came and everything that keeps it: ADR 0023.
class IntakeGate {
 public:
  /// From now on this policy holds; none: records are kept as they come.
  void obey(std::shared_ptr<const RecordPolicy> policy) { policy_ = std::move(policy); }

  /// @param header   of the record's page
  /// @param decoded  see `ReadingMaker::make`
  Admission admit(const archive::PageHeader& header, std::string_view record, ReadingMaker& maker,
                  const Suppression& suppression, ConversationDetail* decoded = nullptr) const;

  /// A record of ours about one conversation, after policy; nothing where it must not be kept.
  std::optional<std::string> admit_own(std::string_view record, const Suppression& suppression) const;

  bool has_policy() const noexcept { return policy_ != nullptr; }

 private:
  void understand(const archive::PageHeader& header, std::string_view record, ReadingMaker& maker,
                  ConversationDetail* decoded, Admission& admission) const;

  std::shared_ptr<const RecordPolicy> policy_;
};

}  // namespace nowthen::extract
