#include "access/wire.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "warehouse/duckdb/value.hpp"

namespace nowthen::access {
namespace {

namespace json = boost::json;

struct NamedKind {
  ValueKind kind;
  std::string_view name;
};

constexpr std::array kinds{
    NamedKind{ValueKind::boolean, "boolean"}, NamedKind{ValueKind::integer, "integer"},
    NamedKind{ValueKind::real, "real"},       NamedKind{ValueKind::number_text, "number"},
    NamedKind{ValueKind::instant, "instant"}, NamedKind{ValueKind::text, "text"},
    NamedKind{ValueKind::json, "json"}};

std::string_view name_of(ValueKind kind) {
  for (const NamedKind& each : kinds)
    if (each.kind == kind) return each.name;
  return "text";
}

constexpr std::array error_kinds{
    ErrorKind::transient, ErrorKind::rate_limited,    ErrorKind::unauthenticated, ErrorKind::forbidden,
    ErrorKind::not_found, ErrorKind::invalid_request, ErrorKind::malformed_reply, ErrorKind::cancelled,
    ErrorKind::local,     ErrorKind::no_room};

Error bad_question(std::string what) {
  return {.kind = ErrorKind::invalid_request, .message = "the request is not understood: " + std::move(what)};
}

json::value json_of(const Question::Parameter& parameter) {
  return std::visit([](const auto& held) { return json::value(held); }, parameter);
}

std::optional<Question::Parameter> parameter_from(const json::value& value) {
  if (value.is_null()) return nullptr;
  if (value.is_bool()) return value.get_bool();
  if (value.is_int64()) return value.get_int64();
  if (value.is_string()) return std::string(value.get_string());
  return std::nullopt;
}

/// Text in that member; nothing where there is none.
std::optional<std::string> text_in(const json::object& object, std::string_view name) {
  const json::value* const member = object.if_contains(name);
  if (member == nullptr || !member->is_string()) return std::nullopt;
  return std::string(member->get_string());
}

json::parse_options lenient() {
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  return options;
}

Result<json::object> object_from(std::string_view text) {
  boost::system::error_code failed;
  json::value value = json::parse(text, failed, {}, lenient());
  if (failed || !value.is_object()) return bad_question("it is no JSON object");
  return std::move(value.get_object());
}

/// Every double exactly, also those that JSON has no form for.
std::string real_text(double value) {
  if (std::isnan(value)) return std::signbit(value) ? "-nan" : "nan";
  return fmt::format("{}", value);
}

std::optional<double> real_from(std::string_view text) {
  if (text == "nan" || text == "-nan")
    return std::copysign(std::numeric_limits<double>::quiet_NaN(), text.front() == '-' ? -1.0 : 1.0);
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void append_cell(std::string& out, const Answer& answer, std::size_t column) {
  const Cell& cell = answer.row()[column];
  if (std::holds_alternative<std::monostate>(cell))
    out += "null";
  else if (const auto* const truth = std::get_if<bool>(&cell))
    out += *truth ? "true" : "false";
  else if (const auto* const number = std::get_if<std::int64_t>(&cell))
    fmt::format_to(std::back_inserter(out), "{}", *number);
  else if (const auto* const real = std::get_if<double>(&cell))
    fmt::format_to(std::back_inserter(out), "\"{}\"", real_text(*real));
  else if (std::holds_alternative<Instant>(cell))
    fmt::format_to(std::back_inserter(out), "{}", answer.microseconds(column));
  else
    out += json::serialize(json::string_view(std::get<std::string_view>(cell)));
}

/// The cell of that kind in `value`; nothing where it is of another.
std::optional<Cell> cell_from(const json::value& value, ValueKind kind) {
  if (value.is_null()) return Cell();
  switch (kind) {
    case ValueKind::boolean:
      if (value.is_bool()) return value.get_bool();
      return std::nullopt;
    case ValueKind::integer:
      if (value.is_int64()) return value.get_int64();
      return std::nullopt;
    case ValueKind::instant:
      if (value.is_int64()) return warehouse::instant_of_microseconds(value.get_int64());
      return std::nullopt;
    case ValueKind::real:
      if (value.is_string())
        if (const auto real = real_from(value.get_string())) return *real;
      return std::nullopt;
    case ValueKind::number_text:
    case ValueKind::text:
    case ValueKind::json: break;
  }
  if (!value.is_string()) return std::nullopt;
  return std::string_view(value.get_string().data(), value.get_string().size());
}

std::optional<AnswerColumn> column_from(const json::value& value) {
  const json::object* const object = value.if_object();
  if (object == nullptr) return std::nullopt;
  auto name = text_in(*object, "name");
  auto type = text_in(*object, "type");
  const auto as = text_in(*object, "as");
  if (!name || !type || !as) return std::nullopt;
  for (const NamedKind& each : kinds)
    if (each.name == *as)
      return AnswerColumn{.name = *std::move(name), .kind = each.kind, .type = *std::move(type)};
  return std::nullopt;
}

}  // namespace

Error malformed(std::string what) {
  return {.kind = ErrorKind::malformed_reply,
          .message = "the answer of the process that has the data is not understood: " + std::move(what),
          .hint = "is it another version of nowthen? wait until it has ended, then try again"};
}

std::string question_text(const AskedQuestion& asked) {
  json::array parameters;
  for (const auto& each : asked.question.parameters) parameters.push_back(json_of(each));
  return json::serialize(json::object{{"sql", asked.question.sql},
                                      {"parameters", std::move(parameters)},
                                      {"time_zone", asked.time_zone},
                                      {"nested", asked.question.nested == Nested::json ? "json" : "text"},
                                      {"small", asked.question.is_small}});
}

Result<AskedQuestion> parse_question(std::string_view text) {
  const auto object = object_from(text);
  if (!object) return object.error();
  auto sql = text_in(*object, "sql");
  if (!sql) return bad_question("it has no text named sql");
  if (sql->find('\0') != std::string::npos) return bad_question("its SQL has a NUL byte");
  AskedQuestion asked{.question = {.sql = *std::move(sql)},
                      .time_zone = text_in(*object, "time_zone").value_or("UTC")};
  const auto nested = text_in(*object, "nested").value_or("json");
  if (nested != "json" && nested != "text") return bad_question("nested is neither json nor text");
  asked.question.nested = nested == "json" ? Nested::json : Nested::text;
  if (const json::value* const small = object->if_contains("small")) {
    if (!small->is_bool()) return bad_question("small is no truth value");
    asked.question.is_small = small->get_bool();
  }
  const json::value* const parameters = object->if_contains("parameters");
  if (parameters == nullptr) return asked;
  if (!parameters->is_array()) return bad_question("parameters are no list");
  for (const json::value& each : parameters->get_array()) {
    auto parameter = parameter_from(each);
    if (!parameter)
      return bad_question("a parameter is neither text nor a whole number nor a truth value nor null");
    asked.question.parameters.push_back(*std::move(parameter));
  }
  return asked;
}

std::string line_of(const json::value& value) { return json::serialize(value) + '\n'; }

Result<json::value> parse_line(std::string_view line) {
  boost::system::error_code failed;
  json::value value = json::parse(line, failed, {}, lenient());
  if (failed) return malformed("a line is no JSON");
  return value;
}

json::value columns_json(const std::vector<AnswerColumn>& columns, bool is_plan) {
  json::array all;
  for (const AnswerColumn& each : columns)
    all.push_back(json::object{{"name", each.name}, {"type", each.type}, {"as", name_of(each.kind)}});
  return json::object{{"columns", std::move(all)}, {"plan", is_plan}};
}

json::value error_json(const Error& error) {
  return json::object{
      {"error",
       json::object{{"kind", to_string(error.kind)}, {"message", error.message}, {"hint", error.hint}}}};
}

Error error_from(const json::value& value) {
  const json::object* const object = value.if_object();
  if (object == nullptr) return malformed("an error that is none");
  Error error{.kind = ErrorKind::local, .message = text_in(*object, "message").value_or("it failed")};
  error.hint = text_in(*object, "hint").value_or("");
  const auto kind = text_in(*object, "kind");
  for (const ErrorKind each : error_kinds)
    if (kind == to_string(each)) error.kind = each;
  return error;
}

void append_row(std::string& out, const Answer& answer) {
  out += '[';
  for (std::size_t i = 0; i < answer.columns().size(); ++i) {
    if (i > 0) out += ',';
    append_cell(out, answer, i);
  }
  out += "]\n";
}

Result<void> read_row(const json::value& line, const std::vector<AnswerColumn>& columns, SentRow& row) {
  const json::array* const values = line.if_array();
  if (values == nullptr || values->size() != columns.size()) return malformed("a row has other columns");
  row.cells.resize(columns.size());
  row.microseconds.assign(columns.size(), 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const json::value& value = (*values)[i];
    const auto cell = cell_from(value, columns[i].kind);
    if (!cell) return malformed("a value is not of its column's kind");
    row.cells[i] = *cell;
    if (columns[i].kind == ValueKind::instant && value.is_int64()) row.microseconds[i] = value.get_int64();
  }
  return {};
}

Result<std::vector<AnswerColumn>> columns_from(const json::value& value) {
  const json::array* const all = value.if_array();
  if (all == nullptr) return malformed("columns are no list");
  std::vector<AnswerColumn> columns;
  for (const json::value& each : *all) {
    auto column = column_from(each);
    if (!column) return malformed("a column is not described");
    columns.push_back(*std::move(column));
  }
  return columns;
}

}  // namespace nowthen::access
