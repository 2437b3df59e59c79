#pragma once
#include <nowthen/core/clock.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/endpoint.hpp"
#include "simulator/faults/action.hpp"

namespace nowthen::sim {

/// What a rule can know about a request.
struct RequestFacts {
  Endpoint endpoint = Endpoint::unknown;
  std::string_view method;
  std::string_view path;
  int page = 1;             ///< Of a listing, from 1.
  Instant now;              ///< Simulated.
  Clock::Ticks elapsed{0};  ///< Since the script was set, on the caller's clock.
};

/// What a rule can know about a frame of the live feed.
struct FrameFacts {
  std::string_view topic;
  Instant now;              ///< Simulated.
  Clock::Ticks elapsed{0};  ///< Since the script was set, on the caller's clock.
};

/// Which requests, or which frames, a rule is about; an empty condition lets all through.
struct Match {
  std::optional<Endpoint> endpoint;
  std::string method;
  std::string path;  ///< The whole path.
  std::optional<int> page;
  bool is_about_frames = false;  ///< Follows from the action.
  std::string topic;             ///< A part of the topic's name, of frames.
  std::optional<Instant> from;   ///< Simulated; half-open with `to`.
  std::optional<Instant> to;
  std::optional<Clock::Ticks> after;  ///< Since the script was set; half-open with `until`.
  std::optional<Clock::Ticks> until;

  bool accepts(const RequestFacts& facts) const;
  bool accepts(const FrameFacts& facts) const;
};

/// When a rule fires among the requests that match it.
struct Trigger {
  std::vector<std::int64_t> at;       ///< The n-th of them, from 1.
  std::optional<std::int64_t> every;  ///< Each n-th of them.
  std::optional<double> probability;
  std::optional<std::int64_t>
      for_requests;  ///< With `at`: so many in a row. Otherwise: at most so many times.
};

/// One line of a fault script.
struct Rule {
  std::string name;  ///< As given; by default the action's name.
  Match match;
  Trigger trigger;
  const ActionSpec* action = nullptr;
  Parameters parameters;
};

struct Script {
  std::uint64_t seed = 1;
  std::vector<Rule> rules;
};

/// Reads a script: `{"seed":1,"rules":[...]}` or the array of rules alone; empty text is an empty script.
/// Fails with `invalid_request` naming the rule and the member at fault. docs/reference/simulator.md
/// describes it.
Result<Script> parse_script(std::string_view text);

}  // namespace nowthen::sim
