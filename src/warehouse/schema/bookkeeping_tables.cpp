#include <array>

#include "warehouse/schema/record_schemas.hpp"

namespace nowthen::warehouse {
namespace {

using enum ColumnType;

constexpr Column conversation_id{"conversation_id", text, "the conversation's id", {}};
constexpr Column surface{"surface", text, "`sync`, `job`, `by_id`, `live` or `import`", {}};
constexpr Column archive_segment{"archive_segment", bigint, "segment of the archive with its bytes", {}};
constexpr Column archive_offset{"archive_offset", bigint, "begin of their page in the segment", "bytes"};
constexpr Column archive_record{"archive_record", bigint, "which record of that page", "from 0"};
constexpr Column window_surface{"surface", text, "what was asked: `sync`, `job` or `live`", {}};
constexpr Column window_begin{"window_begin", timestamp, "begin of the window, which belongs to it", {}};
constexpr Column window_end{"window_end", timestamp, "end of the window, which does not", {}};
constexpr Column run_id{"run_id", bigint, "the run", "from 1"};
constexpr Column content_hash{
    "content_hash", text, "hash of what it says, attributes left out; hexadecimal", {}};
constexpr Column attributes_hash{
    "attributes_hash", text, "hash of the participants' attributes; NULL where it has none", {}};

constexpr std::array reading_columns{
    archive_segment,
    archive_offset,
    archive_record,
    conversation_id,
    Column{"as_of", timestamp, "instant at which it was true", {}},
    surface,
    Column{"conversation_end", timestamp, "the end that it says; NULL while it goes on", {}},
    content_hash,
    attributes_hash,
};

constexpr std::array revision_columns{
    conversation_id,
    Column{"revision", bigint, "which revision", "from 1"},
    Column{"as_of", timestamp, "instant of the reading that showed it first", {}},
    Column{"kind",
           text,
           "`first`, `growth`, `completion`, `enrichment`, `correction`, `deletion`, or `unknown` where the "
           "bytes before are gone",
           {}},
    surface,
    content_hash,
    attributes_hash,
    Column{"changed_paths", json, "list of what differs from the revision before, as JSON pointers", {}},
    archive_segment,
    archive_offset,
    archive_record,
};

constexpr std::array ledger_window_columns{
    window_surface,
    window_begin,
    window_end,
    Column{"state", text, "`open`, `provisional`, `complete`, `settled` or `re_verified`", {}},
    Column{"state_since", timestamp, "since when", {}},
    Column{"proof",
           text,
           "what `complete` rests on: `total`, `two_readings` or `job`; NULL while nothing proves it",
           {}},
    Column{"readings", bigint, "how often it was read", "readings"},
    Column{"last_read_at", timestamp, "end of its latest reading", {}},
    Column{"distinct_ids", bigint, "conversations that its latest reading found", "conversations"},
    Column{"reported_total", bigint, "how many the server says there are; NULL where it says nothing",
           "conversations"},
    Column{"aggregate_count", bigint, "how many the aggregates count; NULL where they were not asked",
           "conversations"},
    Column{"set_aside", bigint, "records that could not be understood", "records"},
    Column{"reopened", bigint, "how often a late arrival opened it again", "times"},
    Column{"doubt", text, "what stands in the way of a proof; NULL: nothing", {}},
};

constexpr std::array ledger_reading_columns{
    window_surface,
    window_begin,
    window_end,
    Column{"reading_number", bigint, "which reading of the window", "from 1"},
    run_id,
    Column{"started_at", timestamp, "when it began, by the server's clock", {}},
    Column{"ended_at", timestamp, "when it ended; NULL: it did not come to its end", {}},
    Column{"first_total", bigint, "total that the first page reported", "conversations"},
    Column{"last_total", bigint, "total that the last page reported", "conversations"},
    Column{"distinct_ids", bigint, "conversations found", "conversations"},
    Column{"repeated_ids", bigint, "conversations that came again", "conversations"},
    Column{"missing_ids", bigint, "conversations known of the window that did not come", "conversations"},
    Column{"set_aside", bigint, "records that could not be understood", "records"},
    Column{"page_hashes", text_list, "hash of each page in the archive, in order; hexadecimal", {}},
    Column{"ids_hash", text, "hash of the sorted ids; hexadecimal", {}},
    Column{"job_id", text, "the job, where it was one", {}},
    Column{"available_until", timestamp, "how far the job's data reached", {}},
    Column{"aggregate_count", bigint, "how many the aggregates counted; NULL where they were not asked",
           "conversations"},
};

constexpr std::array run_columns{
    run_id,
    Column{"command", text, "the command", {}},
    Column{"version", text, "version of the program", {}},
    Column{"options", json, "its options and the configuration in force, without secrets", {}},
    Column{"started_at", timestamp, "begin", {}},
    Column{"ended_at", timestamp, "end; NULL: it goes on, or was killed", {}},
    Column{"clock_offset_ms", bigint, "how far the server's clock was ahead of ours", "ms"},
    Column{"planned_requests", bigint, "requests that the plan foresaw", "requests"},
    Column{"requests", bigint, "requests made", "requests"},
    Column{"received_bytes", bigint, "bytes of the replies' bodies as they came", "bytes"},
    Column{"readings", bigint, "records read", "records"},
    Column{"revisions", bigint, "records whose content was new", "records"},
    Column{"exit_code", bigint, "exit status; NULL as `ended_at`", {}},
    Column{"error", text, "what made it fail", {}},
    Column{"pages", bigint, "pages put into the archive", "pages"},
    Column{"set_aside", bigint, "records that could not be understood", "records"},
};

constexpr std::array request_columns{
    run_id,
    Column{"request_number", bigint, "which of the run's attempts", "from 1"},
    Column{"sent_at", timestamp, "when it was sent", {}},
    Column{"duration_ms", bigint, "until its reply was whole, or given up", "ms"},
    Column{"endpoint", text, "name of the endpoint", {}},
    Column{"attempt", bigint, "which attempt at the same request", "from 1"},
    Column{"status", bigint, "status of the reply; NULL: there was none", {}},
    Column{"server_date", timestamp, "the reply's date", {}},
    Column{"received_bytes", bigint, "bytes of the reply's body as they came", "bytes"},
    Column{"records", bigint, "records in the reply", "records"},
    Column{"surface", text, "what it was for: `sync`, `job`, `by_id` or `live`; NULL: something else", {}},
    Column{"window_begin", timestamp, "begin of the window it was for", {}},
    Column{"window_end", timestamp, "end of that window", {}},
    Column{"page_number", bigint, "which page", "from 1"},
    Column{"correlation_id", text, "what the platform's support finds it by", {}},
    Column{"error", text, "what went wrong", {}},
    archive_segment,
    archive_offset,
};

constexpr std::array incident_columns{
    Column{"incident_id", bigint, "the incident", "from 1"},
    Column{"kind", text, "what kind, such as `late_arrival` or `unknown_field`", {}},
    Column{"opened_at", timestamp, "begin", {}},
    Column{"closed_at", timestamp, "end; NULL while it lasts", {}},
    run_id,
    Column{"surface", text, "surface it concerns", {}},
    Column{"window_begin", timestamp, "begin of the window it concerns", {}},
    Column{"window_end", timestamp, "end of that window", {}},
    Column{"conversation_id", text, "conversation it concerns", {}},
    Column{"message", text, "what happened; a sentence", {}},
    Column{"details", json, "what else is known", {}},
};

constexpr std::array set_aside_columns{
    archive_segment,
    archive_offset,
    archive_record,
    Column{"set_aside_at", timestamp, "when", {}},
    run_id,
    surface,
    Column{"conversation_id", text, "the conversation's id, where it could be read", {}},
    Column{"reason", text, "where in the record, and what is wrong there", {}},
    Column{"size_bytes", bigint, "size of the record", "bytes"},
    Column{"understood_at", timestamp, "since when it is understood after all", {}},
};

constexpr std::array live_leg_columns{
    conversation_id,
    Column{"leg_index", bigint, "which leg of it, by begin", "from 0"},
    Column{"media_type", text, "the session's medium", {}},
    Column{"direction", text, "`inbound` or `outbound`, where the medium says it", {}},
    Column{"state", text, "`waiting`, `alerting`, `interacting`, `holding` or `wrapping`", {}},
    Column{"queue_id", text, "queue; NULL for an agent who was reached past any", {}},
    Column{"user_id", text, "agent; NULL while it waits", {}},
    Column{"began_at", timestamp, "begin", {}},
    Column{"ended_at", timestamp, "end; NULL: it went on when the feed last saw the conversation", {}},
    Column{
        "origin", text, "what told it: `event`, or `details` where a record of the API had a part in it", {}},
    Column{"as_of", timestamp, "when that was seen, or was true", {}},
    archive_segment,
    archive_offset,
    archive_record,
    Column{"is_over", ColumnType::boolean, "whether the conversation had ended then; NULL: nobody said", {}},
};

constexpr std::array live_gap_columns{
    Column{"gap_id", bigint, "the gap", "from 1"},
    Column{"began_at", timestamp, "since when the feed may have missed something", {}},
    Column{"ended_at", timestamp, "until when; NULL: it goes on", {}},
    Column{"cause", text, "`restart`, `disconnected`, `silence`, `unanswered`, `missed` or `no_room`", {}},
    Column{"healed_at", timestamp, "when what happened in it was read from the API; NULL: not yet", {}},
    Column{"requests", bigint, "requests that healing it took", "requests"},
    Column{"note", text, "what else is to be said about it", {}},
};

constexpr Column valid_from{
    "valid_from", timestamp, "since when it reads so; what was read first counts from 1970 on", {}};
constexpr Column valid_to{"valid_to", timestamp, "until when, exclusive; NULL: still", {}};
constexpr Column entity_name{"name", text, "its name", {}};
constexpr Column entity_state{
    "state", text, "`active`, `inactive`, `deleted`, where the platform says it", {}};
constexpr Column entity_division{"division_id", text, "its division, where it has one", {}};
constexpr Column entity_extra{"extra", json, "its other fields", {}};

/// The columns of a table of names.
constexpr std::array<Column, 7> names_by(std::string_view id, std::string_view about) {
  return {Column{id, text, about, {}},
          valid_from,
          valid_to,
          entity_name,
          entity_state,
          entity_division,
          entity_extra};
}

constexpr std::array queue_columns = names_by("queue_id", "the queue's id");
constexpr std::array user_columns = names_by("user_id", "the user's id");
constexpr std::array wrapup_code_columns = names_by("wrapup_code_id", "the code's id; not always a UUID");
constexpr std::array skill_columns = names_by("skill_id", "the skill's id");
constexpr std::array division_columns{Column{"division_id", text, "the division's id", {}},
                                      valid_from,
                                      valid_to,
                                      entity_name,
                                      entity_state,
                                      entity_extra};

constexpr std::array queue_target_columns{
    Column{"queue_id", text, "the queue's id", {}},
    Column{"media_type", text, "the medium, as `session.media_type` has it", {}},
    valid_from,
    valid_to,
    Column{"service_ms", bigint, "answered within this time is in time", "ms"},
    Column{"service_ratio", real, "share that should be", "0 to 1"},
};

constexpr std::array meta_columns{
    Column{"name", text, "`schema_version`, `organization_id`, ...", {}},
    Column{"value", text, "its value", {}},
};

constexpr std::array schemas{
    TableSchema{TableId::reading, TableKind::history, "reading", "a record as one reply showed it", 3,
                reading_columns},
    TableSchema{TableId::revision, TableKind::history, "revision", "a content of a conversation that was new",
                2, revision_columns},
    TableSchema{TableId::ledger_window, TableKind::ledger, "ledger_window",
                "an interval of one surface, and how far it is proven", 3, ledger_window_columns},
    TableSchema{TableId::ledger_reading, TableKind::ledger, "ledger_reading",
                "evidence: one reading of such a window", 4, ledger_reading_columns},
    TableSchema{TableId::run, TableKind::ledger, "run", "a run of the program", 1, run_columns},
    TableSchema{TableId::request, TableKind::ledger, "request", "an attempt at a request of a run", 2,
                request_columns},
    TableSchema{TableId::incident, TableKind::ledger, "incident", "something that should not have happened",
                1, incident_columns},
    TableSchema{TableId::set_aside, TableKind::ledger, "set_aside", "a record that could not be understood",
                3, set_aside_columns},
    TableSchema{TableId::live_leg, TableKind::live, "live_leg",
                "a stretch of a conversation in a queue, as the live feed saw it", 2, live_leg_columns},
    TableSchema{TableId::live_gap, TableKind::live, "live_gap",
                "a stretch of time in which the live feed may have missed something", 1, live_gap_columns},
    TableSchema{TableId::queue, TableKind::dimension, "queue", "a queue, while it read so", 2, queue_columns},
    TableSchema{TableId::queue_target, TableKind::dimension, "queue_target",
                "the service level wanted of a queue for one medium, while it read so", 3,
                queue_target_columns},
    TableSchema{TableId::user, TableKind::dimension, "user", "a user, while it read so", 2, user_columns},
    TableSchema{TableId::wrapup_code, TableKind::dimension, "wrapup_code", "a wrap-up code, while it read so",
                2, wrapup_code_columns},
    TableSchema{TableId::skill, TableKind::dimension, "skill", "a skill, while it read so", 2, skill_columns},
    TableSchema{TableId::division, TableKind::dimension, "division", "a division, while it read so", 2,
                division_columns},
    TableSchema{TableId::meta, TableKind::meta, "meta", "a fact about the warehouse itself", 1, meta_columns},
};

}  // namespace

std::span<const TableSchema> bookkeeping_schemas() { return schemas; }

}  // namespace nowthen::warehouse
