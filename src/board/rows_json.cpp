#include "board/rows_json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "access/each_row.hpp"

namespace nowthen::board {
namespace {

namespace json = boost::json;

json::value value_of(const access::Cell& cell, access::ValueKind kind) {
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth;
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (const auto* real = std::get_if<double>(&cell)) return *real;
  if (const auto* instant = std::get_if<Instant>(&cell)) return json::value(format_instant(*instant));
  const auto* text = std::get_if<std::string_view>(&cell);
  if (text == nullptr) return nullptr;
  if (kind != access::ValueKind::json) return json::value(*text);
  boost::system::error_code code;
  json::value parsed = json::parse(json::string_view(text->data(), text->size()), code);
  return code ? json::value(*text) : parsed;
}

}  // namespace

Result<json::array> rows_json(access::Tables& tables, access::Question question,
                              const std::stop_token& stop) {
  json::array rows;
  auto done = access::each_row(tables, std::move(question), stop, [&rows](const access::Answer& answer) {
    json::object object;
    for (std::size_t i = 0; i < answer.columns().size(); ++i)
      object[answer.columns()[i].name] = value_of(answer.row()[i], answer.columns()[i].kind);
    rows.push_back(std::move(object));
  });
  if (!done) return done.error();
  return rows;
}

}  // namespace nowthen::board
