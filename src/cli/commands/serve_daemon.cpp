#include "cli/commands/serve_daemon.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <ostream>

#include "cli/commands/meet_server.hpp"
#include "cli/commands/serve_notices.hpp"
#include "cli/commands/serve_web.hpp"
#include "cli/commands/sim_address.hpp"
#include "cli/data_access.hpp"
#include "cli/outbox_slot.hpp"
#include "cli/privacy_policy.hpp"
#include "cli/report_error.hpp"
#include "extract/live_data_store.hpp"
#include "extract/privacy/live_gate.hpp"
#include "serve/feed_loop.hpp"
#include "serve/routes.hpp"
#include "serve/side_by_side.hpp"
#include "serve/sync_loop.hpp"

namespace nowthen::cli {
namespace {

/// Of the limit, for the feed: a back-fill of weeks must not make the board old.
constexpr double share_of_the_feed = 0.2;

live::FeedProfile feed_profile(const ServeGiven& given) {
  live::FeedProfile profile;
  profile.use_notifications = !given.no_notifications;
  if (given.every) profile.looks.without_events = std::chrono::seconds(*given.every);
  return profile;
}

extract::PlanProfile plan_profile() {
  extract::PlanProfile profile;
  profile.job_wait = std::chrono::seconds(3);
  profile.run_interval = std::chrono::minutes(1);
  return profile;
}

/// Half of the descriptors that there may be: the rest is for the data and for what asks the platform.
std::size_t connections_allowed() {
  constexpr std::size_t enough = 4096;
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return enough / 16;
  const struct rlimit raised { .rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max };
  if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  return std::min<std::size_t>(enough, limit.rlim_cur / 2);
}

std::string counted(std::int64_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// All that runs while the daemon does.
class Daemon {
 public:
  Daemon(const ServeGiven& given, Client& client, OwnedData& data, Context& context)
      : given_(given),
        client_(client),
        platform_(client.platform().value()),
        background_(client.platform_in_background().value()),
        data_(data),
        context_(context),
        notices_(platform_.server_time()),
        live_store_(with_data(), [this] { return platform_.server_time(); }) {}

  ~Daemon() { context_.outbox->put({}); }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;
  Daemon(Daemon&&) = delete;
  Daemon& operator=(Daemon&&) = delete;

  Result<ExitCode> run() {
    PlanGiven plan = given_.plan;
    plan.first_there = [this](extract::UtcDay wanted) { return first_kept_day(wanted, client_, context_); };
    auto planner = plan_for(plan, plan_profile(), data_, context_);
    if (!planner) return planner.error();
    auto memory = live_store_.memory();
    if (!memory) return memory.error();
    if (auto made = make_web(); !made) return made.error();
    if (auto made = make_teller(); !made) return made.error();
    auto server = listen();
    if (!server) return server.error();
    run_ = {.command = "serve", .version = NOWTHEN_VERSION, .started_at = platform_.server_time()};
    auto kept = data_.keep_in_turn(run_);
    auto done = kept ? work(**planner, *memory) : kept;
    if (web_) web_->stop_answering();  // the connections that it knows are the server's
    server->reset();
    if (!kept) return kept.error();
    return finish(done);
  }

 private:
  extract::WithData with_data() {
    return [this](const std::function<Result<void>(extract::DataSet&)>& work) { return data_.in_turn(work); };
  }

  /// The feed's own memory has what came; who is told of it gets what the tables get.
  Result<void> guard_what_is_told() {
    auto folder = data_path(context_.settings);
    if (!folder) return folder.error();
    auto policy = policy_for(context_.settings.privacy, *folder);
    if (!policy) return policy.error();
    auto erased = extract::Suppression::open(*folder);
    if (!erased) return erased.error();
    live_gate_.obey(*std::move(policy));
    live_gate_.leave_out(*std::move(erased));
    return {};
  }

  Result<void> make_web() {
    if (given_.no_web) return {};
    auto folder = data_path(context_.settings);
    if (!folder) return folder.error();
    auto made = ServeWeb::make({.folder = *std::move(folder),
                                .token_file = given_.token_file,
                                .notices = &notices_,
                                .now = [this] { return platform_.server_time(); }},
                               context_);
    if (!made) return made.error();
    web_ = *std::move(made);
    return {};
  }

  Result<void> make_teller() {
    auto folder = data_path(context_.settings);
    if (!folder) return folder.error();
    auto wanted = ServeNotices::understood(context_.settings.notices);
    if (!wanted) return wanted.error();
    teller_ = std::make_unique<ServeNotices>(
        ServeNotices::Parts{.folder = *std::move(folder),
                            .notices = &notices_,
                            .gate = &live_gate_,
                            .now = [this] { return platform_.server_time(); },
                            .tell = [this](const std::string& line) { tell_line(line); }},
        context_);
    // Whoever erases from here on does so through it; who did before has left it in the list.
    context_.outbox->put([this] { return teller_->erase(); });
    if (auto guarded = guard_what_is_told(); !guarded) return guarded;
    return teller_->obey(*std::move(wanted));
  }

  void tell_line(const std::string& line) {
    if (context_.settings.quiet) return;
    const std::scoped_lock lock(telling_);
    context_.err << neutralised(line) << '\n' << std::flush;
  }

  Result<std::unique_ptr<net::Server>> listen() {
    auto address = parse_listen(given_.listen.empty() ? usual_serve_address : given_.listen);
    if (!address) return address.error();
    serve::RouteSources sources{.state = [this] { return notices_.read(); },
                                .now = [this] { return platform_.server_time(); },
                                .hosts = given_.hosts};
    sources.hosts.push_back(address->host);
    if (web_) sources.board = web_->sources();
    auto server = net::Server::start(
        {.host = address->host, .port = address->port, .max_connections = connections_allowed()},
        [sources = std::move(sources)](const net::Request& request) {
          return serve::answer(request, sources);
        });
    if (!server) return server.error();
    if (!context_.settings.quiet) tell_address(*address, (*server)->port());
    return server;
  }

  void tell_address(const ListenAddress& address, std::uint16_t port) const {
    const bool is_v6 = address.host.find(':') != std::string::npos;
    const std::string url =
        reachable_url(fmt::format("http://{}:{}", is_v6 ? "[" + address.host + "]" : address.host, port));
    if (web_) context_.err << fmt::format("the board: {}/\nits token: cat {}\n", url, web_->token_file());
    if (web_ && !address.is_loopback())
      context_.err
          << "note: others can reach it, and read the token on its way: put a proxy with TLS in front\n";
    context_.err << fmt::format("serving: {}/readyz and /metrics; Ctrl-C ends it\n", url) << std::flush;
  }

  Result<void> work(extract::Planner& planner, const live::LiveMemory& memory) {
    const auto sockets = given_.no_notifications ? nullptr : connect_sockets(context_);
    live::Feed feed({.platform = &platform_,
                     .sockets = sockets.get(),
                     .clock = &context_.clock,
                     .random = &context_.random,
                     .store = &live_store_},
                    feed_profile(given_), memory);
    const serve::SyncParts sync{.platform = &background_,
                                .planner = &planner,
                                .with_data = with_data(),
                                .clock = &context_.clock,
                                .run_id = run_.run_id};
    const serve::OnTrouble tell = [this](const Error& error) {
      const std::scoped_lock lock(telling_);
      report_error(context_.err, error);
    };
    return serve::side_by_side(
        {[&](const std::stop_token& stop) {
           return serve::run_feed(feed,
                                  {.board = &notices_,
                                   .admit = [this](const auto& legs) { return live_gate_.admit(legs); },
                                   .on_trouble = tell},
                                  context_.clock, stop);
         },
         [&](const std::stop_token& stop) { return serve::run_sync(sync, notices_, tell, stop); },
         [&](const std::stop_token& stop) { return reload_on_hangup(stop); },
         [&](const std::stop_token& stop) { return web_ ? web_->run(stop) : Result<void>(); },
         [&](const std::stop_token& stop) { return teller_->run(stop); }},
        context_.stop);
  }

  /// What is wrong with a new configuration is told, and the old one stays.
  Result<void> reload_on_hangup(const std::stop_token& stop) {
    while (context_.hangups != nullptr && context_.hangups->wait(stop)) {
      const auto done = reload();
      const std::scoped_lock lock(telling_);
      if (!done) {
        report_error(context_.err, done.error());
        context_.err << "note: the configuration stays as it was\n" << std::flush;
      } else if (!context_.settings.quiet) {
        context_.err
            << "note: the configuration was read again: what is done to persons' data, alerts and webhooks "
               "hold from now on, the rest from the next start\n"
            << std::flush;
      }
    }
    return {};
  }

  Result<void> reload() {
    auto settings = context_.settings_again();
    if (!settings) return settings.error();
    std::string folder;
    auto found = data_.in_turn([&](extract::DataSet& set) -> Result<void> {
      folder = set.folder().path();
      return {};
    });
    if (!found) return found;
    auto policy = policy_for(settings->privacy, folder);
    if (!policy) return policy.error();
    auto notices = ServeNotices::understood(settings->notices);
    if (!notices) return notices.error();
    live_gate_.obey(*policy);
    if (auto obeyed = data_.obey_in_turn(*std::move(policy)); !obeyed) return obeyed;
    return teller_->obey(*std::move(notices));
  }

  Result<ExitCode> finish(const Result<void>& done) {
    const serve::Snapshot last = notices_.read();
    run_.ended_at = platform_.server_time();
    run_.requests = last.sync.requests + last.feed.requests + last.feed.lines.requests;
    run_.readings = last.sync.records;
    run_.exit_code = static_cast<std::int64_t>(done ? ExitCode::ok : exit_code_of(done.error()));
    if (!done) run_.error = done.error().message;
    auto kept = data_.keep_in_turn(run_);
    if (!done) return done.error();
    if (!kept) return kept.error();
    if (!context_.settings.quiet)
      context_.err << fmt::format("served: {}, {}, {}, {} of the sync, {}\n",
                                  counted(last.feed.events, "event"), counted(last.feed.looks, "look"),
                                  counted(last.feed.gaps, "gap"), counted(last.sync.runs, "run"),
                                  counted(*run_.requests, "request"));
    return ExitCode::ok;
  }

  const ServeGiven& given_;
  Client& client_;
  Platform platform_;
  Platform background_;
  OwnedData& data_;
  Context& context_;
  serve::Noticeboard notices_;
  extract::LiveGate live_gate_;
  extract::LiveDataStore live_store_;
  extract::Run run_;
  std::mutex telling_;
  std::unique_ptr<ServeWeb> web_;  ///< Null: without the board.
  std::unique_ptr<ServeNotices> teller_;
};

/// What can be known to be wrong before anybody is asked.
Result<void> check(const ServeGiven& given, const Context& context) {
  if (!given.listen.empty())
    if (auto address = parse_listen(given.listen); !address) return address.error();
  if (auto checked = ServeNotices::check(context); !checked) return checked;
  return check_plan(given.plan, context);
}

/// A server that cannot be reached now may be later: a daemon waits for it.
Result<void> meet(Client& client, Context& context) {
  auto met = meet_server(client, context, nullptr);
  if (met || !is_retryable(met.error().kind)) return met;
  report_error(context.err, met.error());
  context.err << "note: it is tried again until it answers\n" << std::flush;
  return {};
}

}  // namespace

Result<ExitCode> serve_data(const ServeGiven& given, Context& context) {
  if (auto checked = check(given, context); !checked) return checked.error();
  auto client = connect(context, {}, share_of_the_feed);
  if (!client) return client.error();
  if (client->contract() != Contract::platform)
    return usage_error("serve speaks the platform's contract, and this host the tutorial's",
                       "use --contract platform; nowthen live --watch shows the tutorial's");
  if (auto met = meet(*client, context); !met) return met.error();
  context.outbox = std::make_shared<OutboxSlot>();
  auto reached = own_or_reach(context, "serve", {});
  if (!reached) return reached.error();
  if (std::holds_alternative<access::Caller>(*reached))
    return usage_error("another process owns the data",
                       "let it end first; meanwhile nowthen status and nowthen query show what is there");
  const auto data = std::get<std::unique_ptr<OwnedData>>(*std::move(reached));
  return Daemon(given, *client, *data, context).run();
}

}  // namespace nowthen::cli
