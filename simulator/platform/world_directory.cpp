#include "simulator/platform/world_directory.hpp"

#include <array>

#include "simulator/platform/centre_texts.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {
namespace {

/// Those who have left, by how.
constexpr std::array<DirectoryUser::State, 3> former{
    DirectoryUser::State::inactive, DirectoryUser::State::deleted, DirectoryUser::State::deleted};

void add_users(Directory& directory, const Centre& centre, const CentreTexts& texts) {
  for (std::size_t number = 0; number < centre.agents.size(); ++number) {
    const AgentTruth& agent = centre.agents[number];
    directory.users.push_back({.id = texts.agents[number],
                               .name = agent.name,
                               .queues = {agent.queues.begin(), agent.queues.end()},
                               .agent = number});
  }
  for (std::size_t number = 0; number < former.size(); ++number)
    directory.users.push_back({.id = to_text(derived_uuid(~centre.organisation.high, number)),
                               .name = person_name(centre.organisation.low + number),
                               .state = former.at(number)});
}

}  // namespace

Directory world_directory(const World& world) {
  const Centre& centre = world.centre();
  const CentreTexts texts(centre);
  Directory directory;
  directory.organization = {to_text(centre.organisation), "Simulated Centre"};
  for (const DivisionTruth& division : centre.divisions)
    directory.divisions.push_back({to_text(division.id), division.name});
  for (std::size_t number = 0; number < centre.queues.size(); ++number) {
    const QueueTruth& queue = centre.queues[number];
    directory.queues.push_back({.id = texts.queues[number],
                                .name = queue.name,
                                .division = queue.division,
                                .media_type = name_of(queue.media),
                                .service_seconds = queue.service_seconds,
                                .service_percent = queue.service_percent});
    directory.skills.push_back({texts.skills[number], queue.name});
  }
  add_users(directory, centre, texts);
  for (const WrapupCode& code : centre.wrapup_codes) directory.wrapup_codes.push_back({code.id, code.name});
  return directory;
}

}  // namespace nowthen::sim
