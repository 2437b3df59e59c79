#include "simulator/platform/world_details.hpp"

#include <algorithm>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/detail_kinds.hpp"
#include "simulator/world/mix.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;

bool is_spoken_with(const ConversationTruth& conversation) {
  return std::any_of(conversation.metrics.begin(), conversation.metrics.end(),
                     [](const MetricTruth& metric) { return metric.name == MetricName::t_talk; });
}

}  // namespace

void append_fraction(std::string& out, std::uint64_t scaled) {
  constexpr std::uint64_t unit = 1'000'000'000'000'000;
  append_json_integer(out, static_cast<std::int64_t>(scaled / unit));
  std::string digits(15, '0');
  std::uint64_t rest = scaled % unit;
  for (std::size_t place = digits.size(); place-- > 0; rest /= 10)
    digits[place] = static_cast<char>('0' + rest % 10);
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  out += '.';
  out += digits;
}

void WorldDetails::begin(const ConversationTruth& conversation) {
  conversation_ = &conversation;
  customer_name_ = customer_name(conversation.customer);
  customer_address_ = sim::customer_address(conversation.customer, conversation.media);
  least_mos_ = 0;
}

std::uint64_t WorldDetails::roll(std::uint64_t kind, std::uint64_t number) const {
  return mix(mix(conversation_->id.low, kind), number);
}

bool WorldDetails::one_in(std::uint64_t count, std::uint64_t kind, std::uint64_t number) const {
  return roll(kind ^ 0x10000U, number) % count == 0;
}

Uuid WorldDetails::id(std::uint64_t kind, std::uint64_t number) const {
  return derived_uuid(conversation_->id.low ^ kind, number);
}

void WorldDetails::write_participant(std::size_t number) {
  if (conversation_->participants[number].purpose != Purpose::customer) return;
  if (roll(detail::external_contact) % 5 < 2)
    pen_.uuid("externalContactId", derived_uuid(detail::external_contact, conversation_->customer));
}

void WorldDetails::write_attributes(std::size_t number) {
  const Purpose purpose = conversation_->participants[number].purpose;
  const std::uint64_t chance = roll(detail::attributes, number);
  if (purpose == Purpose::ivr) {
    pen_.text("Menu Choice", chance % 3 == 0 ? "1" : chance % 3 == 1 ? "2" : "operator");
    pen_.text("isAuthenticated", chance % 5 == 0 ? "true" : "false");
  }
  if (purpose != Purpose::customer || chance % 5 == 0) return;
  pen_.text("lang", chance % 4 == 0 ? "de" : "en");
  pen_.text("Customer Tier", chance % 7 == 0 ? "gold" : "standard");
  if (chance % 3 == 0) pen_.text("order", R"({"number":"A-1007","items":[1,2],"note":"say \"hello\""})");
}

void WorldDetails::write_conversation(bool is_closed) {
  pen_.json("divisionIds", texts_.divisions.at(conversation_->division));
  const bool outbound = conversation_->direction == Direction::outbound;
  // Now and then an inbound conversation says that an agent began it.
  pen_.text("conversationInitiator", outbound || one_in(150, detail::initiator) ? "agent" : "customer");
  pen_.json("customerParticipation", is_spoken_with(*conversation_) || !outbound ? "true" : "false");
  if (one_in(25, detail::tag)) pen_.text("externalTag", pen_.keep({"case-", customer_address_}));
  if (!is_closed || least_mos_ == 0) return;
  std::string mos;
  append_fraction(mos, least_mos_);
  pen_.json("mediaStatsMinConversationMos", pen_.keep({mos}));
  std::string factor;
  append_fraction(factor, least_mos_ * 19);
  pen_.json("mediaStatsMinConversationRFactor", pen_.keep({factor}));
}

std::uint64_t WorldDetails::agent_of_record() const {
  for (const ParticipantTruth& participant : conversation_->participants)
    if (participant.purpose == Purpose::agent) return participant.agent;
  return 0;
}

Instant WorldDetails::evaluated_at() const {
  const bool is_due =
      conversation_->end != never && is_spoken_with(*conversation_) && one_in(40, detail::evaluation);
  return is_due ? settled_at(*conversation_) + hours(26) : never;
}

Instant WorldDetails::surveyed_at() const {
  const bool is_due =
      conversation_->end != never && is_spoken_with(*conversation_) && one_in(30, detail::survey);
  return is_due ? settled_at(*conversation_) + hours(2) : never;
}

Instant WorldDetails::resolved_at() const {
  const bool is_due =
      conversation_->end != never && is_spoken_with(*conversation_) && one_in(60, detail::resolution);
  return is_due ? settled_at(*conversation_) + hours(72) : never;
}

void WorldDetails::write_evaluation() {
  const std::uint64_t chance = roll(detail::evaluation);
  pen_.uuid("evaluationId", id(detail::evaluation));
  pen_.uuid("contextId", id(detail::evaluation, 1));
  pen_.text("formId", texts_.evaluation_form);
  pen_.text("formName", "Call quality");
  pen_.text("evaluatorId", texts_.agents.front());
  pen_.text("userId", texts_.agents[agent_of_record()]);
  if (conversation_->queue != no_index) pen_.text("queueId", texts_.queues[conversation_->queue]);
  pen_.text("evaluationStatus", "Finished");
  pen_.instant("eventTime", evaluated_at());
  pen_.json("released", "true");
  pen_.json("rescored", chance % 9 == 0 ? "true" : "false");
  pen_.integer("oTotalScore", static_cast<std::int64_t>(60 + chance % 41));
  pen_.integer("oTotalCriticalScore", static_cast<std::int64_t>(50 + chance % 51));
}

void WorldDetails::write_survey() {
  const std::uint64_t chance = roll(detail::survey);
  pen_.uuid("surveyId", id(detail::survey));
  pen_.text("surveyFormId", texts_.survey_form);
  pen_.text("surveyFormName", "How did we do?");
  pen_.text("surveyStatus", "Finished");
  pen_.instant("surveyCompletedDate", surveyed_at());
  pen_.instant("eventTime", surveyed_at());
  pen_.text("userId", texts_.agents[agent_of_record()]);
  if (conversation_->queue != no_index) pen_.text("queueId", texts_.queues[conversation_->queue]);
  pen_.integer("surveyPromoterScore", static_cast<std::int64_t>(chance % 11));
  pen_.integer("oSurveyTotalScore", static_cast<std::int64_t>(chance % 101));
}

void WorldDetails::write_resolution() {
  pen_.instant("eventTime", resolved_at());
  pen_.text("userId", texts_.agents[agent_of_record()]);
  if (conversation_->queue != no_index) pen_.text("queueId", texts_.queues[conversation_->queue]);
  pen_.json("nNextContactAvoided", roll(detail::resolution) % 3 == 0 ? "0" : "1");
}

}  // namespace nowthen::sim
