#pragma once
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

#include "access/direct_tables.hpp"
#include "net/local_server.hpp"
#include "warehouse/duckdb/connection.hpp"

namespace nowthen::access {

/// One request of another process while it is answered, on a thread of its own.
class Visit {
 public:
  virtual ~Visit() = default;

  virtual const std::string& body() const = 0;
  /// A connection that sees one state of the tables for as long as the caller's connection lasts, and changes
  /// nothing but temporary tables of its own. Its days are those of `zone`.
  virtual Result<warehouse::Connection> snapshot(const std::string& zone) = 0;
  /// Sends lines. Blocks while the caller is slow; false: it has gone.
  virtual bool send_lines(std::string_view lines) = 0;
  bool send(const boost::json::value& value);
  /// Requested when the caller has gone, when readers are sent away from `snapshot`, or when the server
  /// stops. What must not be given up halfway does not take
  /// it.
  virtual const std::stop_token& stop() const = 0;
};

/// Answers a request: lines, then what its last line says under `end`, or an error.
///
/// Called by several threads at once.
using Handler = std::function<Result<boost::json::object>(Visit&)>;

/// Whether the end of an answer goes to its caller even while the server ends.
enum class Awaited { no, yes };

struct ServerOptions {
  std::string folder;               ///< That of the data.
  net::LocalServerOptions local{};  ///< Its path is not looked at.
  OnDamage on_damage{};             ///< May be empty.
};

/// Lets others ask the tables of whoever owns a data folder, beside the owner's own work: over `access.sock`
/// in the folder, for the same user alone. See docs/reference/access.md.
///
/// From its start on, the database reads and writes no files but its own and those in `workshop`.
class Server {
 public:
  using Connect = std::function<warehouse::Outcome<warehouse::Connection>()>;

  /// Knows `/query` alone, and does not listen yet. `connect` gives connections to the owner's database; it
  /// is called by several threads at once, and must be good until the server is gone, but for the time
  /// between `send_readers_away` and `admit_readers`. Fails with `local`.
  static Result<std::unique_ptr<Server>> prepare(ServerOptions options, Connect connect);

  /// Listens before it returns; whoever comes finds all that was handled before. `stop` ends all answers at
  /// once. Fails with `local`.
  Result<void> listen(const std::stop_token& stop = {});

  /// Ends as `net::LocalServer` does: answers go on for a moment, then all threads have ended.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Takes requests to `target`, such as `/import`, with bodies of at most `most_bytes`. Thread-safe.
  void handle(const std::string& target, std::size_t most_bytes, Handler handler,
              Awaited awaited = Awaited::no);

  /// Ends the answers of all who read, with that error, and waits until nobody has a connection to the
  /// database, which can be closed then. Who asks meanwhile waits. Thread-safe.
  void send_readers_away(const Error& why);
  /// The same where nobody reads, or is between two questions; else nothing. Gives whether that was so.
  bool send_readers_away_if_idle(const Error& why);
  /// The database, perhaps another one, is open again. Fails with `local`; then readers go on waiting.
  Result<void> admit_readers();
  /// It could not be opened: whoever waits, and whoever comes, is told that.
  void refuse_readers(const Error& why);

  /// A folder for files that answers are made of, emptied at the start.
  const std::string& workshop() const noexcept;

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace nowthen::access
