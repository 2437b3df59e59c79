// What --help shows is part of the interface: a change shows as a difference to tests/golden/help.txt.
// To accept it: NOWTHEN_UPDATE_GOLDEN=1 build/dev/tests/component_tests --gtest_filter='Help.*'
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cli/commands/commands.hpp"
#include "cli/global_options.hpp"
#include "cli/help.hpp"
#include "support/checkout.hpp"

namespace nowthen::cli {
namespace {
const std::string golden_file = testing::in_checkout("tests/golden/help.txt");

std::string all_help() {
  CommandSet commands;
  add_all_commands(commands);
  GlobalOptions given;
  const Options globals = declare_global_options(given);
  std::string text = "$ nowthen --help\n" + program_help(commands, globals);
  for (const Command& command : commands.all())
    if (command.group != Command::Group::hidden)
      text += "\n$ nowthen " + command.name + " --help\n" + command_help(command, globals);
  return text;
}

TEST(Help, IsAsAgreed) {
  const std::string text = all_help();
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
  if (std::getenv("NOWTHEN_UPDATE_GOLDEN") != nullptr) std::ofstream(golden_file) << text;
  std::ostringstream golden;
  golden << std::ifstream(golden_file).rdbuf();
  EXPECT_EQ(text, golden.str());
}

TEST(Help, FitsAHundredColumns) {
  std::istringstream lines(all_help());
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100U) << line;
}

TEST(Help, HasExamplesAndSentencesForEveryCommand) {
  CommandSet commands;
  add_all_commands(commands);
  for (const Command& command : commands.all()) {
    if (command.group == Command::Group::hidden) continue;
    EXPECT_NE(command.examples.find("nowthen " + command.name), std::string::npos) << command.name;
    for (const Option& option : command.options.all())
      EXPECT_FALSE(option.help.ends_with('.')) << option.names;
  }
}

}  // namespace
}  // namespace nowthen::cli
