#include "serve/snapshot.hpp"

namespace nowthen::serve {

void Noticeboard::feed_is(const live::FeedStatus& status, std::vector<floor::Leg> legs) {
  auto shared = std::make_shared<const std::vector<floor::Leg>>(std::move(legs));
  const std::scoped_lock lock(mutex_);
  state_.feed = status;
  state_.has_feed_told = true;
  state_.feed_trouble.clear();
  state_.legs = std::move(shared);
}

void Noticeboard::feed_fails(std::string why) {
  const std::scoped_lock lock(mutex_);
  state_.feed_trouble = std::move(why);
}

void Noticeboard::sync_is(const SyncState& sync) {
  const std::scoped_lock lock(mutex_);
  state_.sync = sync;
}

Snapshot Noticeboard::read() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

}  // namespace nowthen::serve
