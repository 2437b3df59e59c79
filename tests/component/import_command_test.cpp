// The command import over several files.
#include <gtest/gtest.h>

#include "support/filled_home.hpp"
#include "support/simulated_process.hpp"
#include "support/temporary_file.hpp"

namespace nowthen {
namespace {

using testing::record_of;

TEST(ImportCommand, GoesOnAfterAFileThatIsNotThere) {
  const testing::FilledHome home;
  testing::SimulatedProcess process({.now = parse_instant("2026-11-25T12:00:00Z").value()});
  process.environment["NOWTHEN_HOME"] = home.path();
  const testing::TemporaryFile first(record_of("a", "2026-11-20T10:00:00.000Z", 1) + "\n");
  const testing::TemporaryFile last(record_of("b", "2026-11-20T10:00:00.000Z", 1) + "\n");
  EXPECT_EQ(process.run({"import", first.path(), home.path() + "/nosuch", last.path()}), 1);
  const std::string err = process.err.str();
  EXPECT_NE(err.find("nowthen: "), std::string::npos) << err;
  EXPECT_NE(err.find("/nosuch"), std::string::npos) << err;
  EXPECT_NE(err.find("2 records: 2 new conversations"), std::string::npos) << err;
  EXPECT_EQ(process.run({"query",
                         "SELECT count(*) AS n, (SELECT max(exit_code) FROM run) AS c, (SELECT "
                         "count(*) FROM run WHERE error LIKE '%FILE%') AS e FROM conversation",
                         "--format", "csv"}),
            0);
  EXPECT_EQ(process.out.str(), "n,c,e\r\n2,1,1\r\n");
  EXPECT_EQ(process.run({"import", home.path() + "/nosuch"}), 1);
  EXPECT_EQ(process.err.str().find("records"), std::string::npos) << process.err.str();
}

}  // namespace
}  // namespace nowthen
