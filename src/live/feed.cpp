#include "live/feed.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "genesys/notifications/frame.hpp"
#include "genesys/platform/live_decoder.hpp"
#include "live/backoff.hpp"

namespace nowthen::live {
namespace {

using genesys::notifications::FrameKind;

/// Asking may fail for so many times its rhythm before what was not seen is a gap.
constexpr int tolerated_looks = 3;

bool ends_the_feed(const Error& error) {
  return error.kind == ErrorKind::cancelled || error.kind == ErrorKind::unauthenticated ||
         error.kind == ErrorKind::local || error.kind == ErrorKind::no_room;
}

}  // namespace

Feed::Feed(const Parts& parts, const FeedProfile& profile, const LiveMemory& memory)
    : parts_(parts),
      profile_(profile),
      gaps_(memory.last_gap, memory.unhealed),
      looks_(profile.looks),
      looker_(*parts.platform, tracks_, *parts.store),
      lines_({.platform = parts.platform,
              .sockets = parts.sockets,
              .clock = parts.clock,
              .random = parts.random,
              .gaps = &gaps_},
             profile),
      started_at_(parts.platform->server_time()),
      kept_until_(started_at_),
      list_queues_at_(parts.clock->ticks()),
      counted_gaps_(memory.last_gap),
      flush_at_(parts.clock->ticks()),
      remember_at_(parts.clock->ticks()) {
  for (const Gap& gap : memory.unhealed)
    if (gap.ended_at) looks_.add_gap(gap.began_at, *gap.ended_at);
  // What came last may not have been written down, and the server's dates have no fraction.
  if (memory.seen_until) gaps_.open(*memory.seen_until - std::chrono::seconds(2), GapCause::restart);
}

Result<void> Feed::run(Clock::Ticks until, const std::stop_token& stop) {
  auto done = steps(until, stop);
  const bool is_stopped = !done && done.error().kind == ErrorKind::cancelled && stop.stop_requested();
  if (!done && !is_stopped) {
    // Nobody listens or asks until this is called again.
    gaps_.open(certain_until_.value_or(parts_.platform->server_time()), GapCause::unanswered,
               done.error().message);
    lines_.close();
  }
  auto written = flush();
  if (!done && !is_stopped) return done;
  return written;
}

Result<void> Feed::steps(Clock::Ticks until, const std::stop_token& stop) {
  while (!stop.stop_requested() && parts_.clock->ticks() < until)
    if (auto done = step(until, stop); !done) return done;
  return {};
}

Result<void> Feed::step(Clock::Ticks until, const std::stop_token& stop) {
  const Clock::Ticks now = parts_.clock->ticks();
  note_lines();  // what was lost just now may be there again in a moment
  if (listens()) {
    if (now >= list_queues_at_)
      if (auto listed = list_queues(stop); !listed) return listed;
    if (now >= lines_.next_attempt())
      if (auto connected = lines_.connect(stop); !connected) return connected;
  }
  note_lines();
  if (auto looked = look(stop); !looked) return looked;
  if (parts_.clock->ticks() >= flush_at_)
    if (auto written = flush(); !written) return written;
  if (has_news_ && parts_.clock->ticks() >= show_at_) show();
  return receive(std::min(until, next_deadline()), stop);
}

Result<void> Feed::list_queues(const std::stop_token& stop) {
  list_queues_at_ = parts_.clock->ticks() + profile_.queues_every;
  auto listing = parts_.platform->entities(EntityKind::queues, stop);
  std::vector<std::string> ids;
  for (;;) {
    auto page = listing.next_page();
    if (!page && ends_the_feed(page.error())) return page.error();
    if (!page) {
      status_.trouble = page.error().message;
      lines_.note_trouble(page.error().message);
      list_queues_at_ = parts_.clock->ticks() + backoff(profile_, list_failures_++, *parts_.random);
      return {};
    }
    ++status_.requests;
    if (!*page) break;
    for (const Entity& queue : (*page)->entities) ids.push_back(queue.id);
  }
  list_failures_ = 0;
  std::sort(ids.begin(), ids.end());
  status_.queues = ids.size();
  lines_.want(ids);
  return {};
}

/// Notices when all events begin to come, and when they no longer do.
void Feed::note_lines() {
  const bool come = lines_.status().all_come;
  if (come == did_come_) return;
  did_come_ = come;
  const Instant now = parts_.platform->server_time();
  looks_.events_come(come, now);
  if (!come) {
    events_since_.reset();
    return;
  }
  events_since_ = now;
  if (const auto since = gaps_.unseen_since()) {
    looks_.add_gap(*since, now);
    gaps_.close(now);
  }
}

Result<void> Feed::look(const std::stop_token& stop) {
  const Instant now = parts_.platform->server_time();
  const auto due = looks_.due(now);
  if (!due) return {};
  // What happened a moment ago no record may show yet.
  const Interval told = events_since_ ? Interval{*events_since_, now - profile_.slack} : Interval{now, now};
  auto report = looker_.look(*due, told, profile_.slack, stop);
  if (report) {
    finish_look(*due, now, *report);
    return {};
  }
  if (ends_the_feed(report.error())) return report.error();
  if (!looker_.no_room().empty()) note_room(looker_.no_room(), asked_from(*due));
  fail_look(report.error(), now);
  return {};
}

/// From when on a look has something that nothing else was kept of.
Instant Feed::asked_from(const Look& look) const { return look.is_for_gap ? look.since : kept_until_; }

void Feed::finish_look(const Look& look, Instant now, const LookReport& report) {
  status_.missed += report.missed;
  const Interval looked_over{status_.looked_at.value_or(look.since) - profile_.slack, now};
  if (report.missed > 0 && !gaps_.covers(looked_over)) {
    gaps_.add(looked_over.begin, looked_over.end, GapCause::missed,
              fmt::format("{} conversations of which an event did not come", report.missed));
    looks_.add_gap(looked_over.begin, looked_over.end);
  }
  const auto unseen_since = gaps_.unseen_since();
  if (unseen_since && !lines_.status().all_come &&
      (!listens() || now - *unseen_since >= profile_.asking_takes_over)) {
    // Asking takes over: what is not pushed is seen in time by it from now on.
    looks_.add_gap(*unseen_since, now);
    gaps_.close(now);
  }
  if (!report.no_room.empty()) note_room(report.no_room, asked_from(look));
  looks_.done(look, now);
  if (look.is_for_gap) gaps_.spend(report.requests);
  // What was not kept is asked for anew when there is room: until then nothing is healed.
  if (!gaps_.unkept_since()) {
    if (report.is_whole)
      gaps_.heal(looks_.healed_until(now), now);
    else
      gaps_.leave_to_history();
  }
  look_failures_ = 0;
  ++status_.looks;
  status_.requests += report.requests;
  status_.looked_at = now;
  status_.trouble.clear();
  if (!lines_.status().all_come || !certain_until_) certain_until_ = now;
}

void Feed::fail_look(const Error& error, Instant now) {
  status_.trouble = error.message;
  looks_.failed(now, backoff(profile_, look_failures_++, *parts_.random));
  // Where events came, the last look may be long ago.
  const Instant seen = certain_until_.value_or(started_at_);
  if (!lines_.status().all_come && now - seen > tolerated_looks * profile_.looks.without_events)
    gaps_.open(seen, GapCause::unanswered, error.message);
}

Result<void> Feed::receive(Clock::Ticks until, const std::stop_token& stop) {
  if (lines_.status().connected == 0) {
    if (!parts_.clock->wait_until(until, stop))
      return Error{.kind = ErrorKind::cancelled, .message = "interrupted"};
    return {};
  }
  note_stall();
  auto message = lines_.receive(until, stop);
  received_at_ = parts_.clock->ticks();
  if (!message) return message.error();
  // Where nothing comes nothing more is under way; but whether a connection lives, only what comes can say.
  if (*message)
    take((*message)->line, std::move((*message)->text));
  else if (lines_.status().all_come)
    certain_until_ = std::max(certain_until_, lines_.heard_at());
  return {};
}

/// What waited while nobody received is told late: when it happened the records say.
void Feed::note_stall() {
  const Clock::Ticks now = parts_.clock->ticks();
  if (!received_at_ || now - *received_at_ < profile_.longest_stall || !certain_until_) return;
  const Instant here = parts_.platform->server_time();
  gaps_.add(*certain_until_, here, GapCause::silence, "the feed stood still, and received late");
  looks_.add_gap(*certain_until_, here);
}

/// Heartbeats are not kept: they say nothing but that the connection lives.
void Feed::take(std::size_t line, std::string text) {
  const Instant now = parts_.platform->server_time();
  ++status_.frames;
  const auto frame = genesys::notifications::read_frame(text);
  if (frame && (frame->kind == FrameKind::heartbeat || frame->kind == FrameKind::pong ||
                frame->kind == FrameKind::acknowledged))
    return;
  if (frame && frame->kind == FrameKind::closing) lines_.leave(line);
  if (!frame) ++status_.not_understood;
  if (frame && !genesys::notifications::queue_of_topic(frame->topic).empty()) {
    auto conversation = genesys::platform::decode_queue_conversation(frame->body);
    if (conversation && !conversation->id.empty()) {
      tracks_.apply(*conversation, now);
      has_news_ = true;
      ++status_.events;
    } else {
      ++status_.not_understood;
    }
  }
  frames_.push_back({.received_at = now, .bytes = std::move(text)});
}

/// Frames first: what was concluded from them comes after them.
Result<void> Feed::flush() {
  flush_at_ = parts_.clock->ticks() + profile_.flush_every;
  if (auto kept = keep_frames(); !kept) return kept;
  if (auto kept = conclude(); !kept) return kept;
  show();
  return {};
}

Result<void> Feed::keep_frames() {
  const bool is_room_doubtful = gaps_.unkept_since().has_value();
  if (is_room_doubtful && parts_.clock->ticks() < room_at_) {
    status_.not_kept += std::ssize(frames_);
    frames_.clear();
    return {};
  }
  const Instant now = parts_.platform->server_time();
  if (!frames_.empty() || is_room_doubtful) {
    const auto frames = std::exchange(frames_, {});
    auto kept = parts_.store->keep(frames);
    if (!kept) return kept.error();
    if (!kept->no_room.empty()) status_.not_kept += std::ssize(frames);
    note_room(kept->no_room, kept_until_);
  }
  if (!gaps_.unkept_since()) kept_until_ = now;
  return {};
}

/// What was not kept is seen all the same: it is a gap of what is kept, and asked for when there is room.
/// `from`: what was to be kept says something of what happened from then on.
void Feed::note_room(const std::string& no_room, Instant from) {
  status_.no_room = no_room;
  if (!no_room.empty()) {
    gaps_.open(std::min(from, kept_until_), GapCause::no_room, no_room);
    room_at_ = parts_.clock->ticks() + profile_.room_every;
    return;
  }
  const auto since = gaps_.unkept_since();
  if (!since) return;
  const Instant now = parts_.platform->server_time();
  looks_.add_gap(*since, now);
  gaps_.close_unkept(now);
}

/// Without room the gaps alone are written down: a few bytes, and those that come must be able to know. What
/// is known of conversations waits in memory.
Result<void> Feed::conclude() {
  const Clock::Ticks now = parts_.clock->ticks();
  const bool has_room = !gaps_.unkept_since();
  Concluded concluded{.seen_until = certain_until_.value_or(Instant{}), .gaps = gaps_.take_changed()};
  if (has_room) concluded.tracks = tracks_.take_changed();
  if (gaps_.is_open()) concluded.seen_until = std::min(concluded.seen_until, *gaps_.open_since());
  for (const Gap& gap : concluded.gaps) {
    if (gap.number > counted_gaps_) ++status_.gaps;
    counted_gaps_ = std::max(counted_gaps_, gap.number);
  }
  const bool is_due = has_room && now >= remember_at_;
  if (!concluded.tracks.empty() || !concluded.gaps.empty() || is_due) {
    remember_at_ = now + profile_.remember_every;
    if (auto kept = parts_.store->conclude(concluded); !kept) return kept;
  }
  tracks_.forget(parts_.platform->server_time() - profile_.forget_after,
                 has_room ? Tracks::Untaken::stay : Tracks::Untaken::go);
  return {};
}

/// Copying what is known takes its time where that is much: the feed is to listen meanwhile.
void Feed::show() {
  status_.has_gap = gaps_.is_open();
  status_.gap = gaps_.foremost();
  status_.seen_until = certain_until_.value_or(Instant{});
  if (const auto since = gaps_.unseen_since()) status_.seen_until = std::min(status_.seen_until, *since);
  status_.lines = lines_.status();
  status_.conversations = tracks_.size();
  has_news_ = false;
  const Clock::Ticks began = parts_.clock->ticks();
  if (on_state_) on_state_(status_, tracks_);
  const Clock::Ticks ended = parts_.clock->ticks();
  show_at_ = ended + std::max<Clock::Ticks>(profile_.show_every, 10 * (ended - began));
}

Clock::Ticks Feed::ticks_at(Instant instant) const {
  const auto left = instant - parts_.platform->server_time();
  // Far away is far enough: an instant may be further off than ticks can say.
  return parts_.clock->ticks() +
         std::clamp<Clock::Ticks>(std::min<std::chrono::milliseconds>(left, std::chrono::hours(24)),
                                  Clock::Ticks::zero(), std::chrono::hours(24));
}

Clock::Ticks Feed::next_deadline() const {
  Clock::Ticks next = std::min(flush_at_, ticks_at(looks_.next_at()));
  if (has_news_) next = std::min(next, show_at_);
  if (listens()) next = std::min({next, list_queues_at_, lines_.next_attempt()});
  return next;
}

}  // namespace nowthen::live
