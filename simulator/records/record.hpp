#pragma once
#include <boost/json/value.hpp>
#include <nowthen/core/instant.hpp>
#include <string>
#include <vector>

#include "simulator/listing/source.hpp"

namespace nowthen::sim {

/// One recorded conversation of the platform, reduced to what this contract shows of it.
struct Record {
  struct Participant {
    std::string id;
    std::string name;
    std::string role;
    bool left = false;  ///< All its segments have ended.
  };
  std::string id;
  std::string type;      ///< Of the first session.
  std::string queue_id;  ///< Of the first queue; empty: none.
  std::string initial_contact_id;
  std::string open_state = "connected";  ///< Shown while it has not ended.
  std::string json;                      ///< As it was recorded, without white space between the tokens.
  Instant start;
  Instant first_activity = Instant::max();  ///< The earliest start of a segment; `Instant::max()`: has none.
  Instant end = Instant::max();             ///< `Instant::max()`: no `conversationEnd`, so it is open.
  Instant settled = Instant::max();         ///< Past its wrap-up, when it has ended.
  bool outbound = false;
  MetricValues metrics{};
  std::vector<Participant> participants;
};

/// Reads one conversation as the analytics API gives it. Fails with `invalid_request` naming the field at
/// fault.
Result<Record> read_record(const boost::json::value& value);

}  // namespace nowthen::sim
