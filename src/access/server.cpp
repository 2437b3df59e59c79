#include "access/server.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <system_error>
#include <utility>

#include "access/answer_query.hpp"
#include "access/direct_tables.hpp"
#include "access/owner.hpp"
#include "access/readers.hpp"
#include "access/wire.hpp"
#include "warehouse/schema/sql_literal.hpp"

namespace nowthen::access {
namespace {

constexpr std::size_t most_question_bytes = std::size_t{8} << 20U;  // a megabyte of SQL, each letter escaped

struct Entry {
  std::size_t most_bytes = 0;
  Handler handler;
  Awaited awaited = Awaited::no;
};

/// What is listened for, by its target. Thread-safe.
class Entries {
 public:
  void add(const std::string& target, Entry entry) {
    const std::lock_guard lock(mutex_);
    by_target_.insert_or_assign(target, std::make_shared<const Entry>(std::move(entry)));
  }

  std::shared_ptr<const Entry> find(std::string_view target) const {
    const std::lock_guard lock(mutex_);
    const auto at = by_target_.find(target);
    return at == by_target_.end() ? nullptr : at->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Entry>, std::less<>> by_target_;
};

class LocalVisit final : public Visit {
 public:
  LocalVisit(const net::Request& request, net::ReplyBody& reply, Readers::Seat& seat,
             const std::stop_token& stop)
      : request_(request), reply_(reply), seat_(seat), passed_on_(stop, [this] { end_.request_stop(); }) {}

  ~LocalVisit() override { seat_.leave(); }
  LocalVisit(const LocalVisit&) = delete;
  LocalVisit& operator=(const LocalVisit&) = delete;

  const std::string& body() const override { return request_.body; }
  Result<warehouse::Connection> snapshot(const std::string& zone) override {
    return seat_.take(zone, stop_, [this] {
      end_.request_stop();
      reply_.hurry();
    });
  }
  bool send_lines(std::string_view lines) override { return reply_.write(lines); }
  const std::stop_token& stop() const override { return stop_; }

 private:
  const net::Request& request_;
  net::ReplyBody& reply_;
  Readers::Seat& seat_;
  std::stop_source end_;  ///< The caller has gone, or has to.
  std::stop_token stop_ = end_.get_token();
  std::stop_callback<std::function<void()>> passed_on_;
};

/// The requests of one caller. After one that failed its transaction may be void, so it is the last.
class Session final : public net::LocalSession {
 public:
  Session(const Entries& entries, Readers& readers) : entries_(entries), seat_(readers) {}

  std::optional<std::size_t> body_limit(std::string_view method, std::string_view target) override {
    const auto entry = method == "POST" ? entries_.find(target) : nullptr;
    return entry ? std::optional(entry->most_bytes) : std::nullopt;
  }

  bool is_awaited(std::string_view target) override {
    const auto entry = entries_.find(target);
    return entry && entry->awaited == Awaited::yes;
  }

  bool answer(const net::Request& request, net::ReplyBody& body, const std::stop_token& stop) override {
    const auto entry = entries_.find(request.target);
    LocalVisit visit(request, body, seat_, stop);
    auto done = entry->handler(visit);
    if (const auto sent_away = seat_.leave(); sent_away && !done) done = *sent_away;
    body.write(line_of(done ? boost::json::object{{"end", *done}} : error_json(done.error())));
    return done.has_value();
  }

 private:
  const Entries& entries_;
  Readers::Seat seat_;
};

/// Empty, and for its owner only.
Result<void> make_workshop(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
  if (::mkdir(path.c_str(), S_IRWXU) == 0) return {};
  return Error{.kind = ErrorKind::local,
               .message = fmt::format("cannot make {}: {}", path, std::generic_category().message(errno))};
}

/// For all connections of this database, for good. Its own files stay allowed.
Result<void> confine(const Readers& readers, const std::string& workshop) {
  auto connection = readers.connect();
  if (!connection) return connection.error();
  const auto confined =
      connection->execute(fmt::format("SET allowed_directories = [{}]; SET enable_external_access = false",
                                      warehouse::sql_literal(workshop)));
  if (!confined) return confined.error();
  return {};
}

}  // namespace

bool Visit::send(const boost::json::value& value) { return send_lines(line_of(value)); }

struct Server::State {
  State(ServerOptions given, Readers::Connect connect)
      : options(std::move(given)), workshop(options.folder + "/answers"), readers(std::move(connect)) {}

  ~State() {
    local.reset();
    std::error_code ignored;
    std::filesystem::remove_all(workshop, ignored);
  }

  ServerOptions options;
  std::string workshop;
  Readers readers;
  Entries entries;
  std::unique_ptr<net::LocalServer> local;  // the first to go: it refers to all above
};

Result<std::unique_ptr<Server>> Server::prepare(ServerOptions options, Connect connect) {
  auto state = std::make_unique<State>(std::move(options), std::move(connect));
  if (auto made = make_workshop(state->workshop); !made) return made.error();
  if (auto confined = confine(state->readers, state->workshop); !confined) return confined.error();
  state->entries.add("/query", {.most_bytes = most_question_bytes,
                                .handler = [on_damage = state->options.on_damage](Visit& visit) {
                                  return answer_query(visit, on_damage);
                                }});
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

Result<void> Server::listen(const std::stop_token& stop) {
  net::LocalServerOptions local = state_->options.local;
  local.path = socket_in(state_->options.folder);
  auto started = net::LocalServer::start(
      std::move(local), [of = state_.get()] { return std::make_unique<Session>(of->entries, of->readers); },
      stop);
  if (!started) return started.error();
  state_->local = *std::move(started);
  return {};
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

void Server::handle(const std::string& target, std::size_t most_bytes, Handler handler, Awaited awaited) {
  state_->entries.add(target, {.most_bytes = most_bytes, .handler = std::move(handler), .awaited = awaited});
}

void Server::send_readers_away(const Error& why) { state_->readers.send_away(why); }

bool Server::send_readers_away_if_idle(const Error& why) { return state_->readers.send_away_if_idle(why); }

Result<void> Server::admit_readers() {
  if (auto confined = confine(state_->readers, state_->workshop); !confined) return confined;
  state_->readers.admit();
  return {};
}

void Server::refuse_readers(const Error& why) { state_->readers.refuse(why); }

const std::string& Server::workshop() const noexcept { return state_->workshop; }

}  // namespace nowthen::access
