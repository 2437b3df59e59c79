#pragma once
#include <span>
#include <string>

#include "simulator/platform/centre_texts.hpp"
#include "simulator/platform/fact_pen.hpp"
#include "simulator/world/truth.hpp"

namespace nowthen::sim {

/// One session as far as it is known.
struct SessionView {
  std::size_t number = 0;
  const SessionTruth& truth;
  const ParticipantTruth& participant;
  std::span<const SegmentTruth> segments;
  std::span<const MetricTruth> metrics;

  /// Whether every segment of it has ended.
  bool has_ended() const;
};

/// Makes up what the world does not keep: addresses, lines, media quality, flows, evaluations, attributes.
/// Functions of the conversation's id and of what is known of it, so that a record says the same at each
/// look.
class WorldDetails {
 public:
  WorldDetails(const Centre& centre, const CentreTexts& texts, FactPen& pen)
      : centre_(centre), texts_(texts), pen_(pen) {}

  void begin(const ConversationTruth& conversation);

  /// Each writes fields with the pen.
  void write_session(const SessionView& session);
  void write_flow(const SessionView& session);
  void write_segment(const SessionView& session, const SegmentTruth& segment);
  void write_participant(std::size_t number);
  void write_attributes(std::size_t number);
  void write_conversation(bool is_closed);

  /// When an evaluation, a survey, a resolution is made; `never`: there is none.
  Instant evaluated_at() const;
  Instant surveyed_at() const;
  Instant resolved_at() const;
  void write_evaluation();
  void write_survey();
  void write_resolution();

 private:
  std::uint64_t roll(std::uint64_t kind, std::uint64_t number = 0) const;
  bool one_in(std::uint64_t count, std::uint64_t kind, std::uint64_t number = 0) const;
  Uuid id(std::uint64_t kind, std::uint64_t number = 0) const;
  void write_call(const SessionView& session);
  void write_mail(const SessionView& session);
  void write_message(const SessionView& session);
  void write_callback(const SessionView& session);
  void write_routing(const SessionView& session);
  void write_campaign();
  void write_media_stats(const SessionView& session);
  std::string_view queue_address() const;
  std::uint64_t agent_of_record() const;

  const Centre& centre_;
  const CentreTexts& texts_;
  FactPen& pen_;
  const ConversationTruth* conversation_ = nullptr;
  std::string customer_name_;
  std::string customer_address_;
  std::uint64_t least_mos_ = 0;  ///< In units of 1e-15; 0: no media were measured.
};

}  // namespace nowthen::sim
