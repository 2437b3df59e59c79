#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "cli/commands/export_manifest.hpp"
#include "cli/commands/export_remote.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

Error not_understood() {
  return {.kind = ErrorKind::invalid_request, .message = "the request for an export is not understood"};
}

/// Text in that member; nothing where there is none.
std::optional<std::string> text_in(const json::object& object, std::string_view name) {
  const json::value* const member = object.if_contains(name);
  if (member == nullptr || !member->is_string()) return std::nullopt;
  return std::string(member->get_string());
}

bool is_bound(const std::string& text) { return text.empty() || is_day(text); }

std::optional<ExportedDay> exported_day(const json::value& value) {
  const json::object* const object = value.if_object();
  const json::value* const day = object != nullptr ? object->if_contains("day") : nullptr;
  const auto state = object != nullptr ? text_in(*object, "state") : std::nullopt;
  if (day == nullptr || !state) return std::nullopt;
  if (day->is_null()) return ExportedDay{.day = std::nullopt, .state = *state};
  if (!day->is_string() || !is_day(std::string_view(day->get_string()))) return std::nullopt;
  return ExportedDay{.day = std::string(day->get_string()), .state = *state};
}

/// All but what is there already.
std::optional<ExportQuestion> without_have(const json::object& object) {
  const auto table = text_in(object, "table");
  const auto format = parse_export_format(text_in(object, "format").value_or(""));
  const auto zone = text_in(object, "time_zone");
  const auto from = text_in(object, "from");
  const auto to = text_in(object, "to");
  const json::value* const safe = object.if_contains("spreadsheet_safe");
  if (!table || !format || !zone || !from || !to || !is_bound(*from) || !is_bound(*to)) return std::nullopt;
  if (safe == nullptr || !safe->is_bool()) return std::nullopt;
  return ExportQuestion{.table = *table,
                        .manner = {.form = {.format = *format, .spreadsheet_safe = safe->get_bool()},
                                   .range = {.from = *from, .to = *to},
                                   .zone = *zone},
                        .have = {}};
}

}  // namespace

std::string export_question_text(const ExportQuestion& question) {
  json::array have;
  for (const ExportedDay& each : question.have)
    have.push_back(
        json::object{{"day", each.day ? json::value(*each.day) : json::value()}, {"state", each.state}});
  return json::serialize(json::object{{"table", question.table},
                                      {"format", to_string(question.manner.form.format)},
                                      {"spreadsheet_safe", question.manner.form.spreadsheet_safe},
                                      {"from", question.manner.range.from},
                                      {"to", question.manner.range.to},
                                      {"time_zone", question.manner.zone},
                                      {"have", std::move(have)}});
}

Result<ExportQuestion> parse_export_question(std::string_view text) {
  boost::system::error_code failed;
  const json::value value = json::parse(text, failed);
  const json::object* const object = failed ? nullptr : value.if_object();
  if (object == nullptr) return not_understood();
  auto question = without_have(*object);
  const json::value* const have = object->if_contains("have");
  if (!question || have == nullptr || !have->is_array()) return not_understood();
  for (const json::value& each : have->get_array()) {
    auto day = exported_day(each);
    if (!day) return not_understood();
    question->have.push_back(*std::move(day));
  }
  return *std::move(question);
}

}  // namespace nowthen::cli
