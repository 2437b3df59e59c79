#include <fmt/format.h>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/observation_request.hpp"
#include "simulator/platform/state.hpp"

namespace nowthen::sim {
namespace {

void append_user(std::string& out, const DirectoryUser& user, const ObservationQuery& query) {
  if (out.back() != '[') out += ',';
  out += R"({"group":{"userId":)";
  append_json_string(out, user.id);
  out += R"(},"data":[)";
  // Everybody is active in all queues that they are members of.
  for (const std::string& metric : query.metrics) {
    if (out.back() != '[') out += ',';
    out += fmt::format(R"({{"metric":"{}","stats":{{"count":{}}}}})", metric, user.queues.size());
  }
  out += "]}";
}

}  // namespace

Checked<PlatformAnswer> answer_user_observations(const PlatformContext& context,
                                                 const PlatformRequest& request) {
  const auto query = parse_observation_query(request.body, FilterList::user_observation);
  if (!query) return query.error();
  std::string body = R"({"results":[)";
  for (const DirectoryUser& user : context.state.directory_for(context.source).users) {
    const NamedValues values{[&user](std::string_view, const ValueVisitor& visit) { visit(user.id); }};
    if (user.state == DirectoryUser::State::active && passes(values, query->filter))
      append_user(body, user, *query);
  }
  return PlatformAnswer{body + "]}"};
}

}  // namespace nowthen::sim
