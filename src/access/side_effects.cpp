#include "access/side_effects.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "access/readable_query.hpp"

namespace nowthen::access {
namespace {

constexpr std::array<std::string_view, 6> functions{"enable_logging", "disable_logging",
                                                    "set_log_level",  "truncate_duckdb_logs",
                                                    "checkpoint",     "force_checkpoint"};

bool is_letter(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_'; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char letter) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  });
  return out;
}

/// Whether a bracket opens at `at`, behind a closing quote, blanks and comments.
bool is_called(std::string_view sql, std::size_t at) {
  while (at < sql.size()) {
    if (sql.substr(at).starts_with("/*")) {
      at = std::min(sql.find("*/", at), sql.size() - 2) + 2;
    } else if (sql.substr(at).starts_with("--")) {
      at = std::min(sql.find('\n', at), sql.size());
    } else if (sql[at] == '"' || std::isspace(static_cast<unsigned char>(sql[at])) != 0) {
      ++at;
    } else {
      return sql[at] == '(';
    }
  }
  return false;
}

}  // namespace

std::optional<Error> refusal_of_side_effects(std::string_view sql) {
  const std::string text = lower(sql);
  bool is_first = true;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    const std::string_view word = std::string_view(text).substr(at, end - at);
    if (is_first && word == "export") return write_refused(sql);
    if (!word.empty()) is_first = false;
    if (std::find(functions.begin(), functions.end(), word) != functions.end() && is_called(text, end))
      return write_refused(std::string(word) + "()");
    at = end + (end == at ? 1U : 0U);
  }
  return std::nullopt;
}

}  // namespace nowthen::access
