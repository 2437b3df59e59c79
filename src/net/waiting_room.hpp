#pragma once
#include <cstddef>
#include <functional>
#include <list>
#include <utility>

namespace nowthen::net {

/// Who is connected, and who of them has the server wait for a request. On the server's thread only.
class WaitingRoom {
 public:
  using Evict = std::function<void()>;
  using Place = std::list<Evict>::iterator;

  std::size_t connected() const noexcept { return connected_; }
  void come() noexcept { ++connected_; }
  void go() noexcept { --connected_; }

  /// The place is behind all others; `evict` closes the connection.
  Place wait(Evict evict) { return waiting_.insert(waiting_.end(), std::move(evict)); }
  void leave(Place place) { waiting_.erase(place); }

  /// Closes the connection that has waited longest. It leaves its place itself, later. @return whether
  /// anybody waits
  bool make_room() {
    for (Evict& evict : waiting_) {
      if (!evict) continue;  // evicted already
      std::exchange(evict, {})();
      return true;
    }
    return false;
  }

 private:
  std::size_t connected_ = 0;
  std::list<Evict> waiting_;
};

}  // namespace nowthen::net
