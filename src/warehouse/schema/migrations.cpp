#include "warehouse/schema/migrations.hpp"

#include <array>

namespace nowthen::warehouse {
namespace {

constexpr std::array steps{
    Migration{1, "what a run took in",
              "ALTER TABLE run ADD COLUMN pages BIGINT;\n"
              "ALTER TABLE run ADD COLUMN set_aside BIGINT;\n"},
    Migration{
        2, "what the live feed saw",
        "CREATE TABLE live_leg (conversation_id VARCHAR NOT NULL, leg_index BIGINT NOT NULL, media_type "
        "VARCHAR, direction VARCHAR, state VARCHAR, queue_id VARCHAR, user_id VARCHAR, began_at TIMESTAMPTZ, "
        "ended_at TIMESTAMPTZ, origin VARCHAR, as_of TIMESTAMPTZ, archive_segment BIGINT, archive_offset "
        "BIGINT, archive_record BIGINT);\n"
        "CREATE TABLE live_gap (gap_id BIGINT NOT NULL, began_at TIMESTAMPTZ, ended_at TIMESTAMPTZ, cause "
        "VARCHAR, healed_at TIMESTAMPTZ, requests BIGINT, note VARCHAR);\n"},
    Migration{
        3, "medium and direction in each segment, the end of what was seen live",
        "CREATE TABLE segment_with_medium (conversation_id VARCHAR NOT NULL, participant_index BIGINT NOT "
        "NULL, session_index BIGINT NOT NULL, segment_index BIGINT NOT NULL, purpose VARCHAR, user_id "
        "VARCHAR, media_type VARCHAR, direction VARCHAR, segment_type VARCHAR, segment_start TIMESTAMPTZ, "
        "segment_end TIMESTAMPTZ, duration_ms BIGINT, queue_id VARCHAR, disconnect_type VARCHAR, "
        "wrap_up_code VARCHAR, wrap_up_note VARCHAR, wrap_up_tags VARCHAR[], error_code VARCHAR, "
        "conference BOOLEAN, audio_muted BOOLEAN, video_muted BOOLEAN, group_id VARCHAR, subject VARCHAR, "
        "requested_language_id VARCHAR, requested_routing_skill_ids VARCHAR[], requested_routing_user_ids "
        "VARCHAR[], sip_response_codes BIGINT[], q850_response_codes BIGINT[], source_conversation_id "
        "VARCHAR, source_session_id VARCHAR, destination_conversation_id VARCHAR, destination_session_id "
        "VARCHAR, scored_agents VARCHAR, properties VARCHAR, extra VARCHAR);\n"
        "INSERT INTO segment_with_medium BY NAME SELECT segment.*, session.media_type, session.direction "
        "FROM segment LEFT JOIN session USING (conversation_id, participant_index, session_index);\n"
        "DROP TABLE segment;\n"
        "ALTER TABLE segment_with_medium RENAME TO segment;\n"
        "ALTER TABLE live_leg ADD COLUMN is_over BOOLEAN;\n"},
};

}  // namespace

std::span<const Migration> migrations() { return steps; }

}  // namespace nowthen::warehouse
