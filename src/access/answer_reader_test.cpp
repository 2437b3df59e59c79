#include "access/answer_reader.hpp"

#include <gtest/gtest.h>

namespace nowthen::access {
namespace {

using Found = AnswerReader::Found;

/// The lines of a text cut into pieces of that size.
std::vector<std::string> lines_of(std::string_view text, std::size_t piece) {
  LineSplitter splitter(100);
  std::vector<std::string> lines;
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
    splitter.feed(text.substr(0, piece));
    while (const auto line = splitter.next().value()) lines.emplace_back(*line);
  }
  return lines;
}

TEST(LineSplitter, GivesTheSameLinesHoweverTheyWereCut) {
  for (std::size_t piece = 1; piece < 20; ++piece)
    EXPECT_EQ(lines_of("one\n\ntwo\n\n\nthree 3\nnot whole", piece),
              (std::vector<std::string>{"one", "two", "three 3"}))
        << piece;
}

TEST(LineSplitter, RefusesALineThatIsTooLong) {
  LineSplitter splitter(4);
  splitter.feed("four\nfive");
  EXPECT_EQ(splitter.next().value(), "four");
  EXPECT_EQ(splitter.next().value(), std::nullopt);
  splitter.feed("5");
  EXPECT_EQ(splitter.next().error().kind, ErrorKind::malformed_reply);
  LineSplitter whole(4);
  whole.feed("fifth\n");
  EXPECT_FALSE(whole.next());
}

constexpr std::string_view columns =
    R"({"columns":[{"name":"a","type":"BIGINT","as":"integer"}],"plan":false})";

/// Takes these lines after the columns; what the last one was, or its error.
Result<Found> taken(std::initializer_list<std::string_view> lines) {
  AnswerReader reader;
  Result<Found> last = reader.take(columns);
  for (const std::string_view line : lines) {
    EXPECT_TRUE(last) << line;
    last = reader.take(line);
  }
  EXPECT_TRUE(!last || reader.is_whole() == (*last == Found::end));
  return last;
}

TEST(AnswerReader, IsWholeOnceTheEndSaysHowManyRowsThereWere) {
  EXPECT_EQ(taken({R"({"end":{"rows":0}})"}).value(), Found::end);
  EXPECT_EQ(
      taken({R"({"page":2})", "[1]", "[null]", R"({"page":1})", "[3]", R"({"end":{"rows":3}})"}).value(),
      Found::end);
}

TEST(AnswerReader, NeverTakesAPartForTheWhole) {
  for (const char* end : {R"({"end":{"rows":0}})", R"({"end":{"rows":2}})", R"({"end":{}})", R"({"end":1})",
                          "{}", "1", "\"\"", "null", "[1]"})
    EXPECT_EQ(taken({R"({"page":1})", "[1]", end}).error().kind, ErrorKind::malformed_reply) << end;
  EXPECT_FALSE(taken({R"({"page":2})", "[1]", R"({"end":{"rows":1}})"}));  // a row is missing
  EXPECT_FALSE(taken({R"({"page":0})"}));
  EXPECT_FALSE(taken({R"({"page":-1})"}));
  EXPECT_FALSE(taken({R"({"end":{"rows":0}})", R"({"end":{"rows":0}})"}));
  EXPECT_FALSE(taken({columns}));
  AnswerReader reader;
  EXPECT_FALSE(reader.take(R"({"page":1})"));
  EXPECT_FALSE(reader.take(R"({"end":{"rows":0}})"));
  EXPECT_FALSE(reader.take("[1]"));
}

TEST(AnswerReader, GivesTheErrorThatTheOwnerTells) {
  const auto failed =
      taken({R"({"page":2})", "[1]", R"({"error":{"kind":"cancelled","message":"m","hint":"h"}})"});
  EXPECT_EQ(failed.error().kind, ErrorKind::cancelled);
  EXPECT_EQ(failed.error().message, "m");
  EXPECT_EQ(failed.error().hint, "h");
}

TEST(AnswerReader, KnowsHowManyRowsAreAtHand) {
  AnswerReader reader;
  ASSERT_TRUE(reader.take(columns));
  ASSERT_TRUE(reader.take(R"({"page":2})"));
  ASSERT_TRUE(reader.take("[1]"));
  EXPECT_EQ(reader.rows_at_hand(), 1U);
  ASSERT_TRUE(reader.take("[2]"));
  EXPECT_EQ(reader.rows_at_hand(), 0U);
  EXPECT_EQ(std::get<std::int64_t>(reader.row().cells[0]), 2);
}

}  // namespace
}  // namespace nowthen::access
