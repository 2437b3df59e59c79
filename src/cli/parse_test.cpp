#include "cli/parse.hpp"

#include <gtest/gtest.h>

#include "cli/global_options.hpp"

namespace nowthen::cli {
namespace {

/// A small command set whose values can be looked at after parsing.
struct CommandLine {
  std::string from;
  int page_size = 100;
  std::optional<int> max_pages;
  std::vector<std::string> media;
  std::string output;
  bool watch = false;
  std::string shell;
  GlobalOptions given;
  CommandSet commands;
  Options globals = declare_global_options(given);

  CommandLine() {
    Command& history = commands.add({.name = "history", .summary = "s"});
    history.options.value("--from", "TIME", &from, "h");
    history.options.value("--page-size", "N", &page_size, "h").between(1, 100);
    history.options.value("--max-pages", "N", &max_pages, "h").between(1, 1000);
    history.options.value("--media", "TYPE", &media, "h").one_of({"voice", "chat", "email"});
    history.options.value("-o,--output", "FILE", &output, "h");
    history.options.flag("-w,--watch", watch, "h");
    Command& completion = commands.add({.name = "completion", .summary = "s"});
    completion.options.argument("SHELL", &shell, "h").one_of({"bash", "zsh", "fish"}).must_be_given();
    commands.add({.name = "man", .group = Command::Group::hidden, .summary = "s"});
  }

  std::string parse(const std::vector<std::string>& arguments) const {
    const auto invocation = parse_command_line(commands, globals, arguments);
    if (!invocation) return invocation.error().message + " | " + invocation.error().hint;
    if (invocation->help) return "help";
    return invocation->command == nullptr ? "none" : invocation->command->name;
  }
};

TEST(ParseCommandLine, PutsValuesWhereTheyBelong) {
  CommandLine line;
  EXPECT_EQ(line.parse({"--quiet", "history", "--from", "-24h", "--page-size=50", "--max-pages", "3",
                        "-oout.json", "--profile", "eu", "--media", "voice,chat", "--media", "email", "-w"}),
            "history");
  EXPECT_TRUE(line.given.quiet);
  EXPECT_EQ(line.from, "-24h");
  EXPECT_EQ(line.page_size, 50);
  EXPECT_EQ(line.max_pages, 3);
  EXPECT_EQ(line.output, "out.json");
  EXPECT_EQ(line.given.profile, "eu");
  EXPECT_EQ(line.media, (std::vector<std::string>{"voice", "chat", "email"}));
  EXPECT_TRUE(line.watch);
}

TEST(ParseCommandLine, LetsTheLastOfTwoValuesHold) {
  CommandLine line;
  EXPECT_EQ(line.parse({"history", "--page-size", "10", "--page-size", "20"}), "history");
  EXPECT_EQ(line.page_size, 20);
}

TEST(ParseCommandLine, ReadsClusteredFlags) {
  CommandLine line;
  EXPECT_EQ(line.parse({"history", "-qwo", "x"}), "history");
  EXPECT_TRUE(line.given.quiet && line.watch);
  EXPECT_EQ(line.output, "x");
}

TEST(ParseCommandLine, SuggestsTheNearestName) {
  EXPECT_EQ(CommandLine().parse({"histroy"}),
            "there is no command 'histroy' | did you mean: nowthen history");
  EXPECT_EQ(CommandLine().parse({"frobnicate"}),
            "there is no command 'frobnicate' | nowthen --help lists the commands");
  EXPECT_EQ(CommandLine().parse({"history", "--page-sise", "3"}),
            "history does not know the option '--page-sise' | did you mean: --page-size");
  EXPECT_EQ(CommandLine().parse({"--quite", "history"}),
            "nowthen does not know the option '--quite' | did you mean: --quiet");
  EXPECT_EQ(CommandLine().parse({"history", "-x"}),
            "history does not know the option '-x' | nowthen history --help");
}

TEST(ParseCommandLine, NeverSuggestsAHiddenCommand) {
  EXPECT_EQ(CommandLine().parse({"mann"}), "there is no command 'mann' | nowthen --help lists the commands");
}

TEST(ParseCommandLine, RefusesASecret) {
  for (const char* secret : {"--client-secret", "--client-secret=hunter2"}) {
    const std::string answer = CommandLine().parse({"history", secret, "hunter2"});
    EXPECT_EQ(answer,
              "a client secret is not accepted on the command line | "
              "export GENESYS_CLIENT_SECRET, or name a file in GENESYS_CLIENT_SECRET_FILE");
  }
}

TEST(ParseCommandLine, NamesWhatIsWrongWithAValue) {
  EXPECT_EQ(CommandLine().parse({"history", "--page-size", "0"}),
            "--page-size must be a whole number from 1 to 100, not '0' | nowthen history --help");
  EXPECT_EQ(CommandLine().parse({"history", "--page-size", "101"}),
            "--page-size must be a whole number from 1 to 100, not '101' | nowthen history --help");
  EXPECT_EQ(CommandLine().parse({"history", "--page-size", "ten"}),
            "--page-size must be a whole number from 1 to 100, not 'ten' | nowthen history --help");
  EXPECT_EQ(
      CommandLine().parse({"history", "--page-size", "99999999999999"}),
      "--page-size must be a whole number from 1 to 100, not '99999999999999' | nowthen history --help");
  EXPECT_EQ(CommandLine().parse({"history", "--media", "voise"}),
            "--media must be one of voice, chat, email, not 'voise' (did you mean 'voice'?) | nowthen "
            "history --help");
  EXPECT_EQ(CommandLine().parse({"history", "--media", "voice,"}),
            "--media has an empty value in 'voice,' | nowthen history --help");
  EXPECT_EQ(CommandLine().parse({"history", "--from"}),
            "--from needs a value: --from TIME | nowthen history --help");
  EXPECT_EQ(CommandLine().parse({"history", "--from", "--media", "voice"}),
            "--from needs a value: --from TIME | nowthen history --help");
  EXPECT_EQ(CommandLine().parse({"history", "--watch=yes"}), "--watch takes no value | write --watch alone");
}

TEST(ParseCommandLine, CountsArguments) {
  CommandLine line;
  EXPECT_EQ(line.parse({"completion", "bash"}), "completion");
  EXPECT_EQ(line.shell, "bash");
  EXPECT_EQ(CommandLine().parse({"completion"}),
            "completion needs SHELL: nowthen completion SHELL | nowthen completion --help");
  EXPECT_EQ(CommandLine().parse({"completion", "bash", "zsh"}),
            "completion does not take the argument 'zsh' | nowthen completion --help");
  EXPECT_EQ(CommandLine().parse({"completion", "--", "--help"}),
            "SHELL must be one of bash, zsh, fish, not '--help' | nowthen completion --help");
}

TEST(ParseCommandLine, HelpsWhoeverAsksHoweverWrongTheRest) {
  EXPECT_EQ(CommandLine().parse({"history", "--bogus", "--help"}), "help");
  EXPECT_EQ(CommandLine().parse({"completion", "-h"}), "help");
  EXPECT_EQ(CommandLine().parse({"--help"}), "help");
  EXPECT_EQ(CommandLine().parse({}), "none");
}

}  // namespace
}  // namespace nowthen::cli
