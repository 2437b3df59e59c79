#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <nowthen/core/result.hpp>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

#include "warehouse/duckdb/connection.hpp"

namespace nowthen::access {

/// Those who read an owner's tables, so that all can be sent away for as long as the tables are closed.
/// Thread-safe.
class Readers {
 public:
  using Connect = std::function<warehouse::Outcome<warehouse::Connection>()>;

  /// @param connect  called while readers are admitted alone
  explicit Readers(Connect connect) : connect_(std::move(connect)) {}

  class Seat;

  /// Ends all answers with `why`, and waits until nobody has a connection. Who comes from now on waits.
  void send_away(const Error& why);
  /// The same where nobody has a connection; else nothing. Gives whether that was so.
  bool send_away_if_idle(const Error& why);
  /// Lets read again. Who had a connection before is told why it has none any more.
  void admit();
  /// Whoever waits, and whoever comes, is told that.
  void refuse(const Error& why);

  warehouse::Outcome<warehouse::Connection> connect() const { return connect_(); }

 private:
  Connect connect_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::set<Seat*> seats_;
  std::optional<Error> away_for_;  ///< Why nobody may read; nothing: everybody may.
  std::optional<Error> refused_;   ///< Why nobody ever will.
};

/// One of them: one connection, in one transaction that only reads, for all its questions. For one thread at
/// a time.
class Readers::Seat {
 public:
  explicit Seat(Readers& readers);
  ~Seat();
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  /// The connection, in use until `leave`. Waits while nobody may read. `on_sent_away` is called then, by
  /// another thread: it makes the answer end. Fails with `cancelled`, and with why this reader was sent away
  /// between two questions.
  Result<warehouse::Connection> take(const std::string& zone, const std::stop_token& stop,
                                     std::function<void()> on_sent_away);

  /// The answer is made. Gives why it was ended, if it was.
  std::optional<Error> leave();

 private:
  friend class Readers;
  Result<void> enter(const std::stop_token& stop, std::function<void()> on_sent_away);
  Result<warehouse::Connection> connection(const std::string& zone);
  void give_up(const Error& why);

  Readers& readers_;
  std::optional<warehouse::Connection> connection_;
  std::optional<std::string> zone_;
  bool is_begun_ = false;
  bool is_in_use_ = false;
  std::function<void()> on_sent_away_;
  std::optional<Error> sent_away_for_;
};

}  // namespace nowthen::access
