#include "alerts/parse.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "alerts/quantity.hpp"
#include "alerts/scanner.hpp"
#include "core/nearest.hpp"
#include "core/shown_text.hpp"

namespace nowthen::alerts {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t longest_shown = 40;
constexpr milliseconds usual_rate_span = std::chrono::minutes(30);

/// What was expected in place of a token.
ParseFault unexpected(const Token& token, std::string_view expected) {
  const std::string found = token.type == Token::Type::end
                                ? std::string("the end")
                                : fmt::format("'{}'", shown(token.text, longest_shown));
  return {.position = token.position,
          .length = token.text.size(),
          .what = fmt::format("expected {}, found {}", expected, found)};
}

ParseFault at(const Token& token, std::string what) {
  return {.position = token.position, .length = token.text.size(), .what = std::move(what)};
}

ParseFault unknown_field(const Token& token) {
  std::vector<std::string> names;
  for (const FieldInfo& each : all_fields()) names.emplace_back(each.name);
  const auto near = nearest(token.text, names);
  return at(token, near ? fmt::format("expected a field; did you mean {}?", *near)
                        : fmt::format("expected a field: {}", fmt::join(names, ", ")));
}

std::optional<Operator> operator_of(std::string_view text) {
  if (text == "<") return Operator::less;
  if (text == "<=") return Operator::at_most;
  if (text == ">") return Operator::greater;
  if (text == ">=") return Operator::at_least;
  if (text == "==") return Operator::equal;
  if (text == "!=") return Operator::not_equal;
  return std::nullopt;
}

std::string_view wanted(Kind kind) {
  switch (kind) {
    case Kind::duration: return "a length of time such as 90s or 2m";
    case Kind::percentage: return "a percentage such as 20%";
    default: return "a whole number such as 10";
  }
}

/// One pass, one token ahead. The first fault ends it.
class Parser {
 public:
  explicit Parser(std::string_view text) : scanner_(text) {}

  ParsedWhen parse() {
    auto condition = either();
    if (!condition) return {.when = {}, .fault = fault_};
    std::optional<milliseconds> span;
    if (is_word("for")) {
      scanner_.advance();
      span = length_of_time();
      if (!span) return {.when = {}, .fault = fault_};
    }
    if (token().type != Token::Type::end) {
      const bool is_joined = span.has_value();
      return {.when = {},
              .fault = unexpected(token(), is_joined ? "the end" : "'and', 'or', 'for SPAN' or the end")};
    }
    return {.when = When{.condition = *std::move(condition), .span = span, .scope = scope_}, .fault = {}};
  }

 private:
  const Token& token() const { return scanner_.token(); }
  bool is_word(std::string_view word) const {
    return token().type == Token::Type::word && token().text == word;
  }
  bool is_symbol(std::string_view symbol) const {
    return token().type == Token::Type::symbol && token().text == symbol;
  }
  std::nullopt_t fail(ParseFault fault) {
    fault_ = std::move(fault);
    return std::nullopt;
  }

  std::optional<Condition> either() {
    auto left = all();
    while (left && is_word("or")) {
      scanner_.advance();
      const auto right = all();
      left = right ? std::optional(left->with(false, *right)) : std::nullopt;
    }
    return left;
  }

  std::optional<Condition> all() {
    auto left = term();
    while (left && is_word("and")) {
      scanner_.advance();
      const auto right = term();
      left = right ? std::optional(left->with(true, *right)) : std::nullopt;
    }
    return left;
  }

  std::optional<Condition> term() {
    if (!is_symbol("(")) return comparison();
    const Token opening = token();
    if (++depth_ > deepest_parentheses)
      return fail(at(opening, fmt::format("more than {} parentheses within another", deepest_parentheses)));
    scanner_.advance();
    auto inner = either();
    if (!inner) return inner;
    if (!is_symbol(")")) return fail(unexpected(token(), "'and', 'or' or ')'"));
    scanner_.advance();
    --depth_;
    return inner;
  }

  std::optional<Condition> comparison() {
    const Token name = token();
    if (name.type != Token::Type::word) return fail(unexpected(name, "a field such as queue.waiting"));
    const FieldInfo* field = find_field(name.text);
    if (field == nullptr) return fail(unknown_field(name));
    if (!is_about(*field, name)) return std::nullopt;
    if (++comparisons_ > most_comparisons)
      return fail(at(name, fmt::format("more than {} comparisons in one rule", most_comparisons)));
    scanner_.advance();
    if (field->kind == Kind::fact)
      return Condition({.field = field->field, .op = Operator::equal, .value = 1});
    Comparison made{.field = field->field};
    if (field->kind == Kind::percentage && !rate_span(made)) return std::nullopt;
    return compared(made, field->kind);
  }

  std::optional<Condition> compared(Comparison made, Kind kind) {
    const auto op = token().type == Token::Type::symbol ? operator_of(token().text) : std::nullopt;
    if (!op) return fail(unexpected(token(), "one of > >= < <= == !="));
    made.op = *op;
    scanner_.advance();
    const auto value = token().type == Token::Type::number ? read_quantity(kind, token().text) : std::nullopt;
    if (!value) return fail(unexpected(token(), wanted(kind)));
    made.value = *value;
    scanner_.advance();
    return Condition(made);
  }

  /// `(30m)` behind a rate.
  bool rate_span(Comparison& made) {
    made.over = usual_rate_span;
    if (!is_symbol("(")) return true;
    scanner_.advance();
    const auto span = length_of_time();
    if (!span) return false;
    if (!is_symbol(")")) {
      fault_ = unexpected(token(), "')'");
      return false;
    }
    scanner_.advance();
    made.over = *span;
    return true;
  }

  std::optional<milliseconds> length_of_time() {
    const auto span = token().type == Token::Type::number ? read_span(token().text) : std::nullopt;
    if (!span || *span == milliseconds(0)) return fail(unexpected(token(), wanted(Kind::duration)));
    if (*span > longest_span) return fail(at(token(), "a span of more than a day"));
    scanner_.advance();
    return span;
  }

  /// A rule is about one kind of thing; the feed's age goes with each.
  bool is_about(const FieldInfo& field, const Token& name) {
    if (field.scope == Scope::feed || field.scope == scope_) return true;
    if (scope_ != Scope::feed) {
      fault_ = at(name, fmt::format("the rule is about each {} so far: {} does not go with that",
                                    name_of(scope_), field.name));
      return false;
    }
    scope_ = field.scope;
    return true;
  }

  Scanner scanner_;
  ParseFault fault_;
  Scope scope_ = Scope::feed;
  std::size_t comparisons_ = 0;
  int depth_ = 0;
};

/// Characters of UTF-8 before that byte.
std::size_t column(std::string_view text, std::size_t bytes) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(bytes, text.size())),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

}  // namespace

ParsedWhen parse_when(std::string_view text) {
  if (text.size() > longest_rule)
    return {.when = {},
            .fault = {.position = longest_rule,
                      .length = 0,
                      .what = fmt::format("a rule has at most {} characters", longest_rule)}};
  return Parser(text).parse();
}

std::string pointed_out(std::string_view text, const ParseFault& fault) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; },
      ' ');
  const std::size_t begin = column(line, fault.position);
  const std::size_t wide = column(line, fault.position + fault.length) - begin;
  return fmt::format("{}\n{}^{} {}\n", line, std::string(begin, ' '),
                     std::string(wide > 1 ? wide - 1 : 0, '~'), fault.what);
}

}  // namespace nowthen::alerts
