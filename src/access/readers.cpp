#include "access/readers.hpp"

#include <algorithm>
#include <utility>

#include "access/direct_tables.hpp"

namespace nowthen::access {

void Readers::send_away(const Error& why) {
  std::unique_lock lock(mutex_);
  away_for_ = why;
  for (Seat* const seat : seats_) seat->give_up(why);
  changed_.wait(lock, [this] {
    return std::none_of(seats_.begin(), seats_.end(), [](const Seat* seat) { return seat->is_in_use_; });
  });
}

bool Readers::send_away_if_idle(const Error& why) {
  const std::lock_guard lock(mutex_);
  const bool is_idle = std::none_of(seats_.begin(), seats_.end(),
                                    [](const Seat* seat) { return seat->is_in_use_ || seat->connection_; });
  if (is_idle) away_for_ = why;
  return is_idle;
}

void Readers::admit() {
  const std::lock_guard lock(mutex_);
  away_for_.reset();
  changed_.notify_all();
}

void Readers::refuse(const Error& why) {
  const std::lock_guard lock(mutex_);
  refused_ = why;
  changed_.notify_all();
}

Readers::Seat::Seat(Readers& readers) : readers_(readers) {
  const std::lock_guard lock(readers_.mutex_);
  readers_.seats_.insert(this);
}

Readers::Seat::~Seat() {
  const std::lock_guard lock(readers_.mutex_);
  connection_.reset();  // whoever counts the seats may close the tables
  readers_.seats_.erase(this);
  readers_.changed_.notify_all();
}

/// With the readers' mutex locked.
void Readers::Seat::give_up(const Error& why) {
  if (is_in_use_) {
    sent_away_for_ = why;
    on_sent_away_();
  } else if (connection_) {
    sent_away_for_ = why;
    connection_.reset();
  }
}

Result<void> Readers::Seat::enter(const std::stop_token& stop, std::function<void()> on_sent_away) {
  std::unique_lock lock(readers_.mutex_);
  if (is_in_use_) return {};
  if (!readers_.changed_.wait(lock, stop, [this] { return !readers_.away_for_ || readers_.refused_; }))
    return Error{.kind = ErrorKind::cancelled, .message = "the caller has gone"};
  if (readers_.refused_) return *readers_.refused_;
  if (sent_away_for_) return *sent_away_for_;
  is_in_use_ = true;
  on_sent_away_ = std::move(on_sent_away);
  return {};
}

Result<warehouse::Connection> Readers::Seat::take(const std::string& zone, const std::stop_token& stop,
                                                  std::function<void()> on_sent_away) {
  if (auto entered = enter(stop, std::move(on_sent_away)); !entered) return entered.error();
  return connection(zone);
}

Result<warehouse::Connection> Readers::Seat::connection(const std::string& zone) {
  if (!connection_) {
    auto connected = readers_.connect();
    if (!connected) return connected.error();
    connection_.emplace(*std::move(connected));
  }
  if (zone != zone_) {
    if (auto zoned = set_time_zone(*connection_, zone); !zoned) return zoned.error();
    zone_ = zone;
  }
  if (!is_begun_)
    if (auto begun = connection_->execute("BEGIN TRANSACTION READ ONLY"); !begun) return begun.error();
  is_begun_ = true;
  return *connection_;
}

std::optional<Error> Readers::Seat::leave() {
  const std::lock_guard lock(readers_.mutex_);
  if (!is_in_use_) return std::nullopt;
  is_in_use_ = false;
  on_sent_away_ = nullptr;
  if (sent_away_for_) connection_.reset();
  readers_.changed_.notify_all();
  return sent_away_for_;
}

}  // namespace nowthen::access
