#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/privacy/record_policy.hpp"
#include "extract/privacy/suppression.hpp"
#include "floor/leg.hpp"

namespace nowthen::extract {

/// What stands between the live feed's own memory and everybody who is told of it: the board, alerts,
/// webhooks. They get what the tables get (`IntakeGate::admit_own`): no conversation that is erased, and of
/// the others what policy leaves.
///
/// Thread-safe; `admit` by one thread at a time.
class LiveGate {
 public:
  /// From now on this policy holds; none: what is not erased comes as it is.
  void obey(std::shared_ptr<const RecordPolicy> policy);
  /// From now on these conversations are erased. The list only grows: an older one than the one known is
  /// none.
  void leave_out(Suppression erased);

  /// The legs after the gate, in their order. What did not change since the last call costs a comparison.
  std::vector<floor::Leg> admit(const std::vector<floor::Leg>& legs);

  /// Whether any of the names in `bytes` is the id of an erased conversation: see `names_any`.
  bool names_erased(std::string_view bytes) const;

 private:
  using Legs = std::vector<floor::Leg>;
  struct Passed {
    Legs came;
    Legs left;
  };
  /// What holds at one moment.
  struct Rules {
    std::shared_ptr<const RecordPolicy> policy;
    std::shared_ptr<const Suppression> erased;
    std::uint64_t version = 0;
    bool has_none() const { return !policy && (!erased || erased->empty()); }
  };

  Rules rules() const;
  static Legs passed(const Legs& legs, const Rules& rules);

  mutable std::mutex mutex_;
  Rules rules_;
  std::unordered_map<std::string, Passed> known_;  ///< Of the last call, by conversation.
  std::uint64_t known_version_ = 0;
};

}  // namespace nowthen::extract
