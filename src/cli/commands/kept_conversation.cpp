#include "cli/commands/kept_conversation.hpp"

#include <array>

#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

using access::Answer;
using access::Tables;
using warehouse::ArchivePlace;

ArchivePlace place_in(const Answer& rows, std::size_t column) {
  return {.segment = rows.get<std::int64_t>(column).value_or(0),
          .offset = rows.get<std::int64_t>(column + 1).value_or(0),
          .record = rows.get<std::int64_t>(column + 2).value_or(0)};
}

Result<std::string> whole_id(Tables& tables, const std::string& id, const std::stop_token& stop) {
  if (id.empty()) return usage_error("the conversation's id is empty", "nowthen show ID");
  auto asked = tables.ask(
      {.sql = "SELECT DISTINCT conversation_id FROM revision WHERE starts_with(conversation_id, ?) "
              "ORDER BY conversation_id <> ?, 1 LIMIT 2",
       .parameters = {id, id}},
      stop);
  if (!asked) return asked.error();
  Answer& rows = **asked;
  std::vector<std::string> found;
  for (;;) {
    const auto more = rows.next();
    if (!more) return more.error();
    if (!*more) break;
    found.push_back(rows.get<std::string>(0).value_or(""));
  }
  if (found.empty())
    return Error{
        .kind = ErrorKind::not_found,
        .message = "there is no conversation " + neutralised(id) + " here",
        .hint = "nowthen query \"SELECT conversation_id FROM conversations LIMIT 10\" shows some that are"};
  if (found.size() > 1 && found.front() != id)
    return usage_error("several conversations begin with " + neutralised(id),
                       "give more of the id: " + neutralised(found[0]) + " or " + neutralised(found[1]));
  return found.front();
}

/// Calls `each(rows)` for every row.
template <class Each>
Result<void> for_each(Tables& tables, const std::string& sql, const std::string& id,
                      const std::stop_token& stop, Each each) {
  auto asked = tables.ask({.sql = sql, .parameters = {id}}, stop);
  if (!asked) return asked.error();
  Answer& rows = **asked;
  for (;;) {
    const auto more = rows.next();
    if (!more) return more.error();
    if (!*more) return {};
    each(rows);
  }
}

Result<void> read_facts(Tables& tables, KeptConversation& kept, const std::stop_token& stop) {
  constexpr std::array surfaces{"live", "sync", "job", "by id", "import"};
  return for_each(
      tables,
      "SELECT archive_segment, archive_offset, archive_record, as_of, surface, deleted_at, seen_live_at, "
      "seen_sync_at, seen_job_at, seen_by_id_at, seen_import_at FROM conversation "
      "WHERE conversation_id = ?",
      kept.id, stop, [&](const Answer& rows) {
        kept.place = place_in(rows, 0);
        kept.as_of = rows.get<Instant>(3);
        kept.surface = rows.get<std::string>(4).value_or("");
        kept.deleted_at = rows.get<Instant>(5);
        for (std::size_t i = 0; i < surfaces.size(); ++i)
          if (const auto at = rows.get<Instant>(6 + i)) kept.seen.emplace_back(surfaces.at(i), *at);
      });
}

Result<void> read_revisions(Tables& tables, KeptConversation& kept, const std::stop_token& stop) {
  return for_each(tables,
                  "SELECT revision, as_of, kind, surface, changed_paths, archive_segment, archive_offset, "
                  "archive_record FROM revision WHERE conversation_id = ? ORDER BY revision",
                  kept.id, stop, [&](const Answer& rows) {
                    kept.revisions.push_back({.number = rows.get<std::int64_t>(0).value_or(0),
                                              .as_of = rows.get<Instant>(1),
                                              .kind = rows.get<std::string>(2).value_or(""),
                                              .surface = rows.get<std::string>(3).value_or(""),
                                              .changed_paths = rows.get<std::string>(4).value_or(""),
                                              .place = place_in(rows, 5)});
                  });
}

Result<void> read_attributes(Tables& tables, KeptConversation& kept, const std::stop_token& stop) {
  return for_each(tables,
                  "SELECT name, value FROM participant_attribute WHERE conversation_id = ? "
                  "ORDER BY participant_index, name",
                  kept.id, stop, [&](const Answer& rows) {
                    kept.attributes.emplace_back(rows.get<std::string>(0).value_or(""),
                                                 rows.get<std::string>(1).value_or(""));
                  });
}

}  // namespace

Result<KeptConversation> find_conversation(access::Tables& tables, const std::string& id,
                                           const std::stop_token& stop) {
  auto whole = whole_id(tables, id, stop);
  if (!whole) return whole.error();
  KeptConversation kept{.id = *std::move(whole)};
  for (const auto read : {read_facts, read_revisions, read_attributes})
    if (auto done = read(tables, kept, stop); !done) return done.error();
  return kept;
}

}  // namespace nowthen::cli
