// What DuckDB has freed does not come into a file that it writes afterwards (docs/adr/0032).
#include <gtest/gtest.h>

#include "warehouse/duckdb/test_support.hpp"

namespace nowthen::warehouse {
namespace {

constexpr const char* canary = "CANARY-of-somebody-";

/// Many columns of texts, so that of some the last block is nearly filled, and not wholly.
std::string columns() {
  std::string list = "i";
  for (int width = 20; width < 80; ++width)
    list += ", left(md5(i || '" + std::to_string(width) + "') || md5(i::VARCHAR) || md5('x' || i), " +
            std::to_string(width) + ") AS text_" + std::to_string(width);
  return list;
}

TEST(FreedMemory, IsNotInAFileThatIsWrittenAfterwards) {
  const testing::TemporaryFolder folder;
  auto connection = testing::database({.threads = 2}).connect().value();
  const auto run = [&](const std::string& sql) { connection.execute(sql).value(); };
  for (const char* way : {"auto", "uncompressed"}) {
    run(std::string("CREATE TABLE c AS SELECT repeat('") + canary +
        "', 8) || i AS s FROM range(800000) r(i)");
    connection.value<std::string>("SELECT max(s) FROM c WHERE s LIKE '%7'").value();
    run("DROP TABLE c");
    const std::string path = folder.file(way);
    run("ATTACH '" + path + "' AS file; SET force_compression = '" + way + "'");
    run("CREATE TABLE file.t AS SELECT " + columns() +
        " FROM range(30000) r(i); CHECKPOINT file; DETACH file");
    EXPECT_EQ(testing::count_in_file(path, canary), 0U) << way;
  }
}

}  // namespace
}  // namespace nowthen::warehouse
