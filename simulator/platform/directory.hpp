#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/platform/source.hpp"

namespace nowthen::sim {

/// Something that has an id and a name.
struct NamedThing {
  std::string id;
  std::string name;
};

struct DirectoryQueue {
  std::string id;
  std::string name;
  std::optional<std::size_t> division;  ///< Into `Directory::divisions`.
  std::string_view media_type;          ///< What its service target is about. Empty: not known.
  int service_seconds = 20;
  int service_percent = 80;
};

struct DirectoryUser {
  enum class State : std::uint8_t { active, inactive, deleted };
  std::string id;
  std::string name;
  State state = State::active;
  std::vector<std::size_t> queues;   ///< Those it is a member of; into `Directory::queues`.
  std::optional<std::size_t> agent;  ///< Into the agents of the made centre, where there is one.
};

/// The names behind the ids in the records.
struct Directory {
  NamedThing organization;
  std::vector<NamedThing> divisions;
  std::vector<DirectoryQueue> queues;
  std::vector<DirectoryUser> users;
  std::vector<NamedThing> wrapup_codes;
  std::vector<NamedThing> skills;

  /// The queue with this id, or nullptr.
  const DirectoryQueue* queue(std::string_view id) const;
};

/// What the source knows: the whole made centre, with some who have left it; or whatever its recorded
/// conversations mention. Costs a walk over all of these.
Directory directory_of(PlatformSource& source);

}  // namespace nowthen::sim
