#include "access/wire.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace nowthen::access {
namespace {

/// One row of any values.
class OneRow final : public Answer {
 public:
  OneRow(std::vector<AnswerColumn> columns, std::vector<Cell> cells, std::int64_t microseconds = 0)
      : columns_(std::move(columns)), cells_(std::move(cells)), microseconds_(microseconds) {}
  const std::vector<AnswerColumn>& columns() const override { return columns_; }
  bool is_plan() const override { return false; }
  Result<bool> next() override { return false; }
  std::span<const Cell> row() const override { return cells_; }
  std::size_t rows_at_hand() const override { return 0; }
  std::int64_t microseconds(std::size_t) const override { return microseconds_; }

 private:
  std::vector<AnswerColumn> columns_;
  std::vector<Cell> cells_;
  std::int64_t microseconds_;
};

/// The line of a row of one value.
std::string line_with(ValueKind kind, const Cell& cell, std::int64_t microseconds = 0) {
  std::string line;
  append_row(line, OneRow({{.name = "a", .kind = kind, .type = ""}}, {cell}, microseconds));
  return line;
}

/// What is read of that line, handed to `check` while its texts are there.
template <class Check>
void read_back(ValueKind kind, const std::string& line, Check check) {
  const auto value = parse_line(line);
  ASSERT_TRUE(value) << line;
  SentRow row;
  ASSERT_TRUE(read_row(*value, {{.name = "a", .kind = kind, .type = ""}}, row)) << line;
  check(row);
}

TEST(Wire, KeepsEveryDoubleToTheBit) {
  using limits = std::numeric_limits<double>;
  for (const double value :
       {0.0, -0.0, 0.1, 1.0, -1.5, 1e22, 1e23, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308,
        limits::infinity(), -limits::infinity(), limits::quiet_NaN(),
        std::copysign(limits::quiet_NaN(), -1.0), 9007199254740993.0})
    read_back(ValueKind::real, line_with(ValueKind::real, value), [&](const SentRow& row) {
      const double read = std::get<double>(row.cells[0]);
      EXPECT_EQ(std::signbit(read), std::signbit(value)) << value;
      EXPECT_TRUE(read == value || (std::isnan(read) && std::isnan(value))) << value << " " << read;
    });
}

TEST(Wire, KeepsEveryNumberTruthAndInstant) {
  for (const std::int64_t value :
       {std::int64_t{0}, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
        std::int64_t{9007199254740993}}) {
    read_back(ValueKind::integer, line_with(ValueKind::integer, value),
              [&](const SentRow& row) { EXPECT_EQ(std::get<std::int64_t>(row.cells[0]), value); });
    read_back(ValueKind::instant, line_with(ValueKind::instant, Instant(), value),
              [&](const SentRow& row) { EXPECT_EQ(row.microseconds[0], value); });
  }
  read_back(ValueKind::instant, line_with(ValueKind::instant, Instant(), -1), [](const SentRow& row) {
    EXPECT_EQ(std::get<Instant>(row.cells[0]),
              Instant(std::chrono::milliseconds(-1)));  // floored, as DuckDB's are
  });
  for (const bool value : {true, false})
    read_back(ValueKind::boolean, line_with(ValueKind::boolean, value),
              [&](const SentRow& row) { EXPECT_EQ(std::get<bool>(row.cells[0]), value); });
  read_back(ValueKind::text, line_with(ValueKind::text, Cell()),
            [](const SentRow& row) { EXPECT_TRUE(std::holds_alternative<std::monostate>(row.cells[0])); });
}

TEST(Wire, KeepsAllBytesOfTextOnOneLine) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (const std::string& text :
       {std::string(), all, std::string("a\nb\r\n"), std::string("\xF0\x9F\x98\x80 \xE2\x80\xA8"),
        std::string(1'000'000, '"')}) {
    const std::string line = line_with(ValueKind::text, std::string_view(text));
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    read_back(ValueKind::text, line,
              [&](const SentRow& row) { EXPECT_EQ(std::get<std::string_view>(row.cells[0]), text); });
  }
}

TEST(Wire, RefusesValuesThatAreNotOfTheirColumn) {
  const std::pair<ValueKind, const char*> wrong[] = {{ValueKind::integer, "[1.5]"},
                                                     {ValueKind::integer, R"(["1"])"},
                                                     {ValueKind::integer, "[18446744073709551615]"},
                                                     {ValueKind::real, "[1]"},
                                                     {ValueKind::real, R"(["1x"])"},
                                                     {ValueKind::real, R"([""])"},
                                                     {ValueKind::boolean, "[1]"},
                                                     {ValueKind::instant, R"(["x"])"},
                                                     {ValueKind::text, "[1]"},
                                                     {ValueKind::text, "[[]]"},
                                                     {ValueKind::text, "[]"},
                                                     {ValueKind::text, R"(["a","b"])"},
                                                     {ValueKind::text, R"({"a":1})"},
                                                     {ValueKind::text, "1"}};
  for (const auto& [kind, line] : wrong) {
    const auto value = parse_line(line);
    ASSERT_TRUE(value) << line;
    SentRow row;
    EXPECT_FALSE(read_row(*value, {{.name = "a", .kind = kind, .type = ""}}, row)) << line;
  }
}

TEST(Wire, GivesQuestionsBack) {
  const AskedQuestion asked{
      .question = {.sql = "SELECT ? -- \"\\\n\x01",
                   .parameters = {nullptr, true, std::int64_t{-5}, std::string("x\0y", 3)},
                   .nested = Nested::text,
                   .is_small = true},
      .time_zone = "Europe/Berlin"};
  const auto read = parse_question(question_text(asked));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, asked);
}

TEST(Wire, RefusesWhatIsNoQuestion) {
  for (const char* text :
       {"", "x", "[]", "{}", R"({"sql":1})", R"({"sql":"a\u0000b"})", R"({"sql":"a","nested":"x"})",
        R"({"sql":"a","parameters":1})", R"({"sql":"a","small":1})", R"({"sql":"a","parameters":[1.5]})",
        R"({"sql":"a","parameters":[[1]]})"}) {
    const auto read = parse_question(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().kind, ErrorKind::invalid_request) << text;
  }
  EXPECT_TRUE(parse_question(R"({"sql":"SELECT 1"})"));
}

TEST(Wire, GivesErrorsBack) {
  for (const ErrorKind kind : {ErrorKind::transient, ErrorKind::not_found, ErrorKind::invalid_request,
                               ErrorKind::cancelled, ErrorKind::local}) {
    const Error error{.kind = kind, .message = "what \"happened\"", .hint = "what helps"};
    const Error read = error_from(error_json(error).at("error"));
    EXPECT_EQ(read.kind, kind);
    EXPECT_EQ(read.message, error.message);
    EXPECT_EQ(read.hint, error.hint);
  }
}

}  // namespace
}  // namespace nowthen::access
