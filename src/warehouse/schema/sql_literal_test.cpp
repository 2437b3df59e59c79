#include "warehouse/schema/sql_literal.hpp"

#include <gtest/gtest.h>

namespace nowthen::warehouse {
namespace {

TEST(SqlLiteral, EndsWhereItsTextEnds) {
  EXPECT_EQ(sql_literal(""), "''");
  EXPECT_EQ(sql_literal("a b"), "'a b'");
  EXPECT_EQ(sql_literal("it's '; DROP TABLE t; --'"), "'it''s ''; DROP TABLE t; --'''");
}

}  // namespace
}  // namespace nowthen::warehouse
