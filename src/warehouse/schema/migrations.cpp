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
};

}  // namespace

std::span<const Migration> migrations() { return steps; }

}  // namespace nowthen::warehouse
