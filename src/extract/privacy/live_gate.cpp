#include "extract/privacy/live_gate.hpp"

#include <utility>

#include "extract/live_log.hpp"
#include "extract/privacy/named_ids.hpp"

namespace nowthen::extract {

void LiveGate::obey(std::shared_ptr<const RecordPolicy> policy) {
  const std::scoped_lock lock(mutex_);
  rules_.policy = std::move(policy);
  ++rules_.version;
}

void LiveGate::leave_out(Suppression erased) {
  const std::scoped_lock lock(mutex_);
  if (rules_.erased && erased.size() < rules_.erased->size()) return;
  rules_.erased = std::make_shared<const Suppression>(std::move(erased));
  ++rules_.version;
}

LiveGate::Rules LiveGate::rules() const {
  const std::scoped_lock lock(mutex_);
  return rules_;
}

bool LiveGate::names_erased(std::string_view bytes) const {
  const auto erased = rules().erased;
  if (!erased || erased->empty()) return false;
  return names_any(bytes, [&erased](std::string_view id) { return erased->contains(id); });
}

/// One conversation's legs, the way that they take into the tables: as a record, and back.
LiveGate::Legs LiveGate::passed(const Legs& legs, const Rules& rules) {
  const ConversationId& id = legs.front().conversation_id;
  if (rules.erased && rules.erased->contains(id.str())) return {};
  if (!rules.policy) return legs;
  const auto record = rules.policy->apply_anywhere(encode_live_log(
      {.track = live::TrackRow{.conversation_id = id, .as_of = {}, .is_from_record = false, .legs = legs}}));
  if (!record) return {};
  if (record->values == 0) return legs;
  auto read = decode_live_log(record->bytes);
  return read && read->track ? std::move(read->track->legs) : Legs();
}

std::vector<floor::Leg> LiveGate::admit(const Legs& legs) {
  const Rules now = rules();
  if (now.has_none()) {
    known_.clear();
    return legs;
  }
  if (std::exchange(known_version_, now.version) != now.version) known_.clear();
  std::vector<std::string> order;
  std::unordered_map<std::string, Passed> seen;
  for (const floor::Leg& leg : legs) {
    const auto [place, is_new] = seen.try_emplace(leg.conversation_id.str());
    if (is_new) order.push_back(place->first);
    place->second.came.push_back(leg);
  }
  Legs left;
  left.reserve(legs.size());
  for (const std::string& id : order) {
    Passed& each = seen.at(id);
    const auto before = known_.find(id);
    const bool is_known = before != known_.end() && before->second.came == each.came;
    each.left = is_known ? std::move(before->second.left) : passed(each.came, now);
    left.insert(left.end(), each.left.begin(), each.left.end());
  }
  known_ = std::move(seen);
  return left;
}

}  // namespace nowthen::extract
