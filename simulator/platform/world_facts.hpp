#pragma once
#include <vector>

#include "simulator/platform/centre_texts.hpp"
#include "simulator/platform/facts.hpp"
#include "simulator/platform/source.hpp"
#include "simulator/platform/text_pool.hpp"
#include "simulator/platform/world_details.hpp"
#include "simulator/world/views.hpp"

namespace nowthen::sim {

/// Says of a made conversation what its record says. Not thread-safe.
class WorldFacts {
 public:
  WorldFacts(const WorldFacts&) = delete;
  WorldFacts& operator=(const WorldFacts&) = delete;
  explicit WorldFacts(const Centre& centre) : centre_(centre), texts_(centre) {}

  /// Everything about it at `at`; without participants while there is nothing to know. Valid until the next
  /// call.
  const ConversationFacts& fill(const ConversationTruth& conversation, Instant at, Knowledge knowledge);

 private:
  void add_conversation();
  void add_participant(std::size_t number);
  void add_session(std::size_t number);
  void add_segments(const SessionView& session);
  void add_metrics();
  void look(const SessionTruth& session);
  void look_at_truth(const SessionTruth& session);

  void add_appendices();
  void add_appendix(AppendixFacts::Kind kind, Instant made_at, void (WorldDetails::*write)());
  bool is_closed() const;
  Instant next_change() const;

  const Centre& centre_;
  CentreTexts texts_;
  TextPool pool_;
  ConversationFacts facts_;
  FactPen pen_{facts_, pool_};
  WorldDetails details_{centre_, texts_, pen_};
  std::vector<SegmentTruth> segments_;
  std::vector<MetricTruth> metrics_;
  const ConversationTruth* conversation_ = nullptr;
  Instant at_;
  Knowledge knowledge_ = Knowledge::of_history;
};

}  // namespace nowthen::sim
