#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/listing_page.hpp"
#include "simulator/platform/problems.hpp"
#include "simulator/platform/state.hpp"

namespace nowthen::sim {
namespace {

constexpr std::string_view queues_path = "/api/v2/routing/queues";
constexpr std::string_view users_path = "/api/v2/users";
constexpr std::string_view codes_path = "/api/v2/routing/wrapupcodes";
constexpr std::string_view skills_path = "/api/v2/routing/skills";
constexpr std::string_view divisions_path = "/api/v2/authorization/divisions";

void append_text(std::string& out, std::string_view name, std::string_view value) {
  out += fmt::format(R"({}"{}":)", out.back() == '{' ? "" : ",", name);
  append_json_string(out, value);
}

/// Opens the object of an entity and writes what every one has.
template <class Thing>
void append_beginning(std::string& out, std::string_view path, const Thing& thing) {
  out += '{';
  append_text(out, "id", thing.id);
  append_text(out, "name", thing.name);
  append_text(out, "selfUri", fmt::format("{}/{}", path, thing.id));
}

void append_division(std::string& out, const Directory& directory, std::size_t division) {
  out += R"(,"division":)";
  append_beginning(out, divisions_path, directory.divisions.at(division));
  out += '}';
}

/// Lists those of `things` that `wanted` accepts, by name.
template <class Thing, class Wanted, class Append>
Checked<PlatformAnswer> list(const PlatformRequest& request, Listing listing,
                             const std::vector<Thing>& things, Wanted wanted, Append append) {
  const auto page = read_page(request.target.query);
  if (!page) return page.error();
  std::vector<const Thing*> listed;
  for (const Thing& thing : things)
    if (wanted(thing)) listed.push_back(&thing);
  std::sort(listed.begin(), listed.end(), [](const Thing* left, const Thing* right) {
    return std::tie(left->name, left->id) < std::tie(right->name, right->id);
  });
  listing.page = *page;
  listing.total = listed.size();
  return PlatformAnswer{listing_body(listing, [&](std::string& out, std::size_t at) {
    append_beginning(out, listing.path, *listed[at]);
    append(out, *listed[at]);
    out += '}';
  })};
}

constexpr auto everything = [](const auto&) { return true; };

void append_queue(std::string& out, const Directory& directory, const DirectoryQueue& queue) {
  if (queue.division) append_division(out, directory, *queue.division);
  const auto number = static_cast<std::size_t>(&queue - directory.queues.data());
  const auto members =
      std::count_if(directory.users.begin(), directory.users.end(), [number](const DirectoryUser& user) {
        return std::find(user.queues.begin(), user.queues.end(), number) != user.queues.end();
      });
  out += fmt::format(R"(,"memberCount":{0},"userMemberCount":{0},"joinedMemberCount":{0})", members);
  if (queue.media_type.empty()) return;
  out += fmt::format(R"(,"mediaSettings":{{"{}":{{"serviceLevel":{{"percentage":{},"durationMs":{}}}}}}})",
                     queue.media_type == "voice" ? "call" : queue.media_type, queue.service_percent / 100.0,
                     queue.service_seconds * 1000);
}

std::string_view name_of(DirectoryUser::State state) {
  constexpr std::array<std::string_view, 3> names{"active", "inactive", "deleted"};
  return names.at(static_cast<std::size_t>(state));
}

void append_user(std::string& out, const Directory& directory, const DirectoryUser& user) {
  append_text(out, "state", name_of(user.state));
  out += R"(,"version":1)";
  if (user.agent) append_text(out, "username", fmt::format("agent{}@example.com", *user.agent + 1));
  if (!user.queues.empty())
    if (const auto division = directory.queues.at(user.queues.front()).division)
      append_division(out, directory, *division);
}

}  // namespace

Checked<PlatformAnswer> answer_queues(const PlatformContext& context, const PlatformRequest& request) {
  const Directory& directory = context.state.directory_for(context.source);
  return list(request, {.path = queues_path}, directory.queues, everything,
              [&](std::string& out, const DirectoryQueue& queue) { append_queue(out, directory, queue); });
}

Checked<PlatformAnswer> answer_users(const PlatformContext& context, const PlatformRequest& request) {
  constexpr std::array<std::string_view, 4> states{"active", "inactive", "deleted", "any"};
  const auto state = field(request.target.query, "state").value_or("active");
  if (std::find(states.begin(), states.end(), state) == states.end())
    return invalid_value("state", state, "must be one of active, inactive, deleted, any");
  const Directory& directory = context.state.directory_for(context.source);
  return list(
      request, {.path = users_path, .rest = fmt::format("&state={}", state)}, directory.users,
      [state](const DirectoryUser& user) { return state == "any" || state == name_of(user.state); },
      [&](std::string& out, const DirectoryUser& user) { append_user(out, directory, user); });
}

Checked<PlatformAnswer> answer_wrapup_codes(const PlatformContext& context, const PlatformRequest& request) {
  const Directory& directory = context.state.directory_for(context.source);
  return list(request, {.path = codes_path}, directory.wrapup_codes, everything,
              [](std::string&, const NamedThing&) {});
}

Checked<PlatformAnswer> answer_skills(const PlatformContext& context, const PlatformRequest& request) {
  const Directory& directory = context.state.directory_for(context.source);
  return list(request, {.path = skills_path}, directory.skills, everything,
              [](std::string& out, const NamedThing&) { out += R"(,"state":"active","version":"1")"; });
}

Checked<PlatformAnswer> answer_divisions(const PlatformContext& context, const PlatformRequest& request) {
  const Directory& directory = context.state.directory_for(context.source);
  return list(request, {.path = divisions_path}, directory.divisions, everything,
              [&](std::string& out, const NamedThing& division) {
                const bool home = &division == directory.divisions.data();
                out += fmt::format(R"(,"description":"","homeDivision":{})", home);
              });
}

}  // namespace nowthen::sim
