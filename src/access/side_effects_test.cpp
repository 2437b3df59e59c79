#include "access/side_effects.hpp"

#include <gtest/gtest.h>

namespace nowthen::access {
namespace {

TEST(SideEffects, AreRefusedHoweverTheyAreSpelled) {
  for (const char* sql :
       {"SELECT * FROM enable_logging()", "select * from ENABLE_LOGGING (storage := 'file')",
        "FROM \"enable_logging\"()", "FROM main.enable_logging /* a */ -- b\n ()",
        "CALL truncate_duckdb_logs()", "SELECT * FROM checkpoint()", "FROM force_checkpoint ( )",
        "  export DATABASE 'x'", "WITH a AS (SELECT * FROM disable_logging()) FROM a"}) {
    const auto refused = refusal_of_side_effects(sql);
    ASSERT_TRUE(refused) << sql;
    EXPECT_EQ(refused->kind, ErrorKind::invalid_request) << sql;
  }
}

TEST(SideEffects, AreNotSeenWhereNoneAre) {
  for (const char* sql : {"", "SELECT checkpoint FROM t", "SELECT * FROM my_checkpoint()", "SELECT export(1)",
                          "SELECT 1 AS export", "SELECT enable_logging_at FROM t", "SELECT '/*'"})
    EXPECT_FALSE(refusal_of_side_effects(sql)) << sql;
}

}  // namespace
}  // namespace nowthen::access
