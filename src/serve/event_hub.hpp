#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "board/board.hpp"
#include "board/event_log.hpp"
#include "net/server_stream.hpp"

namespace nowthen::serve {

/// Tells everybody who listens what changes on the board. Thread-safe.
///
/// Whoever is slow costs no memory: each listener remembers where it is, and gets a whole board where it is
/// too far behind.
class EventHub : public std::enable_shared_from_this<EventHub> {
 public:
  /// @param epoch  another one for each start: ids of an earlier start are none of ours
  explicit EventHub(std::string epoch) : log_(std::move(epoch)) {}

  /// The board is like this now. Nothing but the time is another: a tick.
  void publish(const board::Board& board);
  /// All listeners are told that it stops, and end.
  void close();

  /// A listener who had all up to that event before. `may_go_on` is asked before each event: no, and the
  /// session is over.
  std::unique_ptr<net::ServerStream> listen(std::string_view last_event_id, std::function<void()> wake,
                                            std::function<bool()> may_go_on);

  std::size_t listeners() const;
  /// The latest board as JSON, made once however many ask; empty: there was none yet.
  std::string latest() const;

 private:
  class Listener;
  class Shown;
  void wake_all();

  std::mutex publishing_;  ///< One board after the other.
  mutable std::mutex mutex_;
  board::EventLog log_;
  std::shared_ptr<const Shown> latest_;  ///< Null: there was none yet.
  bool is_closed_ = false;
  std::set<Listener*> listeners_;
};

}  // namespace nowthen::serve
