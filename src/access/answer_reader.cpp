#include "access/answer_reader.hpp"

#include <boost/json/object.hpp>
#include <utility>

namespace nowthen::access {
namespace {

namespace json = boost::json;

/// The number in that member; nothing where there is none that is not negative.
std::optional<std::int64_t> count_in(const json::value& value) {
  if (!value.is_int64() || value.get_int64() < 0) return std::nullopt;
  return value.get_int64();
}

}  // namespace

void LineSplitter::feed(std::string_view bytes) {
  held_.erase(0, at_);
  searched_ -= at_;
  at_ = 0;
  held_ += bytes;
}

Result<std::optional<std::string_view>> LineSplitter::next() {
  for (;;) {
    const std::size_t end = held_.find('\n', searched_);
    searched_ = end == std::string::npos ? held_.size() : end + 1;
    if ((end == std::string::npos ? held_.size() : end) - at_ > most_bytes_)
      return malformed("a line without an end");
    if (end == std::string::npos) return std::optional<std::string_view>();
    const std::string_view line = std::string_view(held_).substr(at_, end - at_);
    at_ = end + 1;
    if (!line.empty()) return std::optional<std::string_view>(line);
  }
}

Result<AnswerReader::Found> AnswerReader::take(std::string_view line) {
  if (is_whole_) return malformed("there is something behind its end");
  auto parsed = parse_line(line);
  if (!parsed) return parsed.error();
  line_ = *std::move(parsed);
  return line_.is_array() ? take_row() : take_object();
}

Result<AnswerReader::Found> AnswerReader::take_row() {
  if (!has_columns_ || page_left_ == 0) return malformed("a row where none was announced");
  if (auto read = read_row(line_, columns_, row_); !read) return read.error();
  --page_left_;
  ++rows_;
  return Found::row;
}

Result<AnswerReader::Found> AnswerReader::take_object() {
  const json::object* const object = line_.if_object();
  if (object == nullptr) return malformed("a line of no known kind");
  if (const auto* const error = object->if_contains("error")) return error_from(*error);
  if (const auto* const columns = object->if_contains("columns"); columns != nullptr && !has_columns_) {
    auto read = columns_from(*columns);
    if (!read) return read.error();
    columns_ = *std::move(read);
    has_columns_ = true;
    const auto* const plan = object->if_contains("plan");
    is_plan_ = plan != nullptr && plan->is_bool() && plan->get_bool();
    return Found::columns;
  }
  if (!has_columns_ || page_left_ > 0) return malformed("a row is missing");
  if (const auto* const page = object->if_contains("page")) {
    const auto count = count_in(*page);
    if (!count || *count == 0) return malformed("a page of no rows");
    page_left_ = static_cast<std::size_t>(*count);
    return Found::nothing;
  }
  const auto* const end = object->if_contains("end");
  const auto* const rows =
      end != nullptr && end->is_object() ? end->get_object().if_contains("rows") : nullptr;
  if (rows == nullptr) return malformed("a line of no known kind");
  if (count_in(*rows) != rows_) return malformed("it has not as many rows as it says");
  is_whole_ = true;
  return Found::end;
}

}  // namespace nowthen::access
