#pragma once
#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/random.hpp>
#include <nowthen/genesys/client.hpp>
#include <nowthen/genesys/options.hpp>
#include <stop_token>

#include "cli/hangups.hpp"
#include "cli/log.hpp"
#include "cli/server_clock.hpp"
#include "cli/settings.hpp"
#include "cli/terminal_size.hpp"
#include "cli/time_expression.hpp"
#include "net/web_socket.hpp"

namespace nowthen::cli {

class OutboxSlot;

/// Everything a command may touch. The streams, clock and chance outlive the command.
///
/// Data goes to `out`, everything else to `err`. When `out` goes bad (a full disk, a reader that left), stop
/// and return any exit code: the frame knows why and says so.
struct Context {
  const Settings& settings;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int terminal_width = 80;  ///< Columns, of whichever of the two is a terminal; at least 20.
  /// The terminal's size as it is now. Empty: `terminal_width` holds, its height is not known.
  std::function<TerminalSize()> terminal_size{};
  Clock& clock;
  Random& random;
  std::stop_token stop;  ///< Requested by the first Ctrl-C.
  /// Ends the process so long after `stop` if it has not ended by then: see `SignalWatch::end_within`. Empty:
  /// it takes as long as it takes.
  std::function<void(std::chrono::milliseconds grace)> end_within{};
  Log* log = nullptr;  ///< Null: nothing is logged.
  /// `clock` itself, where it is to be put right by what the server says. Null: it is not.
  ServerClock* server_clock = nullptr;

  /// Reads a line that somebody types; see `answer_from_terminal`. Empty: there is nobody to ask.
  std::function<Result<std::string>(const std::stop_token&)> read_answer{};

  /// Makes the client; tests and simulations put their own in place. Commands call `connect` instead.
  std::function<Result<Client>(const ClientOptions&)> make_client;

  /// Makes what connects to notification channels. Empty: over the network.
  std::function<std::unique_ptr<net::WebSocketConnector>(const ClientOptions&, Clock&)> make_sockets{};

  /// Hang-ups, for a command that reads its configuration again. Null: none come.
  Hangups* hangups = nullptr;
  /// Reads the configuration as it was read at the start. Empty: it is not read again.
  std::function<Result<Settings>()> settings_again{};

  /// The outbox of webhooks, for a command that has it open while others may erase. Null: it has not.
  std::shared_ptr<OutboxSlot> outbox{};

  /// Whether text written to `out` may be coloured.
  bool color_out() const noexcept { return settings.color && out_is_terminal; }
  /// Whether text written to `err` may be coloured.
  bool color_err() const noexcept { return settings.color && err_is_terminal; }
  /// Whether progress may be drawn on `err`.
  bool shows_progress() const noexcept { return err_is_terminal && !settings.quiet; }
  /// What time expressions of the command line are read against.
  TimeFrame time_frame() const { return {clock.now(), settings.zone}; }
};

/// A client for the settings in use, its calls logged; `observer` is told about each call too, when given.
/// Fails with `invalid_request` naming the credentials or address that is missing, and what to do about it.
///
/// @param reserved_share  part of the rate limit that work in the background leaves alone
Result<Client> connect(const Context& context, CallObserver observer = {}, double reserved_share = 0);

/// What connects to notification channels with the settings in use.
std::unique_ptr<net::WebSocketConnector> connect_sockets(const Context& context);

}  // namespace nowthen::cli
