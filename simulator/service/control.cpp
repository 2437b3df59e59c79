#include <fmt/format.h>

#include <charconv>

#include "simulator/http/json_object.hpp"
#include "simulator/http/json_text.hpp"
#include "simulator/service/service.hpp"

namespace nowthen::sim {
namespace {

constexpr std::string_view context = "00000000-0000-4000-8000-000000000000";
constexpr double most_speed = 1e9;

net::Reply refused(std::string message) {
  return problem_reply(bad_request("", std::move(message)), context);
}

net::Reply clock_reply(const Service& service) {
  std::string body = R"({"now":)";
  append_json_instant(body, service.now());
  fmt::format_to(std::back_inserter(body), R"(,"speed":{},"earliest":)", service.speed());
  append_json_instant(body, service.bounds().begin);
  body += R"(,"latest":)";
  append_json_instant(body, service.bounds().end);
  body += '}';
  return json_reply(std::move(body));
}

net::Reply set_clock(Service& service, const net::Request& request) {
  const auto value = parse_json(request.body);
  if (!value) return refused("clock: " + value.error().message);
  ObjectReader reader(*value, "clock");
  Instant now = reader.instant("now").value_or(service.now());
  const double speed = reader.number("speed", 0, most_speed).value_or(service.speed());
  const double step = reader.number("step_seconds", -1e9, 1e9).value_or(0);
  now += std::chrono::milliseconds(static_cast<std::int64_t>(step * 1000));
  const Interval bounds = service.bounds();
  if (now < bounds.begin || now > bounds.end)
    reader.refuse("now", fmt::format("must lie between {} and {}", format_instant(bounds.begin),
                                     format_instant(bounds.end)));
  if (const auto done = reader.finish(); !done) return refused(done.error().message);
  service.set_clock(now, speed);
  return clock_reply(service);
}

net::Reply truth_reply(Service& service, const Target& target) {
  const auto at = field(target.query, "at");
  if (!at) return json_reply(service.truth(service.now()));
  const auto instant = parse_instant(*at);
  if (!instant) return refused("truth: at must be an instant such as 2026-11-20T09:00:00.000Z");
  return json_reply(service.truth(*instant));
}

net::Reply floor_reply(Service& service, const Target& target) {
  const auto at = field(target.query, "at");
  const auto instant = at ? parse_instant(*at) : Result<Instant>(service.now());
  if (!instant) return refused("floor: at must be an instant such as 2026-11-20T09:00:00.000Z");
  return json_reply(floor_json(service.floor(*instant), *instant));
}

std::size_t number_or(const Target& target, std::string_view name, std::size_t otherwise) {
  const auto text = field(target.query, name).value_or("");
  std::size_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

net::Reply requests_reply(const Service& service, const Target& target) {
  return json_reply(service.log().json(number_or(target, "first", 0), number_or(target, "most", 10'000)));
}

net::Reply set_faults(Service& service, const net::Request& request) {
  auto script = parse_script(request.body);
  if (!script) return refused(script.error().message);
  const std::size_t count = script->rules.size();
  service.set_script(std::move(*script));
  return json_reply(fmt::format(R"({{"rules":{}}})", count));
}

}  // namespace

net::Reply answer_control(Service& service, const net::Request& request, const Target& target) {
  const bool is_get = request.method == "GET";
  const bool is_post = request.method == "POST";
  if (target.path == "/_sim/clock" && is_get) return clock_reply(service);
  if (target.path == "/_sim/clock" && is_post) return set_clock(service, request);
  if (target.path == "/_sim/truth" && is_get) return truth_reply(service, target);
  if (target.path == "/_sim/floor" && is_get) return floor_reply(service, target);
  if (target.path == "/_sim/requests" && is_get) return requests_reply(service, target);
  if (target.path == "/_sim/stats" && is_get) return json_reply(service.log().stats_json());
  if (target.path == "/_sim/faults" && is_post) return set_faults(service, request);
  return problem_reply(problem_for(404), context);
}

}  // namespace nowthen::sim
