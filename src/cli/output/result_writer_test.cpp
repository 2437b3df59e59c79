#include "cli/output/result_writer.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <limits>

namespace nowthen::cli {
namespace {

const Instant evening = parse_instant("2026-11-22T23:30:00.250Z").value();

const std::vector<Field> every_kind{{"b", FieldKind::boolean},  {"i", FieldKind::integer},
                                    {"r", FieldKind::real},     {"n", FieldKind::number_text},
                                    {"at", FieldKind::instant}, {"text", FieldKind::text},
                                    {"list", FieldKind::json}};

using Values = std::vector<FieldValue>;

std::string written(const std::vector<Field>& fields, const std::vector<Values>& rows,
                    const ResultWriterOptions& options) {
  StringSink sink;
  const auto writer = make_result_writer(sink, fields, options);
  writer->begin();
  for (const Values& row : rows) writer->write(row);
  writer->end();
  EXPECT_TRUE(sink.flush());
  return sink.text();
}

const Values row_of_every_kind{true,    std::int64_t{-7}, 2.0,       "12345678901234567890.50",
                               evening, "a \"b\"\n",      "[1,null]"};

std::string one(FieldKind kind, const FieldValue& value, Format format) {
  return written({{"a", kind}}, {{value}}, {.format = format});
}

TEST(ResultWriter, KeepsEachKindAsJsonHasIt) {
  EXPECT_EQ(written(every_kind, {row_of_every_kind}, {.format = Format::ndjson}),
            R"({"b":true,"i":-7,"r":2.0,"n":12345678901234567890.50,"at":"2026-11-22T23:30:00.250Z",)"
            R"("text":"a \"b\"\n","list":[1,null]})"
            "\n");
  EXPECT_EQ(written(every_kind, {Values(every_kind.size())}, {.format = Format::ndjson}),
            R"({"b":null,"i":null,"r":null,"n":null,"at":null,"text":null,"list":null})"
            "\n");
}

TEST(ResultWriter, GivesOneArrayWhateverTheNumberOfRows) {
  const std::vector<Field> fields{{"a", FieldKind::integer}};
  const ResultWriterOptions json{.format = Format::json};
  EXPECT_EQ(written(fields, {}, json), "[]\n");
  EXPECT_EQ(written(fields, {{std::int64_t{1}}}, json), "[\n{\"a\":1}\n]\n");
  EXPECT_EQ(written(fields, {{std::int64_t{1}}, {std::int64_t{2}}}, json), "[\n{\"a\":1},\n{\"a\":2}\n]\n");
}

TEST(ResultWriter, WritesNumbersThatJsonHasNoFormForAsNull) {
  for (const double value :
       {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
    EXPECT_EQ(one(FieldKind::real, value, Format::ndjson), "{\"a\":null}\n");
  EXPECT_EQ(one(FieldKind::number_text, "nan", Format::ndjson), "{\"a\":null}\n");
  EXPECT_EQ(one(FieldKind::number_text, "-inf", Format::ndjson), "{\"a\":null}\n");
  EXPECT_EQ(one(FieldKind::number_text, "-.05", Format::ndjson), "{\"a\":-0.05}\n");
  EXPECT_EQ(one(FieldKind::number_text, "1e+30", Format::ndjson), "{\"a\":1e+30}\n");
}

TEST(ResultWriter, KeepsJsonButForNumbersThatJsonHasNoFormFor) {
  const std::string json = R"({"Na\\":[NaN,-Infinity,Infinity,"NaN \"I\\",null]})";
  EXPECT_EQ(one(FieldKind::json, json, Format::ndjson), R"({"a":{"Na\\":[null,null,null,"NaN \"I\\",null]}})"
                                                        "\n");
}

TEST(ResultWriter, NamesAnInstantBeyondTheCalendarInfinite) {
  EXPECT_EQ(
      one(FieldKind::instant, Instant{std::chrono::milliseconds{9'223'372'036'854'775}}, Format::ndjson),
      "{\"a\":\"infinity\"}\n");
  EXPECT_EQ(one(FieldKind::instant, Instant{std::chrono::milliseconds{-9'223'372'036'854'776}}, Format::csv),
            "a\r\n-infinity\r\n");
}

TEST(ResultWriter, LetsNoTextMoveATerminal) {
  const std::string c1 = "\xc2\x9b";
  const std::string backwards = std::string("\xe2\x80") + "\xae";
  const std::string evil = "\x1b[2J\x07" + c1 + "2J" + backwards + "x\x7f";
  for (const Format format : {Format::table, Format::json, Format::ndjson, Format::csv}) {
    const std::string text = written({{evil, FieldKind::text}}, {{evil}}, {.format = format});
    for (const std::string& harm :
         {std::string("\x1b"), std::string("\x07"), c1, backwards, std::string("\x7f")})
      EXPECT_EQ(text.find(harm), std::string::npos) << static_cast<int>(format);
  }
  const std::string json = "[\"" + c1 + backwards + "\x7f\"]";
  EXPECT_EQ(one(FieldKind::json, json, Format::ndjson), "{\"a\":[\"\\u009b\\u202e\\u007f\"]}\n");
  EXPECT_EQ(boost::json::parse(one(FieldKind::text, evil, Format::ndjson)).at("a").as_string(), evil);
}

TEST(ResultWriter, GivesColumnsOfOneNameTwoNamesInObjects) {
  const std::vector<Field> fields{
      {"a", FieldKind::text}, {"a", FieldKind::text}, {"a_1", FieldKind::text}, {"a", FieldKind::text}};
  EXPECT_EQ(unique_names(fields), (std::vector<std::string>{"a", "a_2", "a_1", "a_3"}));
}

TEST(ResultWriter, TellsNullFromEmptyTextInCsvAndTables) {
  const std::vector<Field> fields{{"a", FieldKind::text}, {"b", FieldKind::text}};
  const std::vector<Values> rows{{FieldValue{}, ""}, {"", FieldValue{}}};
  EXPECT_EQ(written(fields, rows, {.format = Format::csv}), "a,b\r\n,\"\"\r\n\"\",\r\n");
  const std::string table = written(fields, rows, {.format = Format::table});
  EXPECT_NE(table.find("\nNULL\n"), std::string::npos) << table;
  EXPECT_NE(table.find("\n      NULL\n"), std::string::npos) << table;
}

TEST(ResultWriter, ShowsInstantsInTheZone) {
  const auto berlin = TimeZone::find("Europe/Berlin");
  ASSERT_TRUE(berlin);
  const std::vector<Field> fields{{"at", FieldKind::instant}};
  EXPECT_EQ(written(fields, {{evening}}, {.format = Format::csv, .zone = *berlin}),
            "at\r\n2026-11-23T00:30:00.250+01:00\r\n");
  const std::string table = written(fields, {{evening}}, {.format = Format::table, .zone = *berlin});
  EXPECT_NE(table.find("2026-11-23 00:30:00.250\n"), std::string::npos) << table;
}

TEST(ResultWriter, GuardsFormulasButNotNumbers) {
  const std::vector<Field> fields{{"=a", FieldKind::text}, {"b", FieldKind::integer}};
  EXPECT_EQ(
      written(fields, {{"+1", std::int64_t{-1}}}, {.format = Format::csv, .formulas = Formulas::guarded}),
      "\"'=a\",b\r\n\"'+1\",-1\r\n");
}

TEST(ResultWriter, AlignsNumbersRightAndHidesLastColumnsThatDoNotFit) {
  StringSink sink;
  const std::vector<Field> fields{
      {"name", FieldKind::text}, {"count", FieldKind::integer}, {"more", FieldKind::text}};
  const auto writer = make_result_writer(sink, fields, {.table = {.available = 20, .palette = {}}});
  const std::string longer(30, 'x');
  writer->write(Values{longer, std::int64_t{5}, longer});
  writer->page_done();
  ASSERT_TRUE(sink.flush());
  EXPECT_EQ(sink.text(), "name           count\n─────────────  ─────\nxxxxxxxxxxxx…      5\n");
  EXPECT_EQ(writer->hidden_columns(), 1U);
}

}  // namespace
}  // namespace nowthen::cli
