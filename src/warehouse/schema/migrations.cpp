#include "warehouse/schema/migrations.hpp"

#include <array>

namespace nowthen::warehouse {
namespace {

constexpr std::array steps{
    Migration{1, "what a run took in",
              "ALTER TABLE run ADD COLUMN pages BIGINT;\n"
              "ALTER TABLE run ADD COLUMN set_aside BIGINT;\n"},
};

}  // namespace

std::span<const Migration> migrations() { return steps; }

}  // namespace nowthen::warehouse
