#include "serve/table_news.hpp"

#include <fmt/format.h>

#include "access/each_row.hpp"
#include "access/values.hpp"
#include "webhooks/conversation_events.hpp"
#include "webhooks/house_events.hpp"

namespace nowthen::serve {
namespace {

using access::Answer;
using access::text_in;

constexpr int most_rows = 20'000;  // of gaps, incidents and days: there are never so many

Instant instant_in(const Answer& row, std::size_t column) {
  return row.get<Instant>(column).value_or(Instant{});
}

}  // namespace

class NewsReader::Look {
 public:
  Look(access::Tables& tables, Instant now, NewsReader& reader, const std::stop_token& stop)
      : tables_(tables), since_(now - std::chrono::hours(24)), reader_(reader), stop_(stop) {}

  Result<TableNews> read() {
    for (const auto step : {&Look::read_deleted, &Look::read_corrected, &Look::read_gaps,
                            &Look::read_incidents, &Look::read_settled})
      if (auto done = (this->*step)(); !done) return done.error();
    reader_.deleted_ = deleted_;
    reader_.corrected_ = corrected_;
    return std::move(news_);
  }

 private:
  template <class Each>
  Result<void> ask(std::string_view sql, Each each) {
    const std::string since = access::literal(since_);
    return access::each_row(
        tables_, fmt::format(fmt::runtime(sql), since) + fmt::format(" LIMIT {}", most_rows), stop_, each);
  }

  /// A page of the rows `SELECT conversation_id, AT`, behind `place`, which moves to its end.
  template <class Each>
  Result<void> ask_page(std::string_view sql, std::string_view at, std::optional<Place>& place, Each each) {
    const Place behind = place.value_or(Place{.at = since_, .id = {}});
    int count = 0;
    auto done = access::each_row(
        tables_,
        access::Question{.sql = fmt::format("{0} AND ({1}, conversation_id) > (CAST(? AS TIMESTAMPTZ), ?) "
                                            "ORDER BY {1}, conversation_id LIMIT {2}",
                                            sql, at, reader_.page_),
                         .parameters = {format_instant(behind.at), behind.id}},
        stop_, [&](const Answer& row) {
          place = Place{.at = instant_in(row, 1), .id = text_in(row, 0)};
          ++count;
          each(ConversationId(place->id), place->at);
        });
    if (count < reader_.page_) place.reset();
    return done;
  }

  Result<void> read_deleted() {
    deleted_ = reader_.deleted_;
    return ask_page("SELECT conversation_id, deleted_at FROM conversation WHERE deleted_at IS NOT NULL",
                    "deleted_at", deleted_, [this](const ConversationId& id, Instant at) {
                      news_.events.push_back(webhooks::conversation_deleted(id, at));
                    });
  }

  Result<void> read_corrected() {
    corrected_ = reader_.corrected_;
    return ask_page("SELECT conversation_id, as_of FROM revision WHERE kind = 'correction'", "as_of",
                    corrected_, [this](const ConversationId& id, Instant at) {
                      news_.events.push_back(webhooks::conversation_corrected(id, at));
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
        "> {0} ORDER BY gap_id",
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
        "closed_at > {0} OR closed_at IS NULL ORDER BY incident_id",
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
        "state IN ('complete', 'settled', 're_verified') AND state_since > {0} ORDER BY "
        "state_since, window_begin",
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
  Instant since_;
  NewsReader& reader_;
  const std::stop_token& stop_;
  std::optional<Place> deleted_;
  std::optional<Place> corrected_;
  TableNews news_;
};

Result<TableNews> NewsReader::read(access::Tables& tables, Instant now, const std::stop_token& stop) {
  return Look(tables, now, *this, stop).read();
}

}  // namespace nowthen::serve
