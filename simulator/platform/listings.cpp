#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/listing_filter.hpp"
#include "simulator/platform/listing_page.hpp"
#include "simulator/platform/problems.hpp"
#include "simulator/platform/state.hpp"

namespace nowthen::sim {
namespace {

using Name = ListingKind::Name;
using SortBy = ListingKind::SortBy;

constexpr ListingKind queue_listing{
    .path = "/api/v2/routing/queues", .name = Name::whole, .has_sort_order = true};
constexpr ListingKind user_listing{.path = "/api/v2/users", .has_sort_order = true};
constexpr ListingKind code_listing{.path = "/api/v2/routing/wrapupcodes",
                                   .name = Name::whole,
                                   .has_sort_order = true,
                                   .sort_by = SortBy::with_name};
constexpr ListingKind skill_listing{.path = "/api/v2/routing/skills", .name = Name::beginning};
constexpr ListingKind division_listing{
    .path = "/api/v2/authorization/divisions", .name = Name::part, .sort_by = SortBy::always};

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
  append_beginning(out, division_listing.path, directory.divisions.at(division));
  out += '}';
}

/// In the order that `filter` asks for: by name, or by id.
template <class Thing>
void sort(std::vector<const Thing*>& things, const ListingFilter& filter) {
  std::sort(things.begin(), things.end(), [&filter](const Thing* left, const Thing* right) {
    return filter.is_by_id() ? left->id < right->id
                             : std::tie(left->name, left->id) < std::tie(right->name, right->id);
  });
  if (filter.is_descending()) std::reverse(things.begin(), things.end());
}

/// Lists those of `things` that the query asks for and `wanted` accepts.
template <class Thing, class Wanted, class Append>
Checked<PlatformAnswer> list(const PlatformRequest& request, const ListingKind& kind,
                             const std::vector<Thing>& things, Wanted wanted, Append append) {
  const Fields& query = request.target.query;
  const auto page = read_page(query);
  if (!page) return page.error();
  const auto filter = ListingFilter::read(query, kind);
  if (!filter) return filter.error();
  std::vector<const Thing*> listed;
  for (const Thing& thing : things)
    if (filter->accepts(thing.id, thing.name) && wanted(thing)) listed.push_back(&thing);
  sort(listed, *filter);
  const Listing listing{
      .path = kind.path, .rest = rest_of_links(query), .page = *page, .total = listed.size()};
  return PlatformAnswer{listing_body(listing, [&](std::string& out, std::size_t at) {
    append_beginning(out, kind.path, *listed[at]);
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

/// Peers and libraries of canned responses.
bool asks_for_what_no_queue_has(const Fields& query) {
  return field(query, "hasPeer") == "true" || !listed_values(query, "peerId").empty() ||
         !listed_values(query, "cannedResponseLibraryId").empty();
}

bool is_in(const DirectoryQueue& queue, const Directory& directory,
           const std::vector<std::string>& divisions) {
  return queue.division && std::find(divisions.begin(), divisions.end(),
                                     directory.divisions.at(*queue.division).id) != divisions.end();
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
  const Fields& query = request.target.query;
  const auto divisions = listed_values(query, "divisionId");
  const bool asks_for_none = asks_for_what_no_queue_has(query);
  return list(
      request, queue_listing, directory.queues,
      [&](const DirectoryQueue& queue) {
        return !asks_for_none && (divisions.empty() || is_in(queue, directory, divisions));
      },
      [&](std::string& out, const DirectoryQueue& queue) { append_queue(out, directory, queue); });
}

Checked<PlatformAnswer> answer_users(const PlatformContext& context, const PlatformRequest& request) {
  constexpr std::array<std::string_view, 4> states{"active", "inactive", "deleted", "any"};
  auto state = field(request.target.query, "state").value_or("");
  if (state.empty()) state = "active";
  if (std::find(states.begin(), states.end(), state) == states.end())
    return invalid_value("state", state, "must be one of active, inactive, deleted, any");
  // Nobody here has one.
  const bool by_jabber_id = !listed_values(request.target.query, "jabberId").empty();
  if (by_jabber_id && !listed_values(request.target.query, "id").empty())
    return platform_bad_request("jabberId", "jabberId cannot be used with the id parameter.");
  const Directory& directory = context.state.directory_for(context.source);
  return list(
      request, user_listing, directory.users,
      [&](const DirectoryUser& user) {
        return !by_jabber_id && (state == "any" || state == name_of(user.state));
      },
      [&](std::string& out, const DirectoryUser& user) { append_user(out, directory, user); });
}

Checked<PlatformAnswer> answer_wrapup_codes(const PlatformContext& context, const PlatformRequest& request) {
  const Directory& directory = context.state.directory_for(context.source);
  return list(request, code_listing, directory.wrapup_codes, everything,
              [](std::string&, const NamedThing&) {});
}

Checked<PlatformAnswer> answer_skills(const PlatformContext& context, const PlatformRequest& request) {
  const Directory& directory = context.state.directory_for(context.source);
  return list(request, skill_listing, directory.skills, everything,
              [](std::string& out, const NamedThing&) { out += R"(,"state":"active","version":"1")"; });
}

Checked<PlatformAnswer> answer_divisions(const PlatformContext& context, const PlatformRequest& request) {
  const Directory& directory = context.state.directory_for(context.source);
  return list(request, division_listing, directory.divisions, everything,
              [&](std::string& out, const NamedThing& division) {
                const bool home = &division == directory.divisions.data();
                out += fmt::format(R"(,"description":"","homeDivision":{})", home);
              });
}

}  // namespace nowthen::sim
