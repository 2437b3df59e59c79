#include "simulator/simulator.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "simulator/listing/world_source.hpp"
#include "simulator/platform/world_records.hpp"
#include "simulator/records/record_files.hpp"
#include "simulator/records/recorded_records.hpp"
#include "simulator/records/records_source.hpp"
#include "simulator/service/in_process_socket.hpp"
#include "simulator/service/in_process_transport.hpp"
#include "simulator/service/service.hpp"

namespace nowthen::sim {
namespace {

constexpr int most_days = 3660;
constexpr int most_per_day = 1'000'000;
constexpr std::int64_t most_conversations = 20'000'000;
constexpr const char* records_hint =
    "name a folder of .json files, each a conversation, an array of them, or {\"conversations\": [...]}";
constexpr Interval all_times{std::chrono::sys_days(std::chrono::year(1970) / 1 / 1),
                             std::chrono::sys_days(std::chrono::year(2200) / 1 / 1)};

Error invalid(std::string message, std::string hint = {}) {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message), .hint = std::move(hint)};
}

Result<void> check_platform(const Options& options) {
  if (options.platform_token_lifetime.count() < 1 || options.platform_token_lifetime.count() > 1'000'000)
    return invalid("the lifetime of the platform's token must be 1 to 1000000 seconds");
  const auto& path = options.login_path;
  if (!path.empty() && (!path.starts_with('/') || path.ends_with('/') || path.starts_with("/_sim")))
    return invalid("the login path must begin with a slash and not end with one", "such as /login");
  if (options.jobs.largest_page < 1) return invalid("the largest page of a job's results must be 1 or more");
  for (const auto& permission : options.permissions)
    if (std::find(all_permissions.begin(), all_permissions.end(), permission) == all_permissions.end())
      return invalid(fmt::format("there is no permission '{}'", permission),
                     fmt::format("the permissions are {}", fmt::join(all_permissions, ", ")));
  return {};
}

Result<void> check(const Options& options) {
  if (options.days < 1 || options.days > most_days)
    return invalid(fmt::format("days must be 1 to {}", most_days));
  if (options.per_day < 1 || options.per_day > most_per_day)
    return invalid(fmt::format("per-day must be 1 to {}", most_per_day));
  if (std::int64_t{options.days} * options.per_day > most_conversations)
    return invalid(
        fmt::format("days times per-day must not exceed {}", most_conversations),
        fmt::format("with {} days, at most {} a day", options.days, most_conversations / options.days));
  if (auto flaw = flaw_of(options.world)) return invalid(std::move(*flaw));
  if (!std::isfinite(options.speed) || options.speed < 0 || options.speed > 1e9)
    return invalid("speed must be 0 to 1000000000");
  if (options.now && !all_times.contains(*options.now)) return invalid("now must lie between 1970 and 2200");
  if (options.token_lifetime.count() < 1 || options.token_lifetime.count() > 1'000'000)
    return invalid("the token lifetime must be 1 to 1000000 seconds");
  if (auto checked = check_platform(options); !checked) return checked;
  if (options.client_id.empty() || options.client_secret.empty())
    return invalid("client id and secret must not be empty",
                   "leave both out for the usual ones, or give each a text");
  return {};
}

/// So far ahead that nobody minds, but not so far that a fast clock fills the memory.
std::chrono::days days_ahead(const Options& options) {
  const std::int64_t affordable = most_conversations / options.per_day - options.days;
  return std::chrono::days(std::clamp<std::int64_t>(affordable, 1, most_days));
}

void make_world(const Options& options, Clock& clock, ServiceParts& parts) {
  parts.now = options.now.value_or(clock.now());
  const Instant begin = std::max(all_times.begin, parts.now - std::chrono::days(options.days));
  parts.bounds = {std::chrono::floor<std::chrono::days>(begin),
                  std::min(all_times.end, parts.now + days_ahead(options))};
  auto source = std::make_unique<WorldSource>(
      WorldOptions{.seed = options.seed,
                   .begin = begin,
                   .end = std::chrono::ceil<std::chrono::days>(parts.now + std::chrono::milliseconds(1)),
                   .per_day = options.per_day,
                   .shape = options.world});
  parts.platform = std::make_unique<WorldRecords>(source->world(), options.retention);
  parts.source = std::move(source);
}

Result<void> load_records(const Options& options, ServiceParts& parts) {
  auto records = read_records(options.records_dir);
  if (!records) {
    Error error = records.error();
    if (error.hint.empty()) error.hint = records_hint;
    return error;
  }
  if (records->empty())
    return invalid("records: there is no conversation in " + options.records_dir, records_hint);
  parts.platform = std::make_unique<RecordedRecords>(*records);
  auto source = std::make_unique<RecordsSource>(std::move(*records));
  parts.now = options.now.value_or(source->newest() + std::chrono::minutes(1));
  parts.bounds = all_times;
  parts.source = std::move(source);
  return {};
}

Result<ServiceParts> make_parts(const Options& options, Clock& clock) {
  ServiceParts parts;
  auto limits = parse_limits(options.limits);
  if (!limits) return limits.error();
  parts.limits = std::move(*limits);
  auto script = parse_script(options.faults);
  if (!script) return script.error();
  parts.script = std::move(*script);
  if (options.records_dir.empty()) {
    make_world(options, clock, parts);
  } else if (auto loaded = load_records(options, parts); !loaded) {
    return loaded.error();
  }
  return parts;
}

}  // namespace

class Simulator::Impl final : public SocketAccess {
 public:
  Impl(ServiceParts parts, const Options& options, Clock& clock)
      : clock_(clock), service_(std::move(parts), options, clock) {}

  template <class Work>
  auto serially(Work work) {
    const std::scoped_lock lock(mutex_);
    return work(service_);
  }

  Clock& clock() override { return clock_; }

  /// Does what may give sockets something to do earlier than they were told.
  template <class Work>
  auto serially_and_wake(Work work) {
    const std::scoped_lock lock(mutex_);
    const Waking waking{*this};
    return work(service_);
  }

  net::ServerReply handle(const net::Request& request, Service::Carrier carrier) {
    return serially_and_wake([&](Service& service) { return service.handle(request, carrier); });
  }

  std::optional<SocketId> open(std::string_view path) override {
    return serially_and_wake([&](Service& service) { return service.open_socket(path); });
  }
  SocketStep next(SocketId id, Wake wake) override {
    const std::scoped_lock lock(mutex_);
    SocketStep step = service_.next_step(id);
    wakes_.erase(id);
    if (step.kind == SocketStep::Kind::wait) wakes_.emplace(id, std::move(wake));
    return step;
  }
  void forget(SocketId id) override {
    const std::scoped_lock lock(mutex_);
    wakes_.erase(id);
  }
  void receive(SocketId id, std::string_view text) override {
    serially_and_wake([&](Service& service) { service.receive(id, text); });
  }
  void close(SocketId id) override {
    const std::scoped_lock lock(mutex_);
    wakes_.erase(id);
    service_.close_socket(id);
  }

 private:
  struct Waking {
    Impl& impl;
    ~Waking() {
      for (const auto& [id, wake] : impl.wakes_) wake();
    }
  };

  Clock& clock_;
  std::mutex mutex_;
  Service service_;
  std::map<SocketId, Wake> wakes_;  ///< Of the sockets that wait.
};

Simulator::Simulator(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Simulator::~Simulator() = default;

Result<std::unique_ptr<Simulator>> Simulator::create(const Options& options, Clock& clock) {
  if (auto checked = check(options); !checked) return checked.error();
  auto parts = make_parts(options, clock);
  if (!parts) return parts.error();
  return std::unique_ptr<Simulator>(new Simulator(std::make_unique<Impl>(std::move(*parts), options, clock)));
}

net::ServerReply Simulator::handle(const net::Request& request) {
  return impl_->handle(request, Service::Carrier::http);
}

std::unique_ptr<net::Transport> Simulator::transport() {
  Impl* impl = impl_.get();
  return std::make_unique<InProcessTransport>(
      [impl](const net::Request& request) { return impl->handle(request, Service::Carrier::in_process); },
      impl->clock());
}

std::unique_ptr<net::WebSocketConnector> Simulator::web_socket_connector() {
  return std::make_unique<InProcessConnector>(*impl_, impl_->clock());
}

SocketAccess& Simulator::sockets() { return *impl_; }

Instant Simulator::now() const {
  return impl_->serially([](Service& service) { return service.now(); });
}

void Simulator::set_clock(Instant now, double speed) {
  impl_->serially_and_wake([&](Service& service) { service.set_clock(now, speed); });
}

Result<void> Simulator::set_faults(const std::string& script) {
  auto parsed = parse_script(script);
  if (!parsed) return parsed.error();
  impl_->serially_and_wake([&](Service& service) { service.set_script(std::move(*parsed)); });
  return {};
}

std::string Simulator::truth(Instant instant) const {
  return impl_->serially([&](Service& service) { return service.truth(instant); });
}

std::vector<RecordTruth> Simulator::records() const {
  return impl_->serially([](Service& service) { return service.records(); });
}

void Simulator::set_socket_base(std::string base) {
  impl_->serially([&](Service& service) { service.set_socket_base(std::move(base)); });
}

std::vector<FloorTruth> Simulator::floor(Instant instant) const {
  return impl_->serially([&](Service& service) { return service.floor(instant); });
}

void Simulator::extend_to(Instant instant) {
  impl_->serially([&](Service& service) { service.extend_to(instant); });
}

std::vector<RequestLogEntry> Simulator::requests() const {
  return impl_->serially([](Service& service) {
    return std::vector<RequestLogEntry>(service.log().entries().begin(), service.log().entries().end());
  });
}

}  // namespace nowthen::sim
