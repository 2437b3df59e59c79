#include "simulator/service/service.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "simulator/api/history.hpp"
#include "simulator/http/gzip.hpp"
#include "simulator/http/json_text.hpp"
#include "simulator/platform/problems.hpp"
#include "simulator/service/refusal_words.hpp"
#include "simulator/service/truth.hpp"
#include "simulator/world/uuid.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_request_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_platform_request_bytes = 512'000;
constexpr std::size_t gzip_pays_from = 1400;  // Less fits one packet anyway.
constexpr std::uint64_t context_kind = 0xC0117E97;

bool accepts_gzip(const net::Request& request) {
  const auto accepted = request.headers.get("accept-encoding");
  return accepted && accepted->find("gzip") != std::string_view::npos;
}

void add_retry_after(net::Headers& headers, const RetryAfter& wait, Instant now) {
  switch (wait.form) {
    case RetryAfter::Form::none: return;
    case RetryAfter::Form::seconds: headers.set("Retry-After", fmt::format("{}", wait.seconds)); return;
    case RetryAfter::Form::date:
      headers.set("Retry-After", http_date(now + std::chrono::seconds(wait.seconds)));
      return;
    case RetryAfter::Form::rubbish: headers.set("Retry-After", "soon, please"); return;
  }
}

std::chrono::nanoseconds wall_at_tick_zero(const Clock& clock) {
  return std::chrono::nanoseconds(clock.now().time_since_epoch()) - clock.ticks();
}

}  // namespace

std::int64_t whole_seconds(Clock::Ticks ticks) {
  return std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(ticks).count());
}

bool is_json(const net::Request& request) {
  const auto type = request.headers.get("content-type");
  return type && net::equals_ignoring_case(type->substr(0, type->find_first_of("; ")), "application/json");
}

void add_limit_headers(net::Headers& headers, const Verdict& verdict) {
  headers.add("inin-ratelimit-count", fmt::format("{}", verdict.used));
  headers.add("inin-ratelimit-allowed", fmt::format("{}", verdict.limit));
  headers.add("inin-ratelimit-reset", fmt::format("{}", whole_seconds(verdict.reset)));
}

Service::Service(ServiceParts parts, const Options& options, Clock& clock)
    : clock_(clock),
      seed_(options.seed),
      gzip_(options.gzip),
      client_{.id = options.client_id, .secret = options.client_secret, .scopes = options.scopes},
      token_lifetime_(options.token_lifetime),
      platform_token_lifetime_(options.platform_token_lifetime),
      contract_(options.contract),
      login_path_(options.login_path),
      platform_settings_{.semantics = options.interval_semantics,
                         .jobs = options.jobs,
                         .permissions = options.permissions,
                         .retention = options.retention},
      epoch_(wall_at_tick_zero(clock)),
      // Aligned to the caller's wall clock as it was at the start: a jump of that clock is no affair of the
      // server's.
      alignment_(epoch_),
      source_(std::move(parts.source)),
      platform_(std::move(parts.platform)),
      simulated_(parts.bounds, clock.ticks()),
      feed_(*platform_, [this](Instant instant) { extend_to(instant); },
            {.seed = options.seed, .job_lag = options.jobs.lag.value_or(platform_->usual_job_lag())}),
      hub_(platform_state_.channels, feed_, options.seed),
      tokens_(fmt::format("nowthen-sim-signing-key-{}", options.seed)),
      quotas_(std::move(parts.limits), aligned(clock.ticks())),
      faults_(std::move(parts.script)),
      script_set_at_(clock.ticks()) {
  simulated_.set(clock.ticks(), parts.now, options.speed);
  hub_.set_faults([this](const Frame& frame, const ChannelMoment& moment) {
    if (!faults_.knows_frames()) return FrameEffects{};
    return faults_.decide(
        FrameFacts{.topic = frame.topic, .now = moment.now, .elapsed = moment.ticks - script_set_at_});
  });
}

void Service::set_clock(Instant now, double speed) {
  simulated_.set(clock_.ticks(), now, speed);
  hub_.clock_set(this->now());
}

void Service::set_script(Script script) {
  faults_ = FaultEngine(std::move(script));
  script_set_at_ = clock_.ticks();
}

std::string Service::truth(Instant instant) {
  instant = std::clamp(instant, bounds().begin, bounds().end);
  extend_to(instant);
  std::string truth = truth_json(*source_, instant);
  truth.back() = ',';
  return truth + R"("records":)" + records_truth_json(*platform_, instant) + "}";
}

std::vector<RecordTruth> Service::records() const {
  const World* world = platform_->world();
  if (world == nullptr) return {};
  const auto conversations = world->starting_in({world->begin(), world->extended_to()});
  std::vector<RecordTruth> records;
  records.reserve(conversations.size());
  for (const ConversationTruth& conversation : conversations)
    records.push_back(record_truth_of(conversation));
  return records;
}

std::vector<FloorTruth> Service::floor(Instant instant) {
  instant = std::clamp(instant, bounds().begin, bounds().end);
  extend_to(instant);
  const World* world = platform_->world();
  return world == nullptr ? std::vector<FloorTruth>() : floor_at(*world, instant);
}

void Service::extend_to(Instant instant) {
  source_->extend_to(std::clamp(instant, bounds().begin, bounds().end));
}

std::string Service::next_context_id() { return to_text(derived_uuid(seed_ ^ context_kind, ++requests_)); }

std::string Service::socket_base(const Exchange& exchange) const {
  if (exchange.carrier == Carrier::in_process || socket_base_.empty())
    return std::string(in_process_socket_base);
  if (!socket_base_.ends_with('/')) return socket_base_;
  return socket_base_ + std::string(exchange.request.headers.get("host").value_or("localhost"));
}

std::int64_t Service::caller_epoch_seconds(Clock::Ticks ticks) const {
  return std::chrono::floor<std::chrono::seconds>(epoch_ + ticks).count();
}

Service::Exchange Service::begin(const net::Request& request, Carrier carrier, Target target) {
  const Clock::Ticks ticks = clock_.ticks();
  Exchange exchange{.request = request,
                    .carrier = carrier,
                    .target = below_login(std::move(target), login_path_),
                    .way = {},
                    .ticks = ticks,
                    .now = simulated_.at(ticks),
                    .context_id = next_context_id(),
                    .effects = {}};
  exchange.way = way_of(request, exchange.target, contract_, tokens_.find(bearer_token(request), ticks));
  if (!faults_.empty()) exchange.effects = decide(exchange);
  return exchange;
}

Effects Service::decide(const Exchange& exchange) {
  RequestFacts facts{.endpoint = exchange.endpoint(),
                     .method = exchange.request.method,
                     .path = exchange.target.path,
                     .now = exchange.now,
                     .elapsed = exchange.ticks - script_set_at_};
  if (is_platform(exchange.endpoint()))
    facts.page = platform_page(exchange.endpoint(), exchange.request, exchange.target, seed_);
  if (exchange.endpoint() == Endpoint::live) facts.page = live_page(exchange.target.query, seed_);
  if (exchange.endpoint() == Endpoint::history) {
    const auto query = parse_history_query(exchange.request.body, *source_);
    if (query) facts.page = query->page_number;
  }
  Effects effects = faults_.decide(facts);
  if (effects.expire_tokens) tokens_.revoke_all();
  if (effects.new_limit) quotas_.set_limit(quota_of(exchange.endpoint()), *effects.new_limit);
  if (effects.others_per_minute)
    quotas_.add_others(quota_of(exchange.endpoint()), *effects.others_per_minute, aligned(exchange.ticks));
  return effects;
}

net::ServerReply Service::handle(const net::Request& request, Carrier carrier) {
  auto target = parse_target(request.target);
  if (target && (target->path == "/_sim" || target->path.starts_with("/_sim/")))
    return {.reply = answer_control(*this, request, *target)};
  Exchange exchange = begin(request, carrier, target ? std::move(*target) : Target{});
  net::Reply reply =
      !target ? problem_reply(bad_request("", "The request target cannot be decoded."), exchange.context_id)
      : exchange.effects.replacement ? replaced(exchange, *exchange.effects.replacement)
                                     : answer(exchange);
  return finish(std::move(exchange), std::move(reply));
}

std::optional<net::Reply> Service::refuse_form(const Exchange& exchange) const {
  const Route* route = exchange.way.route;
  const bool of_platform =
      route != nullptr ? is_platform(route->endpoint)
                       : contract_ != Contract::tutorial && exchange.target.path.starts_with("/api/v2/");
  const auto problem = of_platform ? platform_problem_for : problem_for;
  if (route == nullptr) return problem_reply(problem(404), exchange.context_id);
  if (!takes(*route, exchange.request.method)) {
    net::Reply reply = problem_reply(problem(405), exchange.context_id);
    reply.headers.add("Allow", std::string(route->methods));
    return reply;
  }
  const std::size_t most = is_platform(route->endpoint) ? most_platform_request_bytes : most_request_bytes;
  if (exchange.request.body.size() > most) return problem_reply(problem_for(413), exchange.context_id);
  return std::nullopt;
}

net::Reply Service::answer(Exchange& exchange) {
  if (auto refused = refuse_form(exchange)) return std::move(*refused);
  if (exchange.endpoint() == Endpoint::token || exchange.endpoint() == Endpoint::introspect)
    return answer_oauth(exchange);
  if (is_platform(exchange.endpoint())) return answer_platform(exchange);
  if (auto problem = refuse_caller(exchange)) {
    net::Reply reply = problem_reply(*problem, exchange.context_id);
    for (const auto& [name, value] : exchange.limit_headers) reply.headers.add(name, value);
    return reply;
  }
  auto body = answer_listing(exchange);
  net::Reply reply = body ? json_reply(std::move(*body)) : problem_reply(body.error(), exchange.context_id);
  for (const auto& [name, value] : exchange.limit_headers) reply.headers.add(name, value);
  return reply;
}

net::Reply Service::answer_oauth(Exchange& exchange) {
  if (auto problem = refuse_pace(exchange, client_.id)) {
    net::Reply reply = problem_reply(*problem, exchange.context_id);
    for (const auto& [name, value] : exchange.limit_headers) reply.headers.add(name, value);
    return reply;
  }
  if (exchange.endpoint() == Endpoint::introspect)
    return answer_introspection(exchange.request, client_, tokens_, exchange.ticks);
  return answer_token(
      exchange.request, client_, tokens_,
      {.epoch_seconds = caller_epoch_seconds(exchange.ticks),
       .ticks = exchange.ticks,
       .lifetime = exchange.effects.token_lifetime.value_or(token_lifetime_),
       .platform_lifetime = exchange.effects.token_lifetime.value_or(platform_token_lifetime_),
       .contract = contract_});
}

std::optional<Problem> Service::refuse_caller(Exchange& exchange) {
  const std::string text = bearer_token(exchange.request);
  if (text.empty()) return authentication_required();
  const Token* token = tokens_.find(text, exchange.ticks);
  if (token == nullptr) return problem_for(401);
  exchange.client_id = token->client_id;
  if (auto problem = refuse_pace(exchange, quotas_.per_token() ? text : token->client_id)) return problem;
  std::vector<std::string_view> missing;
  for (const auto scope : scopes_of(exchange.endpoint()))
    if (std::find(token->scopes.begin(), token->scopes.end(), scope) == token->scopes.end())
      missing.push_back(scope);
  if (!missing.empty()) return missing_scopes(missing);
  return std::nullopt;
}

std::optional<Problem> Service::refuse_pace(Exchange& exchange, const std::string& caller) {
  const auto verdict = quotas_.take(exchange.endpoint(), caller, aligned(exchange.ticks));
  if (!verdict) return std::nullopt;
  if (quotas_.headers()) add_limit_headers(exchange.limit_headers, *verdict);
  if (verdict->allowed) return std::nullopt;
  const std::int64_t seconds = whole_seconds(verdict->retry_after);
  exchange.limit_headers.add("Retry-After", fmt::format("{}", seconds));
  Problem problem = problem_for(429);
  problem.message =
      fmt::format("Rate limit exceeded the maximum of {} requests for {}. Retry the request in [{}] seconds",
                  verdict->limit, name_of(exchange.endpoint()), seconds);
  return problem;
}

Checked<std::string> Service::answer_listing(Exchange& exchange) {
  source_->extend_to(exchange.now);
  const ListingContext context{.source = *source_,
                               .selections = selections_,
                               .now = exchange.now,
                               .salt = seed_,
                               .faults = exchange.effects.page};
  if (exchange.endpoint() == Endpoint::live) return answer_live(context, exchange.target.query);
  return answer_history_body(exchange, context);
}

Checked<std::string> Service::answer_history_body(Exchange& exchange, const ListingContext& context) {
  if (!is_json(exchange.request)) return problem_for(415);
  const auto query = parse_history_query(exchange.request.body, *source_);
  if (!query) return query.error();
  return answer_history(context, *query);
}

net::Reply Service::replaced(const Exchange& exchange, const Replacement& replacement) const {
  const Problem problem =
      worded_for(exchange.endpoint(), replacement, quotas_.limit_of(quota_of(exchange.endpoint())));
  net::Reply reply;
  if (!replacement.oauth_error.empty())
    reply = oauth_problem_reply(problem.status, replacement.oauth_error, problem.message);
  else if (replacement.html)
    reply = {
        .status = problem.status,
        .headers = {{"Content-Type", "text/html"}},
        .body = fmt::format("<html><head><title>{0}</title></head><body><h1>{0} {1}</h1></body></html>\n",
                            problem.status, problem.message)};
  else
    reply = problem_reply(problem, exchange.context_id);
  add_retry_after(reply.headers, replacement.retry_after, exchange.now);
  return reply;
}

net::ServerReply Service::finish(Exchange exchange, net::Reply reply) {
  reply.headers.set("Date", http_date(exchange.now));
  reply.headers.set("ININ-Correlation-Id", exchange.context_id);
  for (const auto& fault : exchange.effects.reply) fault(reply);
  const bool pays = gzip_ && reply.body.size() >= gzip_pays_from && !reply.headers.get("content-encoding");
  if (pays && exchange.carrier == Carrier::http && accepts_gzip(exchange.request)) {
    reply.body = gzip(reply.body);
    reply.headers.set("Content-Encoding", "gzip");
  }
  net::ServerReply out{.reply = std::move(reply)};
  for (const auto& fault : exchange.effects.delivery) fault(out.reply, out.delivery);
  log_.add({.at = exchange.now,
            .ticks = exchange.ticks,
            .method = exchange.request.method,
            .target = exchange.request.target,
            .status = out.reply.status,
            .fault = fmt::format("{}", fmt::join(exchange.effects.names, "+")),
            .client_id = std::move(exchange.client_id)},
           exchange.way.endpoint(), out.reply.body.size());
  return out;
}

}  // namespace nowthen::sim
