#include "serve/snapshot.hpp"

namespace nowthen::serve {

void Noticeboard::feed_is(const live::FeedStatus& status, std::vector<floor::Leg> legs,
                          std::unordered_set<std::string> over) {
  auto shared = std::make_shared<const std::vector<floor::Leg>>(std::move(legs));
  auto shared_over = std::make_shared<const std::unordered_set<std::string>>(std::move(over));
  const std::scoped_lock lock(mutex_);
  state_.feed = status;
  state_.has_feed_told = true;
  state_.feed_trouble.clear();
  state_.legs = std::move(shared);
  state_.over = std::move(shared_over);
  note_change();
}

void Noticeboard::feed_fails(std::string why) {
  const std::scoped_lock lock(mutex_);
  state_.feed_trouble = std::move(why);
  note_change();
}

void Noticeboard::sync_is(const SyncState& sync) {
  const std::scoped_lock lock(mutex_);
  state_.sync = sync;
  note_change();
}

void Noticeboard::notices_are(NoticeState state) {
  const std::scoped_lock lock(mutex_);
  state_.notices = std::move(state);
}

Snapshot Noticeboard::read() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

void Noticeboard::note_change() {
  ++version_;
  changed_.notify_all();
}

std::uint64_t Noticeboard::version() const {
  const std::scoped_lock lock(mutex_);
  return version_;
}

bool Noticeboard::wait_for_newer(std::uint64_t seen, std::chrono::milliseconds most,
                                 const std::stop_token& stop) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, stop, most, [&] { return version_ != seen; });
}

}  // namespace nowthen::serve
