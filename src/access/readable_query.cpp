#include "access/readable_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace nowthen::access {
namespace {

using warehouse::Failure;
using warehouse::FailureKind;
using warehouse::ValueClass;

Error usage_error(std::string message, std::string hint) {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message), .hint = std::move(hint)};
}

constexpr std::string_view where_tables_are =
    R"(nowthen query "SHOW TABLES" lists tables and views, "DESCRIBE conversations" the columns of one)";

/// How a column is asked for, `{}` its number, and what comes then.
struct Reading {
  std::string_view expression;
  ValueKind kind;
};

constexpr std::string_view as_it_is = "#{}";

Reading reading_of(ValueClass values, bool wants_json) {
  switch (values) {
    case ValueClass::boolean: return {as_it_is, ValueKind::boolean};
    case ValueClass::integer: return {as_it_is, ValueKind::integer};
    case ValueClass::real: return {as_it_is, ValueKind::real};
    case ValueClass::exact: return {"CAST(#{} AS VARCHAR)", ValueKind::number_text};
    case ValueClass::instant: return {as_it_is, ValueKind::instant};
    case ValueClass::text: return {as_it_is, ValueKind::text};
    case ValueClass::json:
    case ValueClass::nested:
      if (wants_json) return {"CAST(to_json(#{}) AS VARCHAR)", ValueKind::json};
      break;
    case ValueClass::other: break;
  }
  return {"CAST(#{} AS VARCHAR)", ValueKind::text};
}

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) text.append(c == '"' ? 2 : 1, c);
  return text + '"';
}

/// Walks over SQL, a quoted text or a comment at a time.
class SqlWalk {
 public:
  explicit SqlWalk(std::string_view sql) : sql_(sql) {}

  /// The place of the first semicolon outside of quotes and comments; the end where there is none.
  std::size_t find_semicolon() {
    while (at_ < sql_.size() && sql_[at_] != ';') step();
    return std::min(at_, sql_.size());
  }

 private:
  void step() {
    const char letter = sql_[at_];
    if (letter == '\'' || letter == '"')
      skip_quoted(letter);
    else if (starts_with("--"))
      at_ = end_of("\n", at_);
    else if (starts_with("/*"))
      skip_comment();
    else if (letter == '$')
      skip_dollar_quoted();
    else
      ++at_;
  }

  bool starts_with(std::string_view text) const { return sql_.substr(at_).starts_with(text); }

  /// Just behind `text`, looked for from there on.
  std::size_t end_of(std::string_view text, std::size_t from) const {
    const std::size_t found = sql_.find(text, from);
    return found == std::string_view::npos ? sql_.size() : found + text.size();
  }

  /// A doubled quote is two quoted texts in a row. A backslash escapes after E alone.
  void skip_quoted(char quote) {
    const bool has_escapes = quote == '\'' && at_ > 0 && (sql_[at_ - 1] == 'E' || sql_[at_ - 1] == 'e');
    for (++at_; at_ < sql_.size() && sql_[at_] != quote; ++at_)
      if (has_escapes && sql_[at_] == '\\') ++at_;
    ++at_;
  }

  /// Comments of this kind nest.
  void skip_comment() {
    for (int depth = 0; at_ < sql_.size();) {
      const bool begins = starts_with("/*");
      const bool ends = starts_with("*/");
      depth += begins ? 1 : ends ? -1 : 0;
      at_ += begins || ends ? 2 : 1;
      if (depth == 0) return;
    }
  }

  /// `$$ ... $$` or `$tag$ ... $tag$`; a parameter such as `$1` is none.
  void skip_dollar_quoted() {
    const std::size_t end =
        sql_.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789", at_ + 1);
    const bool is_tag = end != std::string_view::npos && sql_[end] == '$' && !is_digit(sql_[at_ + 1]);
    at_ = is_tag ? end_of(sql_.substr(at_, end + 1 - at_), end + 1) : at_ + 1;
  }

  static bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

  std::string_view sql_;
  std::size_t at_ = 0;
};

/// The first word of a statement, in capitals; empty where it begins with something else.
std::string first_word(std::string_view sql) {
  const std::size_t begin = sql.find_first_not_of(" \t\r\n(");
  if (begin == std::string_view::npos) return {};
  std::string word;
  for (const char letter : sql.substr(begin)) {
    const bool is_small = letter >= 'a' && letter <= 'z';
    if (!is_small && (letter < 'A' || letter > 'Z')) break;
    word += is_small ? static_cast<char>(letter - 'a' + 'A') : letter;
    if (word.size() > 20) return {};
  }
  return word;
}

std::string position_text(const warehouse::SqlPosition& position) {
  return fmt::format(" (line {}, column {})", position.line, position.column);
}

/// The user's text began on the second line of what was run.
void move_up(Failure& failure) {
  if (!failure.position || failure.position->line < 2) return;
  const std::string old = position_text(*failure.position);
  --failure.position->line;
  if (failure.message.ends_with(old))
    failure.message.replace(failure.message.size() - old.size(), old.size(),
                            position_text(*failure.position));
}

bool says(const Failure& failure, std::string_view text) {
  return failure.message.find(text) != std::string::npos;
}

std::string hint_for(const Failure& failure) {
  if (says(failure, "statements where one is wanted"))
    return "run one statement at a time; PIVOT needs its values named: ON column IN ('a', 'b')";
  if (says(failure, "there is no statement")) return "nowthen query \"SELECT count(*) FROM conversations\"";
  if (failure.kind == FailureKind::invalid_value)
    return "TRY_CAST gives NULL where a value cannot be converted";
  return std::string(where_tables_are);
}

/// Walks over the words at a statement's beginning; blanks and comments between them are passed.
class WordWalk {
 public:
  explicit WordWalk(std::string_view sql) : rest_(sql) {}

  /// Passes `word`, in whatever case, if it comes next.
  bool take(std::string_view word) {
    skip();
    if (rest_.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
      if (std::tolower(static_cast<unsigned char>(rest_[i])) != word[i]) return false;
    const char next = rest_.size() > word.size() ? rest_[word.size()] : ' ';
    if (std::isalnum(static_cast<unsigned char>(next)) != 0 || next == '_') return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool is_at(char letter) {
    skip();
    return !rest_.empty() && rest_.front() == letter;
  }

  /// Passes options in brackets. Not where the brackets hold the statement, or anything but plain words.
  bool take_group() {
    const auto end = rest_.find(')');
    if (end == std::string_view::npos) return false;
    for (const char letter : rest_.substr(1, end - 1))
      if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '_' && letter != ',' &&
          letter != ' ')
        return false;
    rest_.remove_prefix(end + 1);
    skip();
    return !rest_.empty();
  }

  std::string_view rest() {
    skip();
    return rest_;
  }

 private:
  void skip() {
    for (;;) {
      while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0)
        rest_.remove_prefix(1);
      if (rest_.starts_with("--"))
        rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
      else if (const auto end = rest_.starts_with("/*") ? rest_.find("*/", 2) : std::string_view::npos;
               end != std::string_view::npos)
        rest_.remove_prefix(end + 2);
      else
        return;
    }
  }

  std::string_view rest_;
};

}  // namespace

ReadableQuery readable_query(const std::string& sql, const warehouse::Shape& shape, Nested nested) {
  ReadableQuery query{.sql = sql, .columns = {}};
  std::string columns;
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const auto& column = shape.columns[i];
    const Reading reading = reading_of(column.values, nested == Nested::json);
    query.columns.push_back(
        {.name = column.name, .kind = reading.kind, .type = i < shape.types.size() ? shape.types[i] : ""});
    query.is_wrapped = query.is_wrapped || reading.expression != as_it_is;
    columns +=
        fmt::format("{}{} AS {}", columns.empty() ? "" : ", ",
                    fmt::format(fmt::runtime(reading.expression), query.columns.size()), quoted(column.name));
  }
  if (query.is_wrapped) query.sql = fmt::format("SELECT {} FROM (\n{}\n)", columns, first_statement(sql));
  return query;
}

std::string_view first_statement(std::string_view sql) {
  return sql.substr(0, SqlWalk(sql).find_semicolon());
}

std::string explained(std::string_view sql) {
  WordWalk words(sql);
  if (!words.take("explain")) return {};
  words.take("analyze");
  if (words.is_at('(') && !words.take_group()) return {};
  return std::string(words.rest());
}

Error write_refused(std::string_view sql) {
  const std::string word = first_word(sql);
  return usage_error(
      fmt::format("query only reads, and {} does not", word.empty() ? "this statement" : word),
      "nowthen query \"SELECT ...\"; nowthen query -o FILE and nowthen export write what it gives");
}

Error query_error(Failure failure, bool is_wrapped) {
  if (is_wrapped) move_up(failure);
  if (says(failure, "disabled by configuration"))
    return usage_error("query reads the data set and no other file: " + failure.message,
                       "nowthen query -o FILE and nowthen export write files");
  switch (failure.kind) {
    case FailureKind::invalid_sql:
    case FailureKind::invalid_value: return usage_error(failure.message, hint_for(failure));
    case FailureKind::read_only:
      return usage_error("query only reads: " + failure.message, "nowthen query \"SELECT ...\"");
    case FailureKind::out_of_memory:
      failure.message = "the query needs more memory than it may use: " + failure.message;
      failure.hint = "ask for less at once: fewer days or columns, and no list() or ORDER BY over everything";
      return failure;
    default: return failure;
  }
}

}  // namespace nowthen::access
