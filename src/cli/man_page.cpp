#include "cli/man_page.hpp"

#include <fmt/format.h>

namespace nowthen::cli {
namespace {

/// A dash that can be copied, a backslash that stays one, no line that begins like a request.
std::string roff(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '-' || c == '\\') out += '\\';
    out += c == '\\' ? 'e' : c;
    line_begins = c == '\n';
  }
  return out;
}

std::string paragraphs(std::string_view text) {
  std::string out = roff(text);
  for (auto at = out.find("\n\n"); at != std::string::npos; at = out.find("\n\n", at))
    out.replace(at, 2, "\n.PP\n");
  return out + '\n';
}

std::string option_entries(const Options& options) {
  std::string text;
  for (const Option& option : options.all()) {
    if (option.hidden) continue;
    std::string names;
    for (const std::string_view name : option.each_name())
      names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", roff(name));
    if (!option.is_flag() && !option.is_argument())
      names += fmt::format(" \\fI{}\\fR", roff(option.value_name));
    std::string help = option.help;
    if (!option.choices.empty()) help += fmt::format(": {}", fmt::join(option.choices, ", "));
    if (!option.default_text.empty()) help += fmt::format(" (default: {})", option.default_text);
    text += fmt::format(".TP\n{}\n{}.\n", names, roff(help));
  }
  return text;
}

std::string command_section(const Command& command) {
  const std::string& description = command.description.empty() ? command.summary : command.description;
  std::string text = fmt::format(".SS {}\n{}", roff(command.name), paragraphs(description));
  text += option_entries(command.options);
  if (!command.examples.empty()) text += fmt::format(".PP\n.nf\n{}\n.fi\n", roff(command.examples));
  return text;
}

constexpr std::string_view closing = R"(.SH EXIT STATUS
.TP
0
Done.
.TP
1
Failed; standard error names the cause.
.TP
2
The command line, the environment or the configuration is wrong.
.TP
3
Done, but the data could not be proven complete.
.TP
130
Interrupted.
.SH ENVIRONMENT
GENESYS_REGION or GENESYS_BASE_URL, GENESYS_LOGIN_URL, GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET or
GENESYS_CLIENT_SECRET_FILE name the organisation and the credentials.
NOWTHEN_PROFILE, NOWTHEN_CONFIG, NOWTHEN_CONTRACT, NOWTHEN_CACERT, NOWTHEN_TIME_ZONE, NOWTHEN_HOME, NOWTHEN_LOG_LEVEL
and NOWTHEN_LOG_FORMAT stand for the options of these names, HTTPS_PROXY and NO_PROXY for the proxy, NO_COLOR for no
colours.
NOWTHEN_LIVE_PER_MINUTE and NOWTHEN_HISTORY_PER_MINUTE are the requests allowed in any sixty seconds; 0: no pace.
The command line wins over the environment, this over the configuration file.
.SH FILES
.TP
\fI~/.config/nowthen/config.toml\fR
Configuration and profiles.
)";

}  // namespace

std::string man_page(const CommandSet& commands, const Options& globals, std::string_view version) {
  std::string text = fmt::format(
      ".TH NOWTHEN 1 \"\" \"nowthen {}\" \"User Commands\"\n.nh\n.ad l\n.SH NAME\n"
      "nowthen \\- the live and the historical conversation data of a Genesys Cloud organisation\n"
      ".SH SYNOPSIS\n\\fBnowthen\\fR \\fICOMMAND\\fR [\\fIoptions\\fR]\n.SH COMMANDS\n",
      roff(version));
  for (const Command& command : commands.all())
    if (command.group != Command::Group::hidden) text += command_section(command);
  text += ".SH OPTIONS\nOf every command, before or after its name.\n" + option_entries(globals);
  return text.append(closing);
}

}  // namespace nowthen::cli
