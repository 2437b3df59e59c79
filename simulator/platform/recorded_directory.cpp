#include "simulator/platform/recorded_directory.hpp"

#include <algorithm>

#include "simulator/platform/dimension.hpp"

namespace nowthen::sim {
namespace {

/// The position of the thing with this id, which is added if need be.
template <class Things>
std::size_t place_of(Things& things, std::string_view id) {
  const auto found =
      std::find_if(things.begin(), things.end(), [id](const auto& thing) { return thing.id == id; });
  if (found != things.end()) return static_cast<std::size_t>(found - things.begin());
  things.push_back({});
  things.back().id = id;
  return things.size() - 1;
}

template <class Things>
void add_names(Things& things, std::string_view id) {
  if (!id.empty()) place_of(things, id);
}

template <class Things>
void name_the_nameless(Things& things) {
  for (auto& thing : things)
    if (thing.name.empty()) thing.name = thing.id;
}

class Reader {
 public:
  explicit Reader(Directory& directory) : directory_(directory) {}

  void read(const ConversationFacts& facts) {
    for_each_value(facts, "divisionId", [this](auto id) { add_names(directory_.divisions, id); });
    for (const ParticipantFacts& participant : facts.participants)
      for (const SessionFacts& session : facts.sessions_of(participant))
        for (const SegmentFacts& segment : facts.segments_of(session))
          read({facts, participant, session, segment});
  }

 private:
  void read(const SegmentPlace& place) {
    add_names(directory_.wrapup_codes, place.segment.wrap_up_code);
    for_each_value(place, "requestedRoutingSkillId", [this](auto id) { add_names(directory_.skills, id); });
    DirectoryUser* const user = user_at(place);
    if (place.segment.queue_id.empty()) return;
    const std::size_t queue = place_of(directory_.queues, place.segment.queue_id);
    if (place.participant.purpose == "acd") directory_.queues[queue].name = place.participant.name;
    if (user == nullptr) return;
    auto& queues = user->queues;
    if (std::find(queues.begin(), queues.end(), queue) == queues.end()) queues.push_back(queue);
  }

  DirectoryUser* user_at(const SegmentPlace& place) {
    if (place.participant.user_id.empty()) return nullptr;
    DirectoryUser& user = directory_.users[place_of(directory_.users, place.participant.user_id)];
    if (user.name.empty()) user.name = place.participant.name;
    return &user;
  }

  Directory& directory_;
};

}  // namespace

Directory recorded_directory(PlatformSource& source) {
  constexpr Instant at_the_end = absent - Instant::duration(1);
  Directory directory;
  directory.organization = {"5d0c1e0a-3b7f-4e52-9c1d-7a2f4b6e8d10", "Recorded Centre"};
  Reader reader(directory);
  for (std::size_t index = 0; index < source.entries().size(); ++index)
    reader.read(source.facts(index, at_the_end, Knowledge::of_history));
  name_the_nameless(directory.divisions);
  name_the_nameless(directory.queues);
  name_the_nameless(directory.users);
  name_the_nameless(directory.wrapup_codes);
  name_the_nameless(directory.skills);
  return directory;
}

}  // namespace nowthen::sim
