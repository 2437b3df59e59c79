#include "cli/completion.hpp"

#include <gtest/gtest.h>

#include "cli/global_options.hpp"
#include "cli/man_page.hpp"

namespace nowthen::cli {
namespace {

/// A command of each kind.
struct Declared {
  std::vector<std::string> media;
  std::string output;
  std::string shell;
  bool quiet = false;
  CommandSet commands;
  Options globals;

  Declared() {
    Command& history = commands.add({.name = "history", .summary = "List [closed] conversations: it's them"});
    history.options.value("--media", "TYPE", &media, "Only 'these'").one_of({"voice", "chat"});
    history.options.value("-o,--output", "FILE", &output, "Write -there-").names_a_file();
    Command& completion = commands.add({.name = "completion", .summary = "Complete"});
    completion.options.argument("SHELL", &shell, "The shell").one_of({"bash", "zsh"}).must_be_given();
    commands.add({.name = "secretly", .group = Command::Group::hidden, .summary = "s"});
    globals.flag("-q,--quiet", quiet, "Be quiet");
  }
};

void expect_contains(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << part << "\nis missing in:\n" << text;
}

TEST(BashCompletion, OffersCommandsOptionsAndValues) {
  Declared declared;
  const std::string script = bash_completion(declared.commands, declared.globals);
  expect_contains(script, "'') words='history completion'");
  expect_contains(script, "history) words='--media --output'");
  expect_contains(script, "completion) words='bash zsh'");
  expect_contains(script, "history:--media) _nowthen_list 'voice chat' \"$current\"; return ;;");
  expect_contains(script, "history:-o|history:--output) _nowthen_files \"$current\"; return ;;");
}

TEST(ZshCompletion, QuotesWhatZshWouldRead) {
  Declared declared;
  const std::string script = zsh_completion(declared.commands, declared.globals);
  expect_contains(script, R"('history:List \[closed\] conversations\: it'\''s them')");
  expect_contains(script, "'*'--media'[Only '\\''these'\\'']:TYPE:(voice chat)'");
  expect_contains(script, "'(-o --output)'{-o,--output}'[Write -there-]:FILE:_files'");
  expect_contains(script, "'(-q --quiet)'{-q,--quiet}'[Be quiet]'");
}

TEST(FishCompletion, NamesEachOptionOnce) {
  Declared declared;
  const std::string script = fish_completion(declared.commands, declared.globals);
  expect_contains(script, "-n '__fish_seen_subcommand_from history' -s o -l output -r -F -d 'Write -there-'");
  expect_contains(script, "-l media -x -a 'voice chat' -d 'Only \\'these\\''");
}

TEST(Completion, HidesHiddenCommands) {
  Declared declared;
  for (const auto make : {bash_completion, zsh_completion, fish_completion})
    EXPECT_EQ(make(declared.commands, declared.globals).find("secretly"), std::string::npos);
}

TEST(ManPage, KeepsDashesAndHidesHiddenCommands) {
  Declared declared;
  const std::string page = man_page(declared.commands, declared.globals, "1.2.3");
  expect_contains(page, ".TP\n\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFILE\\fR\nWrite \\-there\\-.\n");
  expect_contains(page, ".SS history\nList [closed] conversations: it's them\n");
  EXPECT_EQ(page.find("secretly"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::cli
