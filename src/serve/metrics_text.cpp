#include "serve/metrics_text.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <utility>
#include <vector>

#include "floor/floor.hpp"

namespace nowthen::serve {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<std::pair<const char*, std::string>>;

class Families {
 public:
  void begin(const char* name, MetricType type, const char* help) {
    families_.emplace_back();
    families_.back().name = name;
    families_.back().help = help;
    families_.back().type = type;
  }
  void sample(double value, const Labels& labels = {}) {
    ClientMetric metric;
    for (const auto& [name, text] : labels) {
      ClientMetric::Label label;
      label.name = name;
      label.value = text;
      metric.label.push_back(std::move(label));
    }
    if (families_.back().type == MetricType::Counter)
      metric.counter.value = value;
    else
      metric.gauge.value = value;
    families_.back().metric.push_back(std::move(metric));
  }
  template <class Number>
  void gauge(const char* name, const char* help, Number value) {
    begin(name, MetricType::Gauge, help);
    sample(static_cast<double>(value));
  }
  template <class Number>
  void counter(const char* name, const char* help, Number value) {
    begin(name, MetricType::Counter, help);
    sample(static_cast<double>(value));
  }
  /// Left out where there is none: a time of 0 would be 1970.
  void instant(const char* name, const char* help, std::optional<Instant> at) {
    if (!at) return;
    gauge(name, help, std::chrono::duration<double>(at->time_since_epoch()).count());
  }
  std::string text() const { return prometheus::TextSerializer().Serialize(families_); }

 private:
  std::vector<MetricFamily> families_;
};

void add_feed(Families& all, const live::FeedStatus& feed) {
  all.gauge("nowthen_feed_events_come",
            "1 where the events of every queue come, 0 where the feed asks instead",
            feed.lines.all_come ? 1 : 0);
  all.gauge("nowthen_feed_queues", "Queues whose events are wanted", feed.queues);
  all.gauge("nowthen_feed_queues_without_topic", "Queues for which notifications have no room",
            feed.lines.left_over);
  all.gauge("nowthen_feed_channels", "Notification channels that are connected", feed.lines.connected);
  all.gauge("nowthen_feed_conversations", "Conversations that the feed knows", feed.conversations);
  all.counter("nowthen_feed_connections_total", "Connections made to notification channels",
              feed.lines.connections);
  all.counter("nowthen_feed_messages_total", "Messages received, heartbeats included", feed.frames);
  all.counter("nowthen_feed_events_total", "Events of conversations received", feed.events);
  all.counter("nowthen_feed_not_understood_total", "Messages that were not understood", feed.not_understood);
  all.counter("nowthen_feed_not_kept_total", "Messages for which the disk had no room", feed.not_kept);
  all.counter("nowthen_feed_looks_total", "Times the API was asked what goes on", feed.looks);
  all.counter("nowthen_feed_requests_total", "Requests of the feed", feed.requests + feed.lines.requests);
  all.counter("nowthen_feed_missed_total", "Conversations of which an event did not come", feed.missed);
  all.counter("nowthen_feed_gaps_total", "Stretches of time that were not seen as they happened", feed.gaps);
  all.gauge("nowthen_feed_no_room", "1 while the disk has no room to keep what is seen, 0 otherwise",
            feed.no_room.empty() ? 0 : 1);
  all.gauge("nowthen_feed_gap", "1 while something is not seen or not kept, 0 otherwise",
            feed.has_gap ? 1 : 0);
  all.instant("nowthen_feed_seen_until_seconds", "Instant up to which everything was seen, but for gaps",
              feed.seen_until == Instant{} ? std::nullopt : std::optional(feed.seen_until));
  all.instant("nowthen_feed_looked_seconds", "Instant of the latest look that came to its end",
              feed.looked_at);
}

void add_sync(Families& all, const SyncState& sync) {
  all.counter("nowthen_sync_runs_total", "Runs of the sync", sync.runs);
  all.counter("nowthen_sync_failures_total", "Runs of the sync that did not come to their end",
              sync.failures);
  all.counter("nowthen_sync_requests_total", "Requests of the sync", sync.requests);
  all.counter("nowthen_sync_records_total", "Records that the sync received", sync.records);
  all.counter("nowthen_sync_late_arrivals_total", "Conversations that a complete day did not have",
              sync.late_arrivals);
  all.counter("nowthen_sync_deleted_total", "Conversations found deleted", sync.deleted);
  all.gauge("nowthen_sync_without_jobs", "1 where jobs cannot be had and nothing is settled, 0 otherwise",
            sync.without_jobs.empty() ? 0 : 1);
  all.instant("nowthen_sync_succeeded_seconds", "End of the latest run that came to its end",
              sync.succeeded_at);
}

void add_floor(Families& all, const floor::Floor& floor) {
  all.gauge("nowthen_floor_conversations", "Conversations on the floor", floor.conversations.size());
  all.gauge("nowthen_floor_agents", "Agents with a conversation", floor.agents.size());
  if (floor.queues.empty()) return;
  all.begin("nowthen_queue_conversations", MetricType::Gauge, "What goes on in a queue, by state");
  for (const auto& queue : floor.queues) {
    const std::array<std::pair<const char*, int>, 5> counts{{{"waiting", queue.waiting},
                                                             {"alerting", queue.alerting},
                                                             {"interacting", queue.interacting},
                                                             {"holding", queue.holding},
                                                             {"wrapping", queue.wrapping}}};
    for (const auto& [state, count] : counts)
      all.sample(count, {{"queue_id", queue.queue_id.str()}, {"state", state}});
  }
  all.begin("nowthen_queue_longest_wait_seconds", MetricType::Gauge, "How long who waits longest has waited");
  for (const auto& queue : floor.queues) {
    const auto wait = queue.waiting_since ? floor.at - *queue.waiting_since : std::chrono::milliseconds(0);
    all.sample(std::chrono::duration<double>(wait).count(), {{"queue_id", queue.queue_id.str()}});
  }
}

void add_notices(Families& all, const NoticeState& notices) {
  all.gauge("nowthen_alerts_firing", "Alerts that go on", static_cast<std::int64_t>(notices.firing.size()));
  all.counter("nowthen_alerts_changes_total", "Alerts that fired or resolved", notices.changes);
  if (notices.receivers.empty()) return;
  const auto each = [&](const char* name, MetricType type, const char* help, auto value) {
    all.begin(name, type, help);
    for (const webhooks::EndpointStatus& receiver : notices.receivers)
      all.sample(static_cast<double>(value(receiver)), {{"receiver", receiver.url}});
  };
  using Status = webhooks::EndpointStatus;
  each("nowthen_webhooks_pending", MetricType::Gauge, "Events that wait for a receiver",
       [](const Status& receiver) { return receiver.pending; });
  each("nowthen_webhooks_delivered_total", MetricType::Counter, "Events that a receiver took",
       [](const Status& receiver) { return receiver.delivered; });
  each("nowthen_webhooks_failures_total", MetricType::Counter, "Attempts that came to nothing",
       [](const Status& receiver) { return receiver.failures; });
  each("nowthen_webhooks_given_up_total", MetricType::Counter, "Events that a receiver does not get any more",
       [](const Status& receiver) { return receiver.given_up; });
  each("nowthen_webhooks_overflowed_total", MetricType::Counter,
       "Of these, events given up because too much waited",
       [](const Status& receiver) { return receiver.overflowed; });
  each("nowthen_webhooks_pending_bytes", MetricType::Gauge, "Payloads that wait for a receiver",
       [](const Status& receiver) { return receiver.pending_bytes; });
}

void add_process(Families& all, const ProcessFigures& process) {
  if (process.resident_bytes)
    all.gauge("process_resident_memory_bytes", "Resident memory", *process.resident_bytes);
  if (process.open_descriptors)
    all.gauge("process_open_fds", "Open file descriptors", *process.open_descriptors);
  if (process.cpu_seconds)
    all.counter("process_cpu_seconds_total", "User and system CPU time", *process.cpu_seconds);
}

}  // namespace

std::string metrics_text(const Snapshot& state, const ProcessFigures& process, Instant now) {
  Families all;
  all.begin("nowthen_build_info", MetricType::Gauge, "1; the version is in the label");
  all.sample(1, {{"version", NOWTHEN_VERSION}});
  all.instant("nowthen_start_seconds", "Instant at which the daemon began", state.started_at);
  if (state.has_feed_told) add_feed(all, state.feed);
  add_sync(all, state.sync);
  if (state.legs) add_floor(all, floor::floor_at(*state.legs, now));
  if (state.notices) add_notices(all, *state.notices);
  add_process(all, process);
  return all.text();
}

}  // namespace nowthen::serve
