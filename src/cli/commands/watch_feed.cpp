#include "cli/commands/watch_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <ostream>

#include "cli/commands/asof_report.hpp"
#include "cli/commands/other_screen.hpp"
#include "cli/commands/writer_options.hpp"
#include "cli/output/show_time.hpp"
#include "cli/output/terminal_text.hpp"
#include "serve/live_board.hpp"
#include "serve/side_by_side.hpp"

namespace nowthen::cli {
namespace {

constexpr std::size_t most_names = 2'000;  // twenty requests

/// A board that only looks keeps nothing.
class NothingKept final : public live::LiveStore {
 public:
  Result<live::Kept> keep(const std::vector<live::ReceivedFrame>&) override { return live::Kept{}; }
  Result<live::Kept> keep(const live::LookedUp&) override { return live::Kept{}; }
  Result<void> conclude(const live::Concluded&) override { return {}; }
};

/// What queues and users are called, read beside the feed. Thread-safe.
class ReadNames {
 public:
  /// Whatever cannot be listed stays an id.
  Result<void> read(const Platform& platform, const std::stop_token& stop) {
    for (const EntityKind kind : {EntityKind::queues, EntityKind::users}) {
      auto listing = platform.entities(kind, stop);
      for (std::size_t count = 0; count < most_names;) {
        auto page = listing.next_page();
        if (!page || !*page) break;
        count += (*page)->entities.size();
        const std::scoped_lock lock(mutex_);
        board::Names& names = kind == EntityKind::queues ? names_.queues : names_.users;
        for (const Entity& each : (*page)->entities) names[each.id] = each.name;
      }
    }
    return {};
  }
  board::BoardNames names() const {
    const std::scoped_lock lock(mutex_);
    return names_;
  }

 private:
  mutable std::mutex mutex_;
  board::BoardNames names_;
};

std::string age_text(std::chrono::milliseconds age) {
  return age < std::chrono::seconds(2) ? "just now" : clock_text(age) + " ago";
}

/// How what is shown is known.
std::string source_text(const board::FeedLine& feed, Instant now, const Palette& palette) {
  const std::string seen = feed.source == "starting" ? "" : ", seen " + age_text(now - feed.seen_until);
  std::string text = feed.source == "pushed"     ? "pushed" + seen
                     : feed.source == "asking"   ? "asked for" + seen + ": " + printable(feed.why)
                     : feed.source == "starting" ? "looking for the first time"
                                                 : "nobody answers" + seen + ": " + printable(feed.trouble);
  text = palette.paint(feed.source == "silent" ? Style::red : Style::dim, text);
  if (feed.gap && !feed.gap->ended_at)
    text += "\n" +
            palette.paint(Style::red, "something may be missing since " + age_text(now - feed.gap->began_at) +
                                          " (" + printable(feed.gap->cause) + ")");
  return text;
}

bool is_among(const std::vector<std::string>& list, const std::string& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

class FeedWatch {
 public:
  FeedWatch(Context& context, const Client& client, const FeedFilter& filter, const WatchOptions& options)
      : context_(context),
        platform_(client.platform().value()),
        filter_(filter),
        options_(options),
        notices_(platform_.server_time()),
        screen_(context.out_is_terminal ? &context.out : nullptr) {}

  Result<ExitCode> run() {
    auto done =
        serve::side_by_side({[this](const std::stop_token& stop) { return feed(stop); },
                             [this](const std::stop_token& stop) { return names_.read(platform_, stop); },
                             [this](const std::stop_token& stop) { return show(stop); }},
                            context_.stop);
    if (!done) return done.error();
    return ExitCode::interrupted;
  }

 private:
  Result<void> feed(const std::stop_token& stop) {
    const auto sockets = connect_sockets(context_);
    NothingKept store;
    live::FeedProfile profile;
    profile.looks.without_events = options_.every;
    live::Feed feed({.platform = &platform_,
                     .sockets = sockets.get(),
                     .clock = &context_.clock,
                     .random = &context_.random,
                     .store = &store},
                    profile, {});
    feed.on_state([this](const live::FeedStatus& status, const live::Tracks& tracks) {
      notices_.feed_is(status, tracks.legs());
    });
    return feed.run(Clock::Ticks::max(), stop);
  }

  Result<void> show(const std::stop_token& stop) {
    const auto every = screen_.is_there() ? std::chrono::seconds(1) : options_.every;
    while (!stop.stop_requested() && context_.out) {
      if (screen_.is_there())
        screen_.show(cut_to_screen(text()));
      else if (notices_.read().has_feed_told)
        context_.out << text() << '\n' << std::flush;
      if (!context_.clock.wait_for(every, stop)) break;
    }
    if (!context_.out) return Error{.kind = ErrorKind::cancelled, .message = "the output is gone"};
    return {};
  }

  TerminalSize size_now() const {
    return context_.terminal_size ? context_.terminal_size()
                                  : TerminalSize{.columns = context_.terminal_width};
  }

  /// One line less than there are: the cursor must not scroll.
  std::string cut_to_screen(const std::string& text) const {
    const int lines = size_now().lines;
    std::size_t end = 0;
    for (int line = 0; line + 1 < lines && end < text.size(); ++line)
      end = std::min(text.find('\n', end), text.size() - 1) + 1;
    return lines > 1 ? text.substr(0, end) : text;
  }

  std::string text() const {
    const serve::Snapshot state = notices_.read();
    const Instant now = platform_.server_time();
    const board::BoardNames names = names_.names();
    const board::Board board = serve::live_board(state, {}, now);
    if (!state.has_feed_told || !state.feed.looked_at)
      return "live  " + source_text(*board.feed, now, Palette(context_.color_out())) + "\n";
    std::vector<floor::Leg> legs;
    if (state.legs)
      for (const floor::Leg& leg : *state.legs)
        if (is_among(filter_.queues, leg.queue_id.str()) && is_among(filter_.media, leg.media_type))
          legs.push_back(leg);
    asof::View view{.now = now, .floor = floor::floor_at(legs, now)};
    view.queue_names = names.queues;
    view.user_names = names.users;
    for (const auto& each : view.floor.conversations)
      view.sources[each.conversation_id.str()] = {.is_live = true, .as_of = board.feed->seen_until};
    Table::Options look = table_options(context_, context_.out_is_terminal);
    if (screen_.is_there()) look.available = static_cast<std::size_t>(size_now().columns) - 1;
    const std::string source = source_text(*board.feed, now, look.palette);
    return asof_text(view, {.show_instant = wall_clock(context_.settings.zone),
                            .zone_name = context_.settings.zone.name(),
                            .table = look,
                            .rows = options_.rows,
                            .source = source});
  }

  Context& context_;
  Platform platform_;
  const FeedFilter& filter_;
  const WatchOptions& options_;
  serve::Noticeboard notices_;
  ReadNames names_;
  OtherScreen screen_;
};

}  // namespace

Result<ExitCode> watch_feed(Context& context, const Client& client, const FeedFilter& filter,
                            const WatchOptions& options) {
  return FeedWatch(context, client, filter, options).run();
}

}  // namespace nowthen::cli
