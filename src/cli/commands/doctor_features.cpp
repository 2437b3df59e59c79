#include "cli/commands/doctor_features.hpp"

#include <fmt/format.h>

#include <functional>

#include "cli/commands/doctor_checks.hpp"
#include "live/feed_profile.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

/// One thing that can be tried.
struct Feature {
  const char* name;
  const char* serves;  ///< What needs it, and the permission for it.
  std::function<Result<void>()> ask;
  bool needed = true;  ///< False: nothing stops working without it.
};

template <class T>
Result<void> outcome_of(const Result<T>& result) {
  if (!result) return result.error();
  return {};
}

std::vector<Feature> listings(Client& client, Instant now, const std::stop_token& stop) {
  const bool platform = client.contract() == Contract::platform;
  return {
      {"live",
       platform ? "live, compare: analytics:conversationDetail:view" : "live, compare: conversations:view",
       [&client, stop] {
         return outcome_of(client.live({.page_size = 1, .max_pages = 1}, stop).next_page());
       }},
      {"history",
       platform ? "history, compare: analytics:conversationDetail:view"
                : "history, compare: analytics:conversation:view and analytics:conversation:query",
       [&client, now, stop] {
         const HistoryQuery query{.interval = {now - 1h, now}, .page_size = 1, .max_pages = 1};
         return outcome_of(client.history(query, stop).next_page());
       }}};
}

/// The features that only the platform has.
class PlatformFeatures {
 public:
  PlatformFeatures(const Platform& platform, Instant now, std::stop_token stop)
      : platform_(platform), now_(now), stop_(std::move(stop)) {}

  /// Must not outlive it.
  std::vector<Feature> all() {
    std::vector<Feature> features = names();
    for (const auto more : {&PlatformFeatures::numbers, &PlatformFeatures::about})
      for (Feature& feature : (this->*more)()) features.push_back(std::move(feature));
    return features;
  }

 private:
  std::vector<Feature> names() {
    return {names_of("queues", "names of queues: routing:queue:view", EntityKind::queues, &queue_),
            names_of("users", "names of agents: directory:user:view", EntityKind::users, &user_),
            names_of("wrapup_codes", "names of wrap-up codes: routing:wrapupCode:view",
                     EntityKind::wrapup_codes, nullptr),
            names_of("skills", "names of skills: routing:skill:view", EntityKind::skills, nullptr),
            names_of("divisions", "names of divisions: authorization:division:view", EntityKind::divisions,
                     nullptr)};
  }

  std::vector<Feature> numbers() {
    return {
        {"jobs", "details with attributes, long ranges: analytics:conversationDetail:view",
         [this] { return outcome_of(platform_.jobs_availability(stop_)); }},
        {"aggregates", "sums over time: analytics:conversationAggregate:view",
         [this] {
           return outcome_of(
               platform_.aggregates({.interval = {now_ - 1h, now_}, .metrics = {"nOffered"}}, stop_));
         }},
        {"activity", "states in live's table as of now: analytics:queueObservation:view",
         [this] { return outcome_of(platform_.activity({.page_size = 1}, stop_)); }},
        {"queue_observations", "who waits in queues: analytics:queueObservation:view",
         [this] {
           return outcome_of(platform_.queue_observations(about_one("queueId", queue_, "oWaiting"), stop_));
         }},
        {"user_observations", "which queues agents are active in: analytics:userObservation:view",
         [this] {
           return outcome_of(platform_.user_observations(about_one("userId", user_, "oActiveQueues"), stop_));
         }},
        {"notifications", "events as they happen (serve), else it asks: conversation:communication:view",
         [this] { return notified(); }, false}};
  }

  std::vector<Feature> about() {
    return {{"token_info", "whose the token is (auth): no permission",
             [this] { return outcome_of(platform_.token_info(stop_)); }, false},
            {"organization", "the organisation's name (auth): no permission",
             [this] { return outcome_of(platform_.organization(stop_)); }, false}};
  }

  /// Its first page; the first id there is kept in `*first`, which may be null.
  Feature names_of(const char* name, const char* serves, EntityKind kind, std::string* first) {
    return {name, serves, [this, kind, first]() -> Result<void> {
              auto listing = platform_.entities(kind, stop_);
              const auto page = listing.next_page();
              if (!page) return page.error();
              if (kind == EntityKind::queues) queue_count_ = listing.report().server_total.value_or(0);
              if (first != nullptr && *page && !(*page)->entities.empty())
                *first = (*page)->entities.front().id;
              return {};
            }};
  }

  /// A channel that nobody listens to is the first to go where there are too many.
  Result<void> notified() {
    const auto channel = platform_.create_notification_channel(stop_);
    if (!channel) return channel.error();
    if (queue_ == nobody) return {};
    const auto topics =
        platform_.set_topics(channel->id, {"v2.routing.queues." + queue_ + ".conversations"}, stop_);
    if (!topics) return topics.error();
    if (topics->empty() || is_permitted(topics->front())) return check_topic_room(queue_count_);
    Error error{.kind = ErrorKind::forbidden,
                .message = "the events of a queue are refused: " + topics->front().rejection_reason,
                .hint = "give the role of the OAuth client what is missing, and wait a minute"};
    for (const auto& missing : topics->front().missing_permissions) error.message += " " + missing;
    return error;
  }

  static ObservationQuery about_one(const char* dimension, const std::string& id, const char* metric) {
    return {.filter = {.predicates = {dimension_is(dimension, id)}}, .metrics = {metric}};
  }

  static constexpr const char* nobody = "00000000-0000-0000-0000-000000000000";

  Platform platform_;
  Instant now_;
  std::stop_token stop_;
  std::int64_t queue_count_ = 0;
  std::string queue_ = nobody;  ///< One that can be observed, as soon as one is known.
  std::string user_ = nobody;
};

Finding finding_of(const Feature& feature, const Result<void>& asked) {
  Finding finding{.check = feature.name, .detail = feature.serves};
  if (asked) return finding;
  finding = failed(std::move(finding), asked.error());
  if (!feature.needed && asked.error().kind == ErrorKind::forbidden) finding.verdict = Verdict::warning;
  return finding;
}

Result<std::vector<Finding>> try_all(const std::vector<Feature>& features) {
  std::vector<Finding> findings;
  bool unreachable = false;
  for (const Feature& feature : features) {
    if (unreachable) {
      findings.push_back({.check = feature.name,
                          .verdict = Verdict::not_checked,
                          .detail = feature.serves,
                          .cause = "nobody answered the request before"});
      continue;
    }
    const auto asked = feature.ask();
    if (!asked && asked.error().kind == ErrorKind::cancelled) return asked.error();
    unreachable = !asked && is_unreachable(asked.error());
    findings.push_back(finding_of(feature, asked));
  }
  return findings;
}

}  // namespace

Result<void> check_topic_room(std::int64_t queues) {
  const live::FeedProfile profile;
  const auto most = static_cast<std::int64_t>(profile.most_channels * profile.topics_per_channel);
  if (queues <= most) return {};
  return Error{
      .kind = ErrorKind::forbidden,
      .message = fmt::format("{} queues are {} more than notifications have room for", queues, queues - most),
      .hint = "nothing to be done: serve asks every few seconds what goes on as well"};
}

Result<std::vector<Finding>> feature_findings(Client& client, Instant now, const std::stop_token& stop) {
  std::vector<Feature> features = listings(client, now, stop);
  const auto platform = client.platform();
  if (!platform) return try_all(features);
  PlatformFeatures more(*platform, now, stop);
  for (Feature& feature : more.all()) features.push_back(std::move(feature));
  return try_all(features);
}

}  // namespace nowthen::cli
