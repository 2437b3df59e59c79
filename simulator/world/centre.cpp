#include "simulator/world/centre.hpp"

#include <algorithm>
#include <array>

#include "simulator/world/mix.hpp"
#include "simulator/world/plan.hpp"

namespace nowthen::sim {
namespace {

enum Kind : std::uint64_t {
  division_kind = 0xD1,
  queue_kind,
  agent_kind,
  code_kind,
  flow_kind,
  organisation_kind
};

Uuid made_id(std::uint64_t seed, Kind kind, std::uint64_t number) {
  return derived_uuid(mix(seed, kind), number);
}

/// Arrivals of a hundred that come to the medium of a queue.
int share_of_medium(MediaType media, const WorldShape& shape) {
  const auto weight = [&](Approach approach) {
    return shape.approaches.at(static_cast<std::size_t>(approach));
  };
  switch (media) {
    case MediaType::chat: return weight(Approach::chat);
    case MediaType::email: return weight(Approach::email);
    case MediaType::message: return weight(Approach::message) * 2;  // Threads come back.
    default: return weight(Approach::voice_in) + weight(Approach::callback);
  }
}

int weight_of_medium(MediaType media) {
  int sum = 0;
  for (const QueuePlan& plan : queue_plans) sum += plan.media == media ? plan.weight : 0;
  return sum;
}

/// People needed for the busiest hour of the busiest day, at about four fifths busy, shifts and days off
/// counted in.
int people_for(std::size_t queue, int per_day, const WorldShape& shape) {
  const QueuePlan& plan = queue_plans.at(queue);
  const int called = shape.approaches.at(static_cast<std::size_t>(Approach::voice_out));
  const std::int64_t hundredths_a_day = std::int64_t{per_day} * share_of_medium(plan.media, shape) *
                                            plan.weight / weight_of_medium(plan.media) +
                                        (queue == outbound_queue ? std::int64_t{per_day} * (called + 1) : 0);
  const std::int64_t busy_seconds =
      hundredths_a_day * (plan.handle_seconds + plan.wrapup_seconds) * 94 / 100'000;
  const std::int64_t slots = plan.media == MediaType::voice ? 10 : 20;
  return static_cast<int>(busy_seconds * 30 / (3600 * slots)) + (plan.media == MediaType::email ? 2 : 5);
}

std::vector<QueueTruth> make_queues(std::uint64_t seed, const WorldShape& shape) {
  std::vector<QueueTruth> queues;
  for (const QueuePlan& plan : queue_plans) {
    const std::size_t number = queues.size();
    QueueTruth queue{.id = made_id(seed, queue_kind, number),
                     .name = std::string(plan.name),
                     .media = plan.media,
                     .division = static_cast<std::uint16_t>(plan.division)};
    queue.service_seconds = plan.service_seconds;
    if (shape.quiet_hours) {
      queue.opens_minute = plan.opens_minute;
      queue.closes_minute = plan.closes_minute;
    }
    queue.address = plan.media == MediaType::voice   ? "tel:+4930555010" + std::to_string(number)
                    : plan.media == MediaType::email ? "service" + std::to_string(number) + "@example.com"
                                                     : "desk-" + std::to_string(number);
    queues.push_back(std::move(queue));
  }
  return queues;
}

std::vector<std::uint16_t> skills_of(std::size_t queue, int number) {
  std::vector<std::uint16_t> skills{static_cast<std::uint16_t>(queue)};
  if (queue_plans.at(queue).media == MediaType::voice) {
    if (number % 3 == 0) skills.push_back(static_cast<std::uint16_t>((queue + 1) % (outbound_queue + 1)));
    if (number % 7 == 0) skills.push_back(chat_queue);  // Answers chats in quiet hours.
  } else {
    for (std::size_t other = chat_queue; other < queue_plans.size(); ++other) {
      if (other != queue && (static_cast<std::size_t>(number) + other) % 2 == 0)
        skills.push_back(static_cast<std::uint16_t>(other));
    }
  }
  std::sort(skills.begin(), skills.end());
  return skills;
}

void set_shift(AgentTruth& agent, std::size_t queue, int number) {
  constexpr std::array<int, 6> day_shifts{420, 480, 540, 600, 720, 810};
  constexpr std::array<int, 6> round_the_clock{360, 480, 600, 840, 960, 1320};
  const QueuePlan& plan = queue_plans.at(queue);
  const bool around = plan.opens_minute == 0 && plan.media == MediaType::voice;
  const auto slot = static_cast<std::size_t>(number) % day_shifts.size();
  agent.shift_begin_minute = around ? round_the_clock.at(slot) : day_shifts.at(slot);
  agent.shift_end_minute = agent.shift_begin_minute + 510;
  // Five days in a row; every fourth person starts on a Monday, the others spread over the week.
  const auto first_day = static_cast<unsigned>(number % 4 == 0 ? 0 : number * 2 % 7);
  const unsigned days = 0x1FU << first_day;
  agent.weekdays = static_cast<std::uint8_t>((days | (days >> 7U)) & 0x7FU);
}

/// Every four hours others come, every day: a third of all are there at any time. None begins before midnight
/// UTC of the day that the shift is planned on.
void set_shift_of_any_hour(AgentTruth& agent, int number) {
  agent.shift_begin_minute = 120 + number % 6 * 240;
  agent.shift_end_minute = agent.shift_begin_minute + 510;
  agent.weekdays = 0x7F;
}

struct Team {
  std::size_t queue = 0;
  int people = 0;
  bool quiet_hours = true;
};

void add_team(std::vector<AgentTruth>& agents, std::uint64_t seed, const Team& team) {
  for (int number = 0; number < team.people; ++number) {
    AgentTruth agent;
    agent.id = made_id(seed, agent_kind, agents.size());
    agent.name = person_name(mix(seed, agents.size()));
    agent.queues = skills_of(team.queue, number);
    if (team.quiet_hours)
      set_shift(agent, team.queue, number);
    else
      set_shift_of_any_hour(agent, number);
    agents.push_back(std::move(agent));
  }
}

std::vector<WrapupCode> make_codes(std::uint64_t seed) {
  constexpr std::array<std::string_view, 8> names{"Resolved",    "Follow-up needed", "Complaint",
                                                  "Sale made",   "No sale",          "Wrong number",
                                                  "Transferred", "Information given"};
  std::vector<WrapupCode> codes;
  codes.reserve(names.size() + 2);
  for (const std::string_view name : names) {
    codes.push_back({to_text(made_id(seed, code_kind, codes.size())), std::string(name)});
  }
  codes.push_back({"ININ-WRAP-UP-TIMEOUT", "Default wrap-up code"});
  codes.push_back({"ININ-OUTBOUND-PREVIEW-SKIPPED", "Preview skipped"});
  return codes;
}

}  // namespace

Centre make_centre(std::uint64_t seed, int per_day, const WorldShape& shape) {
  Centre centre;
  for (const std::string_view name : {"Home", "Service", "Care"}) {
    centre.divisions.push_back({made_id(seed, division_kind, centre.divisions.size()), std::string(name)});
  }
  centre.queues = make_queues(seed, shape);
  for (std::size_t queue = 0; queue < queue_plans.size(); ++queue) {
    add_team(centre.agents, seed,
             {.queue = queue, .people = people_for(queue, per_day, shape), .quiet_hours = shape.quiet_hours});
  }
  centre.wrapup_codes = make_codes(seed);
  centre.organisation = made_id(seed, organisation_kind, 0);
  centre.ivr_flow = made_id(seed, flow_kind, 0);
  centre.ivr_name = "Main Menu";
  centre.ivr_address = "tel:+49305550100";
  return centre;
}

}  // namespace nowthen::sim
