#include "access/server.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "access/answer_query.hpp"
#include "access/direct_tables.hpp"
#include "access/owner.hpp"
#include "access/wire.hpp"

namespace nowthen::access {
namespace {

constexpr std::size_t most_question_bytes = std::size_t{8} << 20U;  // a megabyte of SQL, each letter escaped

struct Entry {
  std::size_t most_bytes = 0;
  Handler handler;
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

/// What one caller sees: a connection of its own, in one transaction that only reads.
class Snapshot {
 public:
  explicit Snapshot(const Server::Connect& connect) : connect_(connect) {}

  Result<warehouse::Connection> of(const std::string& zone) {
    if (!connection_) {
      auto connected = connect_();
      if (!connected) return connected.error();
      connection_.emplace(*std::move(connected));
    }
    if (zone != zone_) {
      if (auto zoned = set_time_zone(*connection_, zone); !zoned) return zoned.error();
      zone_ = zone;
    }
    if (!is_begun_)
      if (auto begun = connection_->execute("BEGIN TRANSACTION READ ONLY"); !begun) return begun.error();
    is_begun_ = true;
    return *connection_;
  }

 private:
  const Server::Connect& connect_;
  std::optional<warehouse::Connection> connection_;
  std::optional<std::string> zone_;
  bool is_begun_ = false;
};

class LocalVisit final : public Visit {
 public:
  LocalVisit(const net::Request& request, net::ReplyBody& reply, Snapshot& snapshot,
             const std::stop_token& stop)
      : request_(request), reply_(reply), snapshot_(snapshot), stop_(stop) {}

  const std::string& body() const override { return request_.body; }
  Result<warehouse::Connection> snapshot(const std::string& zone) override { return snapshot_.of(zone); }
  bool send_lines(std::string_view lines) override { return reply_.write(lines); }
  const std::stop_token& stop() const override { return stop_; }

 private:
  const net::Request& request_;
  net::ReplyBody& reply_;
  Snapshot& snapshot_;
  const std::stop_token& stop_;
};

/// The requests of one caller. After one that failed its transaction may be void, so it is the last.
class Session final : public net::LocalSession {
 public:
  Session(const Entries& entries, const Server::Connect& connect) : entries_(entries), snapshot_(connect) {}

  std::optional<std::size_t> body_limit(std::string_view method, std::string_view target) override {
    const auto entry = method == "POST" ? entries_.find(target) : nullptr;
    return entry ? std::optional(entry->most_bytes) : std::nullopt;
  }

  bool answer(const net::Request& request, net::ReplyBody& body, const std::stop_token& stop) override {
    const auto entry = entries_.find(request.target);
    LocalVisit visit(request, body, snapshot_, stop);
    const auto done = entry->handler(visit);
    body.write(line_of(done ? boost::json::object{{"end", *done}} : error_json(done.error())));
    return done.has_value();
  }

 private:
  const Entries& entries_;
  Snapshot snapshot_;
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
Result<void> confine(const Server::Connect& connect, const std::string& workshop) {
  auto connection = connect();
  if (!connection) return connection.error();
  std::string literal;
  for (const char letter : workshop) literal.append(letter == '\'' ? 2 : 1, letter);
  const auto confined = connection->execute(
      fmt::format("SET allowed_directories = ['{}']; SET enable_external_access = false", literal));
  if (!confined) return confined.error();
  return {};
}

}  // namespace

bool Visit::send(const boost::json::value& value) { return send_lines(line_of(value)); }

struct Server::State {
  Connect connect;
  std::string workshop;
  Entries entries;
  std::unique_ptr<net::LocalServer> local;  // the first to go: it refers to all above

  ~State() {
    local.reset();
    std::error_code ignored;
    std::filesystem::remove_all(workshop, ignored);
  }
};

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Connect connect,
                                              const std::stop_token& stop) {
  auto state = std::make_unique<State>();
  state->connect = std::move(connect);
  state->workshop = options.folder + "/answers";
  if (auto made = make_workshop(state->workshop); !made) return made.error();
  if (auto confined = confine(state->connect, state->workshop); !confined) return confined.error();
  state->entries.add("/query", {.most_bytes = most_question_bytes, .handler = answer_query});
  net::LocalServerOptions local = options.local;
  local.path = socket_in(options.folder);
  auto started = net::LocalServer::start(
      std::move(local), [of = state.get()] { return std::make_unique<Session>(of->entries, of->connect); },
      stop);
  if (!started) return started.error();
  state->local = *std::move(started);
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

void Server::handle(const std::string& target, std::size_t most_bytes, Handler handler) {
  state_->entries.add(target, {.most_bytes = most_bytes, .handler = std::move(handler)});
}

const std::string& Server::workshop() const noexcept { return state_->workshop; }

}  // namespace nowthen::access
