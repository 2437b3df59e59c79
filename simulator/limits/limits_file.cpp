#include "simulator/limits/limits_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "simulator/http/json_object.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

constexpr int most_requests = 1'000'000;
constexpr double most_seconds = 10'000'000;

Clock::Ticks ticks_of(double seconds) {
  return std::chrono::duration_cast<Clock::Ticks>(std::chrono::duration<double>(seconds));
}

std::optional<LimiterModel> read_model(ObjectReader& reader) {
  const auto name = reader.text("model");
  if (!name) return std::nullopt;
  const auto model = limiter_model(*name);
  if (!model)
    reader.refuse("model",
                  "must be fixed_window, first_request_window, sliding_log, large_bucket or small_bucket");
  return model;
}

Endpoint read_endpoint(ObjectReader& reader) {
  const auto name = reader.text("endpoint");
  const auto endpoint = endpoint_named(name.value_or(""));
  if (!endpoint) reader.refuse("endpoint", "must be token, introspect, live, history or platform");
  return endpoint ? quota_of(*endpoint) : Endpoint::unknown;
}

Result<Quota> read_quota(const json::value& value, std::string where, Quota quota) {
  ObjectReader reader(value, std::move(where));
  quota.model = read_model(reader).value_or(quota.model);
  quota.limit = static_cast<int>(reader.integer("limit", 1, most_requests).value_or(quota.limit));
  quota.burst = static_cast<int>(reader.integer("burst", 1, most_requests).value_or(0));
  if (const auto seconds = reader.number("window_seconds", 0.01, 86'400)) quota.window = ticks_of(*seconds);
  if (const auto done = reader.finish(); !done) return done.error();
  return quota;
}

Result<void> read_endpoints(const json::value* value, LimiterModel model, Limits& limits) {
  const Limits defaults = default_limits();
  if (value == nullptr) {
    limits.quotas = defaults.quotas;
    for (auto& quota : limits.quotas)
      if (quota) quota->model = model;
    return {};
  }
  if (!value->is_object())
    return Error{.kind = ErrorKind::invalid_request, .message = "limits: endpoints must be an object"};
  for (const auto& member : value->get_object()) {
    const auto endpoint = endpoint_named(member.key());
    const auto where = fmt::format("limits: endpoints.{}", std::string_view(member.key()));
    if (!endpoint) return Error{.kind = ErrorKind::invalid_request, .message = where + " is not an endpoint"};
    if (*endpoint != quota_of(*endpoint))
      return Error{.kind = ErrorKind::invalid_request,
                   .message = where + " has no limit of its own",
                   .hint = "the platform's endpoints share one limit: name it platform"};
    const auto at = static_cast<std::size_t>(*endpoint);
    Quota start = defaults.quotas.at(at).value_or(Quota{});
    start.model = model;
    const auto quota = read_quota(member.value(), where, start);
    if (!quota) return quota.error();
    limits.quotas.at(at) = *quota;
  }
  return {};
}

Result<void> read_changes(const json::array* array, Limits& limits) {
  if (array == nullptr) return {};
  for (std::size_t at = 0; at < array->size(); ++at) {
    ObjectReader reader((*array)[at], fmt::format("limits: changes[{}]", at));
    LimitChange change;
    change.after = ticks_of(reader.number("after_seconds", 0, most_seconds).value_or(0));
    change.endpoint = read_endpoint(reader);
    change.limit = static_cast<int>(reader.integer("limit", 1, most_requests).value_or(0));
    if (change.limit == 0) reader.refuse("limit", "is missing");
    if (auto done = reader.finish(); !done) return done;
    limits.changes.push_back(change);
  }
  std::stable_sort(limits.changes.begin(), limits.changes.end(),
                   [](const auto& left, const auto& right) { return left.after < right.after; });
  return {};
}

Result<void> read_others(const json::array* array, Limits& limits) {
  if (array == nullptr) return {};
  for (std::size_t at = 0; at < array->size(); ++at) {
    ObjectReader reader((*array)[at], fmt::format("limits: others[{}]", at));
    OtherUsers others;
    others.endpoint = read_endpoint(reader);
    others.per_minute = reader.number("per_minute", 0.001, most_requests).value_or(0);
    if (others.per_minute == 0) reader.refuse("per_minute", "is missing");
    others.from = ticks_of(reader.number("from_seconds", 0, most_seconds).value_or(0));
    if (const auto until = reader.number("until_seconds", 0, most_seconds)) others.until = ticks_of(*until);
    if (auto done = reader.finish(); !done) return done;
    limits.others.push_back(others);
  }
  return {};
}

}  // namespace

Limits default_limits() {
  Limits limits;
  limits.quotas.at(static_cast<std::size_t>(Endpoint::live)) = Quota{.limit = 50};
  limits.quotas.at(static_cast<std::size_t>(Endpoint::history)) = Quota{.limit = 10};
  limits.quotas.at(static_cast<std::size_t>(Endpoint::platform)) = Quota{.limit = 300};
  return limits;
}

Result<Limits> parse_limits(std::string_view text) {
  if (text == "off") return Limits{};
  if (text.empty() || text == "default") return default_limits();
  const auto value = parse_json(text);
  if (!value) return Error{.kind = ErrorKind::invalid_request, .message = "limits: " + value.error().message};
  ObjectReader reader(*value, "limits");
  Limits limits;
  limits.headers = reader.boolean("headers").value_or(false);
  const auto per = reader.text("per").value_or("client");
  if (per != "client" && per != "token") reader.refuse("per", "must be client or token");
  limits.per_token = per == "token";
  const auto model = read_model(reader).value_or(LimiterModel::fixed_window);
  const json::value* endpoints = reader.any("endpoints");
  const json::array* changes = reader.array("changes", 1000);
  const json::array* others = reader.array("others", 100);
  if (const auto done = reader.finish(); !done) return done.error();
  if (const auto done = read_endpoints(endpoints, model, limits); !done) return done.error();
  if (const auto done = read_changes(changes, limits); !done) return done.error();
  if (const auto done = read_others(others, limits); !done) return done.error();
  return limits;
}

}  // namespace nowthen::sim
