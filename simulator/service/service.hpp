#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "simulator/api/live.hpp"
#include "simulator/auth/oauth.hpp"
#include "simulator/clock/simulated_clock.hpp"
#include "simulator/faults/engine.hpp"
#include "simulator/http/target.hpp"
#include "simulator/limits/quotas.hpp"
#include "simulator/notifications/floor_truth.hpp"
#include "simulator/notifications/socket_hub.hpp"
#include "simulator/platform/handlers.hpp"
#include "simulator/platform/state.hpp"
#include "simulator/service/dispatch.hpp"
#include "simulator/service/request_log.hpp"
#include "simulator/world/record_truth.hpp"

namespace nowthen::sim {

/// Everything that a simulator is made of, ready to use.
struct ServiceParts {
  std::unique_ptr<Source> source;
  std::unique_ptr<PlatformSource> platform;  ///< The same conversations; may look into `source`.
  Interval bounds;                           ///< The instants that the simulated clock can show.
  Instant now;
  Limits limits;
  Script script;
};

/// Answers requests: a function of request, instant and world, applied serially. Not thread-safe.
class Service {
 public:
  Service(ServiceParts parts, const Options& options, Clock& clock);

  /// How the caller takes its replies.
  enum class Carrier { http, in_process };
  net::ServerReply handle(const net::Request& request, Carrier carrier);

  Instant now() const { return simulated_.at(clock_.ticks()); }
  double speed() const { return simulated_.speed(); }
  const Interval& bounds() const { return simulated_.bounds(); }
  void set_clock(Instant now, double speed);
  void set_script(Script script);
  std::string truth(Instant instant);
  /// What the address of a channel begins with for those who come over HTTP. A scheme alone, `wss://`: the
  /// host that a request names.
  void set_socket_base(std::string base) { socket_base_ = std::move(base); }

  /// The sockets of the live feed: opens one at the path of a channel's address (nothing: there is none),
  /// says what to do on it next, takes what its client sends, and closes it.
  std::optional<SocketId> open_socket(std::string_view path);
  SocketStep next_step(SocketId id);
  void receive(SocketId id, std::string_view text);
  void close_socket(SocketId id) { hub_.close(id, clock_.ticks()); }

  /// Of the made world as far as it has been made.
  std::vector<RecordTruth> records() const;
  /// What a perfect live board shows.
  std::vector<FloorTruth> floor(Instant instant);
  /// Makes the world up to `instant`, within the bounds.
  void extend_to(Instant instant);
  const RequestLog& log() const { return log_; }

 private:
  /// One request on its way through.
  struct Exchange {
    const net::Request& request;
    Carrier carrier;
    Target target;
    Way way;
    Clock::Ticks ticks;
    Instant now;
    std::string context_id;
    Effects effects;
    std::string client_id = {};
    net::Headers limit_headers = {};

    Endpoint endpoint() const { return way.endpoint(); }
  };

  Exchange begin(const net::Request& request, Carrier carrier, Target target);
  Effects decide(const Exchange& exchange);
  net::Reply answer(Exchange& exchange);
  net::Reply answer_oauth(Exchange& exchange);
  Checked<std::string> answer_listing(Exchange& exchange);
  Checked<std::string> answer_history_body(Exchange& exchange, const ListingContext& context);
  std::optional<net::Reply> refuse_form(const Exchange& exchange) const;
  net::Reply answer_platform(Exchange& exchange);
  Checked<PlatformAnswer> platform_answer(Exchange& exchange);
  std::optional<Problem> refuse_platform_pace(Exchange& exchange, const std::string& caller);
  std::optional<Problem> refuse_platform_use(const Exchange& exchange, const PlatformHandler& handler) const;
  std::optional<Problem> refuse_caller(Exchange& exchange);
  std::optional<Problem> refuse_pace(Exchange& exchange, const std::string& caller);
  net::Reply replaced(const Exchange& exchange, const Replacement& replacement) const;
  net::ServerReply finish(Exchange exchange, net::Reply reply);
  std::string next_context_id();
  std::string socket_base(const Exchange& exchange) const;
  HubTime hub_time() const { return {.simulated = simulated_, .ticks = clock_.ticks()}; }
  Clock::Ticks aligned(Clock::Ticks ticks) const { return ticks + alignment_; }
  std::int64_t caller_epoch_seconds(Clock::Ticks ticks) const;

  Clock& clock_;
  std::uint64_t seed_;
  bool gzip_;
  OauthClient client_;
  std::chrono::seconds token_lifetime_;
  std::chrono::seconds platform_token_lifetime_;
  Contract contract_;
  std::string login_path_;
  std::string socket_base_;
  PlatformSettings platform_settings_;
  Clock::Ticks epoch_;      ///< The caller's wall clock at tick zero.
  Clock::Ticks alignment_;  ///< Added to ticks, so that a whole minute is a multiple of one.
  std::unique_ptr<Source> source_;
  std::unique_ptr<PlatformSource> platform_;
  PlatformState platform_state_;
  SimulatedClock simulated_;
  EventFeed feed_;
  SocketHub hub_;
  SelectionCache selections_;
  Tokens tokens_;
  Quotas quotas_;
  FaultEngine faults_;
  Clock::Ticks script_set_at_;
  RequestLog log_;
  std::uint64_t requests_ = 0;
};

/// What the address of a channel begins with in process: the host is nowhere.
inline constexpr std::string_view in_process_socket_base = "wss://in-process.invalid";

/// Which page of its listing a request to an endpoint of the platform asks for, from 1.
int platform_page(Endpoint endpoint, const net::Request& request, const Target& target, std::uint64_t salt);

/// Adds what the verdict says as `inin-ratelimit-count`, `-allowed` and `-reset`.
void add_limit_headers(net::Headers& headers, const Verdict& verdict);

/// Whole seconds, rounded up, at least one.
std::int64_t whole_seconds(Clock::Ticks ticks);

/// Whether the body is said to be JSON.
bool is_json(const net::Request& request);

/// Answers everything under `/_sim`: clock, truth, requests, faults, stats.
net::Reply answer_control(Service& service, const net::Request& request, const Target& target);

}  // namespace nowthen::sim
