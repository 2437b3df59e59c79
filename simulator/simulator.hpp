#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <vector>

#include "net/server.hpp"
#include "net/transport.hpp"
#include "net/web_socket.hpp"
#include "simulator/contract.hpp"
#include "simulator/notifications/floor_truth.hpp"
#include "simulator/platform/settings.hpp"
#include "simulator/world/record_truth.hpp"
#include "simulator/world/shape.hpp"

namespace nowthen::sim {

class SocketAccess;

/// What the simulated organisation is like. The same options give the same bytes.
struct Options {
  std::uint64_t seed = 1;
  int days = 7;                    ///< Of history before `now`, 1 to 3660.
  int per_day = 400;               ///< Conversations that start on an average day.
  WorldShape world;                ///< What kind of made world it is.
  std::optional<Instant> now;      ///< The simulated instant at the start. Empty: the caller's clock.
  double speed = 1;                ///< Simulated seconds per second of the caller's clock; 0: stands still.
  std::string limits = "default";  ///< `off`, `default`, or the text of a limits file (JSON).
  std::string faults;              ///< Text of a fault script (JSON). Empty: none.
  std::string records_dir;  ///< Serve the recorded conversations in this folder instead of a made world.
  std::string client_id = "nowthen-sim";
  std::string client_secret = "nowthen-sim-secret";
  std::vector<std::string> scopes{"conversations:view", "analytics:conversation:view",
                                  "analytics:conversation:query"};
  std::chrono::seconds token_lifetime{3600};  ///< `expires_in`, on the caller's clock.

  Contract contract = Contract::both;  ///< Which description is served.
  std::string login_path;  ///< `/login`: tokens are got below it and nowhere else. Empty: at the root.
  std::chrono::seconds platform_token_lifetime{86'400};  ///< 300 to 172,800 on the platform itself.
  std::vector<std::string> permissions{all_permissions.begin(), all_permissions.end()};  ///< By role.
  IntervalSemantics interval_semantics = IntervalSemantics::started_and_active;
  JobOptions jobs;
  std::optional<std::chrono::days>
      retention;  ///< What began longer ago is gone, in a made world. Empty: nothing.

  bool gzip =
      true;  ///< Compress replies over HTTP for clients that accept it; off where the server's CPU counts.
};

/// One line of the request log.
struct RequestLogEntry {
  Instant at;             ///< Simulated.
  Clock::Ticks ticks{0};  ///< Of the caller's clock: what limits are counted on.
  std::string method;
  std::string target;
  int status = 0;
  std::string fault;      ///< Name of the fault that was done to it, if any.
  std::string client_id;  ///< Whose token it carried, if any.
};

/// A seeded contact centre behind the remote API. A function of request, instant and world, applied serially.
class Simulator {
 public:
  /// Fails with `invalid_request` naming the option, fault rule or record file at fault. `clock` must outlive
  /// it.
  static Result<std::unique_ptr<Simulator>> create(const Options& options, Clock& clock);
  ~Simulator();

  /// Answers one request, faults included. Thread-safe: callers are served one after the other.
  net::ServerReply handle(const net::Request& request);

  /// A transport that reaches this simulator without a socket: waits in `Delivery` pass on the caller's
  /// clock, cuts and resets become `transient` errors. The simulator must outlive it.
  std::unique_ptr<net::Transport> transport();

  /// Opens the sockets of channels without a network, on the caller's clock. The simulator must outlive it
  /// and what it opens.
  std::unique_ptr<net::WebSocketConnector> web_socket_connector();

  /// The same for a server of WebSockets. Lives as long as the simulator.
  SocketAccess& sockets();

  Instant now() const;                        ///< The simulated instant.
  void set_clock(Instant now, double speed);  ///< As `POST /_sim/clock` does.
  Result<void> set_faults(const std::string& script);

  /// JSON: what a perfect extractor would hold and a perfect board would show at `instant`
  /// (`/_sim/truth?at=`).
  std::string truth(Instant instant) const;

  /// The same for each record of the platform's history, by (start, id): all of the made world that start
  /// before the instant it has been made up to, which is a midnight (UTC) after `now`. Of recorded
  /// conversations there are none. Copies: some ten milliseconds for 12,000.
  std::vector<RecordTruth> records() const;

  /// What `connectUri` of a channel begins with for those who come over HTTP: `wss://127.0.0.1:8780`, or
  /// `wss://` alone for the host that a request names. Those in process have an address that leads to
  /// `web_socket_connector` alone.
  void set_socket_base(std::string base);

  /// What a perfect live board shows at `instant`, from what really happens (see `floor_at`). The world is
  /// made up to it. Of recorded conversations there is none.
  std::vector<FloorTruth> floor(Instant instant) const;

  /// Makes the world up to `instant` and the midnight after it, within what its clock can show. Time does
  /// not pass by it; where it is there already it costs nothing.
  void extend_to(Instant instant);

  /// Every request so far, oldest first; the oldest are dropped beyond one million.
  std::vector<RequestLogEntry> requests() const;

 private:
  class Impl;
  explicit Simulator(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::sim
