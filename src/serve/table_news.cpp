#include "serve/table_news.hpp"

#include <fmt/format.h>

#include "access/each_row.hpp"
#include "webhooks/conversation_events.hpp"
#include "webhooks/house_events.hpp"

namespace nowthen::serve {
namespace {

using access::Answer;

// More than that within a day is told late, when a later look finds fewer.
constexpr int most_rows = 20'000;

std::string text_in(const Answer& row, std::size_t column) {
  return row.get<std::string>(column).value_or("");
}
Instant instant_in(const Answer& row, std::size_t column) {
  return row.get<Instant>(column).value_or(Instant{});
}

class Reading {
 public:
  Reading(access::Tables& tables, Instant now, const std::stop_token& stop)
      : tables_(tables),
        since_("TIMESTAMPTZ '" + format_instant(now - std::chrono::hours(24)) + "'"),
        stop_(stop) {}

  Result<TableNews> read() {
    for (const auto step : {&Reading::read_deleted, &Reading::read_corrected, &Reading::read_gaps,
                            &Reading::read_incidents, &Reading::read_settled})
      if (auto done = (this->*step)(); !done) return done.error();
    return std::move(news_);
  }

 private:
  template <class Each>
  Result<void> ask(std::string_view sql, Each each) {
    return access::each_row(
        tables_, fmt::format(fmt::runtime(sql), since_) + fmt::format(" LIMIT {}", most_rows), stop_, each);
  }

  Result<void> read_deleted() {
    return ask("SELECT conversation_id, deleted_at FROM conversation WHERE deleted_at > {0}",
               [this](const Answer& row) {
                 news_.events.push_back(
                     webhooks::conversation_deleted(ConversationId(text_in(row, 0)), instant_in(row, 1)));
               });
  }

  Result<void> read_corrected() {
    return ask("SELECT conversation_id, as_of FROM revision WHERE as_of > {0} AND kind = 'correction'",
               [this](const Answer& row) {
                 news_.events.push_back(
                     webhooks::conversation_corrected(ConversationId(text_in(row, 0)), instant_in(row, 1)));
               });
  }

  void take(const webhooks::Incident& incident, const std::optional<Instant>& closed_at) {
    news_.events.push_back(webhooks::incident_opened(incident));
    if (closed_at)
      news_.events.push_back(webhooks::incident_closed(incident, *closed_at));
    else
      news_.incidents.push_back({.id = incident.id, .text = incident.text});
  }

  Result<void> read_gaps() {
    return ask(
        "SELECT gap_id, cause, note, began_at, healed_at FROM live_gap WHERE healed_at IS NULL OR healed_at "
        "> {0}",
        [this](const Answer& row) {
          const std::string note = text_in(row, 2);
          take({.id = fmt::format("gap-{}", row.get<std::int64_t>(0).value_or(0)),
                .kind = "gap",
                .text = text_in(row, 1) + (note.empty() ? "" : ": " + note),
                .opened_at = instant_in(row, 3)},
               row.get<Instant>(4));
        });
  }

  Result<void> read_incidents() {
    return ask(
        "SELECT incident_id, kind, message, opened_at, closed_at FROM incident WHERE opened_at > {0} OR "
        "closed_at > {0} OR closed_at IS NULL",
        [this](const Answer& row) {
          take({.id = fmt::format("incident-{}", row.get<std::int64_t>(0).value_or(0)),
                .kind = text_in(row, 1),
                .text = text_in(row, 2),
                .opened_at = instant_in(row, 3)},
               row.get<Instant>(4));
        });
  }

  Result<void> read_settled() {
    return ask(
        "SELECT surface, window_begin, window_end, state, state_since, distinct_ids FROM ledger_window WHERE "
        "state IN ('complete', 'settled', 're_verified') AND state_since > {0}",
        [this](const Answer& row) {
          news_.events.push_back(
              webhooks::sync_settled({.surface = text_in(row, 0),
                                      .interval = {instant_in(row, 1), instant_in(row, 2)},
                                      .state = text_in(row, 3),
                                      .conversations = row.get<std::int64_t>(5).value_or(0)},
                                     instant_in(row, 4)));
        });
  }

  access::Tables& tables_;
  std::string since_;
  const std::stop_token& stop_;
  TableNews news_;
};

}  // namespace

Result<TableNews> read_table_news(access::Tables& tables, Instant now, const std::stop_token& stop) {
  return Reading(tables, now, stop).read();
}

}  // namespace nowthen::serve
