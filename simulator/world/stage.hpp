#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <queue>
#include <vector>

#include "simulator/world/contact.hpp"
#include "simulator/world/shape.hpp"

namespace nowthen::sim {

enum class EventKind : std::uint8_t {
  day,
  arrive,
  join,
  give_up,
  offer_callback,
  consult,
  release,
  back,
  shift_begin,
  shift_end
};

/// Something that will happen. `subject` is a contact or an agent; `ticket` tells a stale event of a wait
/// from its own.
struct Event {
  Instant at;
  EventKind kind = EventKind::day;
  MediaType media = MediaType::voice;  ///< `release`: what the agent is freed from.
  std::uint16_t queue = no_index;      ///< `join`: where to.
  std::uint32_t subject = 0;
  std::uint64_t ticket = 0;
  std::uint64_t order = 0;  ///< Given by the stage: events of one instant happen as they were planned.
};

/// The floor on which the flows play: who waits, who is free, what comes next.
class Stage {
 public:
  using Sink = std::function<void(const Arrival&, ConversationTruth&&)>;

  /// `centre` must outlive it.
  Stage(const Centre& centre, std::uint64_t seed, const WorldShape& shape);

  const Centre& centre() const { return centre_; }
  const WorldShape& shape() const { return shape_; }
  Dispatch& dispatch() { return dispatch_; }
  void set_sink(Sink sink) { sink_ = std::move(sink); }

  void plan(Event event);
  bool idle() const { return events_.empty(); }
  Event take_next();

  Contact& open(const Arrival& arrival);
  Contact& contact(std::uint32_t place) { return *contacts_[place]; }
  /// Ends the contact: its record goes to the sink and its place to another.
  void finish(Contact& contact);

  std::uint64_t next_ticket() { return ++tickets_; }

 private:
  struct Later {
    bool operator()(const Event& a, const Event& b) const {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };

  const Centre& centre_;
  std::uint64_t seed_;
  WorldShape shape_;
  Dispatch dispatch_;
  Sink sink_;
  std::priority_queue<Event, std::vector<Event>, Later> events_;
  std::vector<std::unique_ptr<Contact>> contacts_;
  std::vector<std::uint32_t> vacant_;
  std::uint64_t orders_ = 0;
  std::uint64_t tickets_ = 0;
};

/// One contact at one moment of its life.
struct Turn {
  Stage& stage;
  Contact& contact;
  Instant now;

  Turn at(Instant instant) const { return {stage, contact, instant}; }
};

}  // namespace nowthen::sim
