#include "serve/feed_loop.hpp"

namespace nowthen::serve {
namespace {

constexpr std::chrono::minutes between_tries{1};

}  // namespace

Result<void> run_feed(live::Feed& feed, Noticeboard& board, Clock& clock, const OnTrouble& on_trouble,
                      const std::stop_token& stop) {
  feed.on_state([&board](const live::FeedStatus& status, const live::Tracks& tracks) {
    board.feed_is(status, tracks.legs(), tracks.over());
  });
  bool is_refused = false;
  while (!stop.stop_requested()) {
    auto done = feed.run(Clock::Ticks::max(), stop);
    if (done) break;
    if (done.error().kind != ErrorKind::unauthenticated) return done;
    board.feed_fails(done.error().message);
    if (!is_refused) on_trouble(done.error());
    is_refused = true;
    clock.wait_for(between_tries, stop);
  }
  return {};
}

}  // namespace nowthen::serve
