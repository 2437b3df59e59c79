#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// What a topic of the live feed tells.
enum class TopicKind : std::uint8_t {
  queue_conversations,
  queue_observations,
  detail_event,
  jobs_availability,
  silent  ///< Known to the platform and permitted here; nothing ever happens to it.
};

/// Which event of one conversation a `detail_event` topic is about.
enum class DetailKind : std::uint8_t {
  none,
  customer_start,
  customer_end,
  acd_start,
  acd_end,
  user_start,
  user_end,
  flow_start,
  flow_end,
  acw,
  wrapup
};

/// One topic that can be subscribed to.
struct TopicSpec {
  std::string_view pattern;  ///< `{id}` stands for the id of one queue, conversation or user.
  TopicKind kind = TopicKind::silent;
  DetailKind detail = DetailKind::none;
  std::string_view permission;  ///< Empty: none is asked for.
  std::string_view description;
};

/// All of them, in the order of their patterns.
std::span<const TopicSpec> topic_specs();

/// A topic as somebody named it.
struct Topic {
  const TopicSpec* spec = nullptr;
  std::string id;    ///< What stands for `{id}`, in lower case; empty where the pattern has none.
  std::string name;  ///< The pattern with the id in it: as frames name it.
};

/// The topic with this name, whatever its case; nothing for one that is none. There are no wildcards: what
/// stands for `{id}` is one non-empty word without dots, stars and blanks.
std::optional<Topic> topic_named(std::string_view name);

/// Whether two names mean the same topic: letters of either case are equal.
bool is_same_topic(std::string_view left, std::string_view right);

}  // namespace nowthen::sim
