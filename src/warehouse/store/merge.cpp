#include "warehouse/store/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "warehouse/duckdb/running.hpp"
#include "warehouse/store/record_sink.hpp"
#include "warehouse/store/revision_rows.hpp"
#include "warehouse/store/story.hpp"

namespace nowthen::warehouse {
namespace {

constexpr std::array record_tables{
    TableId::conversation, TableId::participant,    TableId::session,
    TableId::segment,      TableId::session_metric, TableId::media_endpoint_stat,
    TableId::flow,         TableId::flow_outcome,   TableId::evaluation,
    TableId::survey,       TableId::resolution};

class Merge {
 public:
  Merge(Connection& connection, std::span<const Reading> readings, const FetchReading& fetch, MergedIds* ids,
        const std::stop_token& stop)
      : connection_(connection),
        readings_(readings),
        plan_(readings),
        fetch_(fetch),
        ids_(ids),
        stop_(stop) {}

  Outcome<MergeReport> run() {
    if (auto found = find_known(); !found) return found.error();
    plan_.decide(report_);
    for (const auto step : {&Merge::write_readings, &Merge::drop_rows, &Merge::write_records,
                            &Merge::update_meta, &Merge::write_revisions})
      if (auto done = (this->*step)(); !done) return done.error();
    return std::move(report_);
  }

 private:
  using Done = Outcome<void>;

  const std::map<std::string, Touched>& touched() const { return plan_.touched(); }

  /// Whether `which` says something of any of them.
  template <class Which>
  bool has_any(Which which) const {
    return std::any_of(touched().begin(), touched().end(),
                       [&](const auto& each) { return static_cast<bool>(which(each.second)); });
  }

  /// A temporary table of conversations' ids and a number.
  template <class Each>
  Done stage(const std::string& name, Each each) {
    return stage_rows(name, [&](Appender& rows) -> Done {
      for (const auto& [id, touched] : touched())
        if (const std::optional<std::int64_t> number = each(touched))
          if (auto added = rows.append_row({id, *number}); !added) return added;
      return boost::system::in_place_value;
    });
  }

  template <class Fill>
  Done stage_rows(const std::string& name, Fill fill) {
    auto made = connection_.execute(
        fmt::format("CREATE OR REPLACE TEMP TABLE {} (conversation_id VARCHAR, number BIGINT)", name));
    if (!made) return made.error();
    auto rows = connection_.append_to(name);
    if (!rows) return rows.error();
    if (auto filled = fill(*rows); !filled) return filled;
    return rows->close();
  }

  /// Those that may have been merged before.
  std::vector<std::string_view> ids_to_look_for() {
    std::vector<std::string_view> found;
    for (const auto& [id, touched] : touched())
      if (ids_ == nullptr || !ids_->insert(id)) found.push_back(id);
    return found;
  }

  Done find_known() {
    const auto ids = ids_to_look_for();
    if (ids.empty()) return boost::system::in_place_value;
    auto staged = stage_rows("touched", [&](Appender& rows) -> Done {
      for (const std::string_view id : ids)
        if (auto added = rows.append_row({id, 0}); !added) return added;
      return boost::system::in_place_value;
    });
    if (!staged) return staged;
    auto rows = connection_.query(
        "SELECT conversation_id, as_of, surface, conversation_end, content_hash, attributes_hash, "
        "archive_segment, archive_offset, archive_record FROM reading WHERE conversation_id IN (SELECT "
        "conversation_id FROM touched)",
        {}, stop_);
    if (!rows) return rows.error();
    for (;;) {
      const auto more = rows->next();
      if (!more) return more.error();
      if (!*more) return boost::system::in_place_value;
      plan_.add_known(*rows->get<std::string>(0), known_reading(*rows));
    }
  }

  static KnownReading known_reading(const Rows& rows) {
    return {
        .key = {.as_of = rows.get<Instant>(1).value_or(Instant{}),
                .surface = surface_named(rows.get<std::string>(2).value_or("")).value_or(Surface::imported),
                .ended_at = rows.get<Instant>(3),
                .content_hash = rows.get<std::string>(4).value_or(""),
                .attributes_hash = rows.get<std::string>(5).value_or("")},
        .place = {.segment = rows.get<std::int64_t>(6).value_or(0),
                  .offset = rows.get<std::int64_t>(7).value_or(0),
                  .record = rows.get<std::int64_t>(8).value_or(0)}};
  }

  Done write_readings() {
    auto rows = connection_.append_to("reading");
    if (!rows) return rows.error();
    for (const auto& [id, touched] : touched())
      for (const KnownReading& each : touched.now) {
        if (!each.in_batch) continue;
        auto added = rows->append_row({each.place.segment, each.place.offset, each.place.record, id,
                                       each.key.as_of, name_of(each.key.surface), each.key.ended_at,
                                       or_null(each.key.content_hash), or_null(each.key.attributes_hash)});
        if (!added) return added;
      }
    return rows->close();
  }

  static Value or_null(const std::string& text) { return text.empty() ? Value(nullptr) : Value(text); }

  Done drop_rows() {
    const auto known = [](Fate fate) {
      return [fate](const Touched& each) {
        const bool hit = each.old_story.winner && each.fate == fate;
        return hit ? std::optional<std::int64_t>(0) : std::nullopt;
      };
    };
    if (auto dropped = drop_staged("replaced", known(Fate::replaced), record_tables); !dropped)
      return dropped;
    const auto anew = [](const Touched& each) {
      const bool hit = each.attributes_anew && each.old_story.attributes_from;
      return hit ? std::optional<std::int64_t>(0) : std::nullopt;
    };
    return drop_staged("attributes_anew", anew, std::array{TableId::participant_attribute});
  }

  template <class Which, std::size_t count>
  Done drop_staged(const std::string& name, Which which, const std::array<TableId, count>& tables) {
    if (!has_any(which)) return boost::system::in_place_value;
    if (auto staged = stage(name, which); !staged) return staged;
    for (const TableId id : tables) {
      auto gone = connection_.execute(
          fmt::format("DELETE FROM {} WHERE conversation_id IN (SELECT conversation_id FROM {})",
                      table(id).name, name),
          {}, stop_);
      if (!gone) return gone.error();
    }
    return boost::system::in_place_value;
  }

  Done write_records() {
    RecordSink sink(connection_);
    for (const auto& [id, touched] : touched()) {
      if (stop_.stop_requested()) return interrupted();
      const Story& story = touched.story;
      if (touched.fate == Fate::replaced)
        if (auto done = write_part(sink, touched, *story.rows_from, RecordPart::without_attributes); !done)
          return done;
      if (touched.attributes_anew && story.attribute_rows_from)
        if (auto done = write_part(sink, touched, *story.attribute_rows_from, RecordPart::attributes_only);
            !done)
          return done;
    }
    return sink.close();
  }

  Done write_part(RecordSink& sink, const Touched& touched, std::size_t index, RecordPart part) {
    sink.want(part);
    std::string why;
    for (std::size_t i = index; i < touched.now.size(); ++i) {
      if (!says_the_same(touched.now[i].key, touched.now[index].key, part)) continue;
      const auto in_batch = touched.now[i].in_batch;
      if (in_batch && !plan_.reading(*in_batch).is_let_go) {
        write_rows(plan_.reading(*in_batch).detail, touched.story.meta, sink);
        return boost::system::in_place_value;
      }
      const auto found = fetch_(touched.now[i].place);
      if (found) {
        write_rows(found->detail, touched.story.meta, sink);
        return boost::system::in_place_value;
      }
      if (why.empty()) why = found.error().message;
      if (found.error().kind != ErrorKind::not_found) break;
    }
    return Failure{.message = "a record that the tables need again cannot be read: " + why};
  }

  /// Where the bytes of one are gone, erased or pruned, those of the other will do.
  static bool says_the_same(const ReadingKey& one, const ReadingKey& other, RecordPart part) {
    return part == RecordPart::attributes_only ? one.attributes_hash == other.attributes_hash
                                               : one.content_hash == other.content_hash;
  }

  Done update_meta() {
    constexpr std::string_view columns =
        "as_of, surface, attributes_as_of, first_seen_at, seen_live_at, seen_sync_at, seen_job_at, "
        "seen_by_id_at, "
        "seen_import_at, revision, attributes_hash, deleted_at, archive_segment, archive_offset, "
        "archive_record";
    if (!has_any([](const Touched& each) { return each.fate == Fate::updated; }))
      return boost::system::in_place_value;
    auto made = connection_.execute(fmt::format(
        "CREATE OR REPLACE TEMP TABLE updated AS SELECT conversation_id, {} FROM conversation LIMIT 0",
        columns));
    if (!made) return made.error();
    if (auto staged = stage_meta(); !staged) return staged;
    auto updated = connection_.execute(
        "UPDATE conversation SET as_of = u.as_of, surface = u.surface, attributes_as_of = "
        "u.attributes_as_of, "
        "first_seen_at = u.first_seen_at, seen_live_at = u.seen_live_at, seen_sync_at = u.seen_sync_at, "
        "seen_job_at = u.seen_job_at, seen_by_id_at = u.seen_by_id_at, seen_import_at = u.seen_import_at, "
        "revision = u.revision, attributes_hash = u.attributes_hash, deleted_at = u.deleted_at, "
        "archive_segment = u.archive_segment, archive_offset = u.archive_offset, "
        "archive_record = u.archive_record FROM updated u "
        "WHERE conversation.conversation_id = u.conversation_id",
        {}, stop_);
    if (!updated) return updated.error();
    return boost::system::in_place_value;
  }

  Done stage_meta() {
    auto rows = connection_.append_to("updated");
    if (!rows) return rows.error();
    for (const auto& [id, touched] : touched()) {
      if (touched.fate != Fate::updated) continue;
      const RecordMeta& meta = touched.story.meta;
      auto added =
          rows->append_row({id, meta.as_of, meta.surface, meta.attributes_as_of, meta.first_seen_at,
                            meta.seen_live_at, meta.seen_sync_at, meta.seen_job_at, meta.seen_by_id_at,
                            meta.seen_import_at, meta.revision, or_null(meta.attributes_hash),
                            meta.deleted_at, meta.archive_segment, meta.archive_offset, meta.archive_record});
      if (!added) return added;
    }
    return rows->close();
  }

  Done write_revisions() {
    const auto kept = [](const Touched& each) -> std::optional<std::int64_t> {
      const std::size_t same = same_steps({each.before, each.old_story}, {each.now, each.story});
      if (same == each.old_story.revisions.size()) return std::nullopt;
      return static_cast<std::int64_t>(same);
    };
    if (has_any(kept)) {
      if (auto staged = stage("revised", kept); !staged) return staged;
      auto gone = connection_.execute(
          "DELETE FROM revision USING revised WHERE revision.conversation_id = revised.conversation_id "
          "AND revision.revision > revised.number",
          {}, stop_);
      if (!gone) return gone.error();
    }
    auto rows = connection_.append_to("revision");
    if (!rows) return rows.error();
    for (const auto& [id, touched] : touched()) {
      if (stop_.stop_requested()) return interrupted();
      const std::size_t same = same_steps({touched.before, touched.old_story}, {touched.now, touched.story});
      for (std::size_t i = same; i < touched.story.revisions.size(); ++i)
        if (auto added = write_revision(*rows, id, touched, i); !added) return added;
    }
    return rows->close();
  }

  Done write_revision(Appender& rows, const std::string& id, const Touched& touched, std::size_t index) {
    const RevisionStep& step = touched.story.revisions[index];
    const KnownReading& shown = touched.now[step.reading];
    const auto read = [&](std::size_t reading) { return reading_of(touched.now[reading]); };
    const auto kind = kind_of(step, touched.now, read);
    if (!kind) return Failure{.message = kind.error().message, .hint = kind.error().hint};
    ++report_.revisions[kind->name];
    return rows.append_row({id, static_cast<std::int64_t>(index + 1), shown.key.as_of, kind->name,
                            name_of(shown.key.surface), or_null(shown.key.content_hash),
                            or_null(step.attributes_hash), or_null(kind->changed_paths), shown.place.segment,
                            shown.place.offset, shown.place.record});
  }

  Result<Reading> reading_of(const KnownReading& known) const {
    if (!known.in_batch) return fetch_(known.place);
    const Reading& reading = readings_[*known.in_batch];
    return reading.json.empty() && !reading.is_deletion() ? fetch_(known.place) : reading;
  }

  Connection& connection_;
  std::span<const Reading> readings_;
  MergePlan plan_;
  const FetchReading& fetch_;
  MergedIds* ids_;
  const std::stop_token& stop_;
  MergeReport report_;
};

}  // namespace

Outcome<MergeReport> merge(Connection& connection, std::span<const Reading> readings,
                           const FetchReading& fetch, MergedIds* ids, const std::stop_token& stop) {
  if (readings.empty()) return MergeReport{};
  return Merge(connection, readings, fetch, ids, stop).run();
}

}  // namespace nowthen::warehouse
