#include "genesys/reading/compact_json.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace nowthen::genesys::reading
