// The schema is part of the interface: a change shows as a difference to tests/golden/schema.sql and to
// docs/reference/schema.md. A change to a table also needs a new schema_version and a migration.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support/checkout.hpp"
#include "warehouse/schema/ddl.hpp"
#include "warehouse/schema/document.hpp"

namespace nowthen::warehouse {
namespace {

constexpr std::string_view hint =
    "hint: NOWTHEN_UPDATE_GOLDEN=1 build/dev/tests/component_tests --gtest_filter='Schema.*' writes both "
    "files";

void expect_golden(const std::string& text, std::string_view file) {
  const std::string path = testing::in_checkout(file);
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
  if (std::getenv("NOWTHEN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
  std::ostringstream golden;
  golden << std::ifstream(path).rdbuf();
  EXPECT_TRUE(text == golden.str()) << file << " differs from the declarations in src/warehouse/schema\n"
                                    << hint;
}

TEST(Schema, IsAsAgreed) { expect_golden(ddl(), "tests/golden/schema.sql"); }

TEST(Schema, IsDocumented) { expect_golden(schema_document(), "docs/reference/schema.md"); }

}  // namespace
}  // namespace nowthen::warehouse
