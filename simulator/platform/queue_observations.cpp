#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/live_work.hpp"
#include "simulator/platform/observation_request.hpp"
#include "simulator/platform/staff.hpp"
#include "simulator/platform/state.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_observations = 100;
constexpr std::array<std::string_view, 5> media_types{"callback", "chat", "email", "message", "voice"};
constexpr std::array<Routing, 3> routings{Routing::off_queue, Routing::idle, Routing::interacting};

/// Whether the metric counts people, who have no medium.
bool is_about_users(std::string_view metric) {
  return metric.ends_with("Users") || metric.starts_with("oUser");
}

Work work_of(std::string_view metric) {
  if (metric == "oAlerting") return Work::alerting;
  return metric.ends_with("Waiting") ? Work::waiting : Work::interacting;
}

/// What goes on in a queue in one medium.
struct Observed {
  std::int64_t count = 0;
  Instant longest = absent;
  std::string observations;

  void add(const SegmentPlace& place) {
    ++count;
    longest = std::min(longest, place.segment.start);
    if (count > static_cast<std::int64_t>(most_observations)) return;
    if (!observations.empty()) observations += ',';
    observations += R"({"observationDate":)";
    append_json_instant(observations, place.segment.start);
    append_work(observations, place);
    observations += '}';
  }
};

struct QueueMedium {
  std::string queue;
  std::string media_type;
  // NOLINTNEXTLINE(modernize-use-nullptr): it takes the 0 of `<=>` for a pointer
  auto operator<=>(const QueueMedium&) const = default;
};
using Board = std::map<QueueMedium, std::array<Observed, 3>>;

bool passes(const Filter& filter, const QueueMedium& group) {
  return passes(NamedValues{[&group](std::string_view name, const ValueVisitor& visit) {
                  visit(name == "queueId" ? group.queue : group.media_type);
                }},
                filter);
}

/// Writes the metrics of one group.
class Metrics {
 public:
  Metrics(std::string& out, const ObservationQuery& query) : out_(out), query_(query) {}

  void work(const std::array<Observed, 3>& observed) {
    for (const std::string& metric : query_.metrics) {
      if (is_about_users(metric)) continue;
      const Observed& of = observed.at(static_cast<std::size_t>(work_of(metric)));
      if (metric.starts_with("oLongest"))
        longest(metric, of);
      else
        count(metric, of);
    }
  }

  /// `people`: how many members of the queue do what.
  void users(const std::array<std::int64_t, 3>& people) {
    for (const std::string& metric : query_.metrics) {
      if (metric == "oMemberUsers" || metric == "oActiveUsers")
        user(metric, "", people[0] + people[1] + people[2]);
      for (const Routing routing : routings) {
        const std::int64_t number = people.at(static_cast<std::size_t>(routing));
        if (number == 0) continue;
        if (metric == "oUserRoutingStatuses") user(metric, name_of(routing), number);
        if (metric == "oOnQueueUsers" && routing != Routing::off_queue)
          user(metric, name_of(routing), number);
        if (metric == "oOffQueueUsers" && routing == Routing::off_queue)
          user(metric, presence_of(routing), number);
      }
      if (metric == "oUserPresences") presences(metric, people);
    }
  }

 private:
  void begin(std::string_view metric) {
    out_ += fmt::format(R"({}{{"metric":"{}")", out_.back() == '[' ? "" : ",", metric);
  }

  void user(std::string_view metric, std::string_view qualifier, std::int64_t number) {
    begin(metric);
    if (!qualifier.empty()) out_ += fmt::format(R"(,"qualifier":"{}")", qualifier);
    out_ += fmt::format(R"(,"stats":{{"count":{}}}}})", number);
  }

  void presences(std::string_view metric, const std::array<std::int64_t, 3>& people) {
    if (people[1] + people[2] > 0) user(metric, on_queue_presence, people[1] + people[2]);
    if (people[0] > 0) user(metric, offline_presence, people[0]);
  }

  void count(const std::string& metric, const Observed& of) {
    begin(metric);
    out_ += fmt::format(R"(,"stats":{{"count":{}}})", of.count);
    if (query_.details(metric))
      out_ += fmt::format(R"(,"truncated":{},"observations":[{}])",
                          of.count > static_cast<std::int64_t>(most_observations), of.observations);
    out_ += '}';
  }

  void longest(const std::string& metric, const Observed& of) {
    if (of.count == 0) return;
    begin(metric);
    out_ +=
        fmt::format(R"(,"stats":{{"calculatedMetricValue":{}}}}})", of.longest.time_since_epoch().count());
  }

  std::string& out_;
  const ObservationQuery& query_;
};

/// Gathers what the groups show and writes them, queue by queue.
class QueueBoard {
 public:
  QueueBoard(const PlatformContext& context, const ObservationQuery& query)
      : context_(context), query_(query), directory_(context.state.directory_for(context.source)) {
    for_each_work(context.source, context.now, [this](Work work, const SegmentPlace& place) {
      board_[{std::string(queue_of(place)), std::string(place.session.media_type)}]
          .at(static_cast<std::size_t>(work))
          .add(place);
    });
  }

  std::string body() {
    const bool has_users = std::any_of(query_.metrics.begin(), query_.metrics.end(), is_about_users);
    const bool has_work = !std::all_of(query_.metrics.begin(), query_.metrics.end(), is_about_users);
    std::string out = "{";
    if (has_users)
      out += fmt::format(
          R"("systemToOrganizationMappings":{{"AVAILABLE":["{}"],"ON_QUEUE":["{}"],"OFFLINE":["{}"]}},)",
          available_presence, on_queue_presence, offline_presence);
    out += R"("results":[)";
    if (has_users) append_users(out);
    if (has_work) append_work_groups(out);
    return out + "]}";
  }

 private:
  void append_users(std::string& out) {
    const auto staff = staff_at(context_.source, directory_, context_.now);
    for (std::size_t queue = 0; queue < directory_.queues.size(); ++queue) {
      const std::string& id = directory_.queues[queue].id;
      const bool is_wanted = std::any_of(media_types.begin(), media_types.end(), [&](auto media) {
        return passes(query_.filter, {id, std::string(media)});
      });
      if (!is_wanted) continue;
      begin_group(out, id);
      out += R"(},"data":[)";
      Metrics(out, query_).users(people_of(queue, staff));
      out += "]}";
    }
  }

  std::array<std::int64_t, 3> people_of(std::size_t queue, const std::vector<Routing>& staff) const {
    std::array<std::int64_t, 3> people{};
    for (std::size_t user = 0; user < directory_.users.size(); ++user) {
      const auto& queues = directory_.users[user].queues;
      if (std::find(queues.begin(), queues.end(), queue) != queues.end())
        ++people.at(static_cast<std::size_t>(staff[user]));
    }
    return people;
  }

  void append_work_groups(std::string& out) {
    for (const DirectoryQueue& queue : directory_.queues)
      for (const std::string_view media : media_types) board_[{queue.id, std::string(media)}];
    for (const auto& [group, observed] : board_) {
      if (group.queue.empty() || !passes(query_.filter, group)) continue;
      begin_group(out, group.queue);
      out += R"(,"mediaType":)";
      append_json_string(out, group.media_type);
      out += R"(},"data":[)";
      Metrics(out, query_).work(observed);
      out += "]}";
    }
  }

  static void begin_group(std::string& out, std::string_view queue) {
    if (out.back() != '[') out += ',';
    out += R"({"group":{"queueId":)";
    append_json_string(out, queue);
  }

  const PlatformContext& context_;
  const ObservationQuery& query_;
  const Directory& directory_;
  Board board_;
};

}  // namespace

Checked<PlatformAnswer> answer_queue_observations(const PlatformContext& context,
                                                  const PlatformRequest& request) {
  const auto query = parse_observation_query(request.body, FilterList::queue_observation);
  if (!query) return query.error();
  return PlatformAnswer{QueueBoard(context, *query).body()};
}

}  // namespace nowthen::sim
