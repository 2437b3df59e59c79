#include "serve/feed_loop.hpp"

#include <utility>

#include "serve/feed_news.hpp"

namespace nowthen::serve {
namespace {

constexpr std::chrono::minutes between_tries{1};

}  // namespace

Result<void> run_feed(live::Feed& feed, const FeedListeners& listeners, Clock& clock,
                      const std::stop_token& stop) {
  FeedNews news;
  feed.on_state([&](const live::FeedStatus& status, const live::Tracks& tracks) {
    for (const Error& each : news.since_last(status)) listeners.on_trouble(each);
    auto legs = tracks.legs();
    if (listeners.admit) legs = listeners.admit(legs);
    listeners.board->feed_is(status, std::move(legs), tracks.over());
  });
  bool is_refused = false;
  while (!stop.stop_requested()) {
    auto done = feed.run(Clock::Ticks::max(), stop);
    if (done) break;
    if (done.error().kind != ErrorKind::unauthenticated) return done;
    listeners.board->feed_fails(done.error().message);
    if (!is_refused) listeners.on_trouble(done.error());
    is_refused = true;
    clock.wait_for(between_tries, stop);
  }
  return {};
}

}  // namespace nowthen::serve
