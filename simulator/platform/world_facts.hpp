#pragma once
#include <vector>

#include "simulator/platform/centre_texts.hpp"
#include "simulator/platform/facts.hpp"
#include "simulator/platform/source.hpp"
#include "simulator/platform/text_pool.hpp"
#include "simulator/world/views.hpp"

namespace nowthen::sim {

/// Says of a made conversation what its record says. Not thread-safe.
class WorldFacts {
 public:
  explicit WorldFacts(const Centre& centre) : centre_(centre), texts_(centre) {}

  /// Everything about it at `at`; without participants while there is nothing to know. Valid until the next
  /// call.
  const ConversationFacts& fill(const ConversationTruth& conversation, Instant at, Knowledge knowledge);

 private:
  void add_conversation();
  void add_participant(std::size_t number);
  void add_session(std::size_t number);
  void add_segments(const SessionTruth& session);
  void add_metrics(const SessionTruth& session);
  void look(const SessionTruth& session);
  void look_at_truth(const SessionTruth& session);

  FactRange from(std::size_t first) const;
  void field(std::string_view name, std::string_view text);
  void json_field(std::string_view name, std::string_view json);
  std::string_view uuid(Uuid id);
  bool is_closed() const;
  Instant next_change() const;

  const Centre& centre_;
  CentreTexts texts_;
  TextPool pool_;
  ConversationFacts facts_;
  std::vector<SegmentTruth> segments_;
  std::vector<MetricTruth> metrics_;
  const ConversationTruth* conversation_ = nullptr;
  Instant at_;
  Knowledge knowledge_ = Knowledge::of_history;
};

}  // namespace nowthen::sim
