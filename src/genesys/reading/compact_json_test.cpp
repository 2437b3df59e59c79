#include "genesys/reading/compact_json.hpp"

#include <gtest/gtest.h>

#include <string>

namespace nowthen::genesys::reading {
namespace {

TEST(Compactor, TakesOffSpaceOutsideStringsOnly) {
  Compactor compactor;
  std::string out;
  compactor.look_at("{ \"a, b\" : [ 1 ,\n \"x  \\\" y\" ] }");
  compactor.assign("[ 1 ,\n \"x  \\\" y\" ]", out);
  EXPECT_EQ(out, "[1,\"x  \\\" y\"]");
  compactor.look_at("{\"a, b\":[1,\"x  y\"]}\n");
  compactor.assign("[1,\"x  y\"]", out);
  EXPECT_EQ(out, "[1,\"x  y\"]");
}

TEST(Compactor, FindsOneBlankAmongTextsThatLookLikeIt) {
  const std::string record = R"({"a":"Smith, Ann \\", "b":"\", c"})";
  const std::string compact = R"({"a":"Smith, Ann \\","b":"\", c"})";
  Compactor compactor;
  std::string out;
  compactor.look_at(record);
  compactor.assign(record, out);
  EXPECT_EQ(out, compact);
  compactor.look_at(compact);
  compactor.assign(compact, out);
  EXPECT_EQ(out, compact);
}

TEST(Compactor, TakesRecordsLargerThanAnyBefore) {
  Compactor compactor;
  for (const std::size_t size : {1U, 300U, 40'000U}) {
    const std::string text(size, 'x');
    std::string out;
    compactor.look_at("[ \"" + text + "\" ]");
    compactor.assign("[ \"" + text + "\" ]", out);
    EXPECT_EQ(out, "[\"" + text + "\"]");
  }
}

}  // namespace
}  // namespace nowthen::genesys::reading
