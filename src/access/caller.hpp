#pragma once
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "access/owner.hpp"
#include "net/local_client.hpp"

namespace nowthen::access {

/// The lines of one answer of the owner, as they come.
///
/// Belongs to its `Caller`'s latest call. Destroyed before its end it drops the connection, which ends the
/// work in the owner. Blocks; not thread-safe.
class Reply {
 public:
  virtual ~Reply() = default;
  /// The next line as it is; valid until the next call. Fails with `transient` where the owner ended before
  /// its answer did, with `local` where it is silent, naming its state, with `malformed_reply` and
  /// `cancelled`.
  virtual Result<std::string_view> line() = 0;
  /// The next line of an answer of objects; nothing once its `end` has come. Fails with the `error` that a
  /// line tells, too.
  virtual Result<std::optional<boost::json::value>> next() = 0;
  /// Tells that `line` gave the last one, so that the connection serves the next call. `next` does so by
  /// itself.
  virtual void finish() = 0;
  /// What `end` says. Only once `next` has given it.
  virtual const boost::json::object& end() const = 0;
};

/// Asks the owner of a data folder over its socket. One connection, so that all answers are of one state of
/// the tables; after an answer that was not read to its end a new one. Not thread-safe.
class Caller {
 public:
  /// Fails with `not_found` where nobody listens (yet, or any more), otherwise as `Reply` does.
  static Result<Caller> reach(const std::string& folder, Owner owner, const net::LocalTimeouts& timeouts,
                              const std::stop_token& stop);

  ~Caller();
  Caller(Caller&&) noexcept;
  Caller& operator=(Caller&&) noexcept;

  /// Calls what listens at `target`, such as `/query`. The owner may be asked for another thing once this
  /// answer has been read to its end.
  Result<std::unique_ptr<Reply>> call(const std::string& target, std::string body, std::stop_token stop);

  /// From now on no new connection takes the place of the one that answered: a call that would need one fails
  /// with `transient`.
  void stay_in_one_state() noexcept;

  const Owner& owner() const noexcept;

  struct State;

 private:
  explicit Caller(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace nowthen::access
