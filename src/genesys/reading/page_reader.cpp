#include "genesys/reading/page_reader.hpp"

#include <algorithm>
#include <iterator>

#include "genesys/reading/record_splitter.hpp"
#include "genesys/reading/unsound_reply.hpp"

namespace nowthen::genesys::reading {
namespace {

constexpr std::size_t max_records = 1'000;                    // a page has at most 100 by contract
constexpr std::size_t kept_capacity = std::size_t{4} << 20U;  // a parser larger than this is not kept
constexpr std::size_t usual_page = 100;

std::size_t byte_order_mark(std::string_view body) { return body.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

std::string unreadable(simdjson::error_code error) {
  if (error == simdjson::UTF8_ERROR) return "not valid UTF-8";
  if (error == simdjson::UNESCAPED_CHARS) return "a control character inside a text";
  return "not sound JSON";
}

/// The bytes from `begin` to the token before the one the parser stands at.
std::string_view bytes_since(const char* begin, ondemand::document& document) {
  const char* end = nullptr;
  if (document.current_location().get(end) != simdjson::SUCCESS || end <= begin) return {begin, 1};
  while (end - begin > 1 && is_blank(end[-1])) --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

/// Something that is no object stands in a record's place.
simdjson::error_code set_aside_stranger(ondemand::document& document, ondemand::value value,
                                        PageRecords& page) {
  std::string_view bytes = JsonReading::token(value);
  if (bytes.starts_with('[')) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array); error != simdjson::SUCCESS) return error;
    if (const auto error = array.raw_json().error(); error != simdjson::SUCCESS) return error;
    bytes = bytes_since(bytes.data(), document);
  }
  page.set_aside.push_back({.bytes = std::string(bytes), .reason = "not an object"});
  return simdjson::SUCCESS;
}

}  // namespace

Result<void> PageReader::read(const std::string& body, PageShape& shape, PageRecords& page) {
  shape.begin();
  auto whole = read_whole(body, shape, page);
  if (whole) return shape.finish();
  if (unsound_ == simdjson::SUCCESS) return whole;
  const auto parts =
      split_records(std::string_view(body).substr(byte_order_mark(body)), shape.list_key(), max_records);
  if (!parts) return whole;
  page = {};
  shape.begin();
  if (auto read = read_parts(*parts, shape, page); !read) return read;
  return shape.finish();
}

/// Of a document that is not sound as a whole, each part that is sound alone.
Result<void> PageReader::read_parts(const SplitReply& parts, PageShape& shape, PageRecords& page) {
  if (auto around = read_whole(parts.envelope, shape, page); !around) return around;
  for (const std::string_view record : parts.records) read_alone(record, shape, page);
  return {};
}

void PageReader::read_alone(std::string_view record, PageShape& shape, PageRecords& page) {
  PageRecords alone;
  std::string document = "{\"" + std::string(shape.list_key()) + "\":[";
  document.append(record).append("]}");
  if (read_whole(document, shape, alone)) {
    std::move(alone.conversations.begin(), alone.conversations.end(), std::back_inserter(page.conversations));
    std::move(alone.set_aside.begin(), alone.set_aside.end(), std::back_inserter(page.set_aside));
  } else {
    page.set_aside.push_back({.bytes = std::string(record), .reason = unreadable(unsound_)});
    page.damaged = true;
  }
}

Result<void> PageReader::read_whole(const std::string& body, PageShape& shape, PageRecords& page) {
  shape_ = &shape;
  page_ = &page;
  escapes_ =
      body.find('\\') == std::string::npos ? JsonReading::Escapes::none : JsonReading::Escapes::possible;
  reading_ = JsonReading(escapes_);
  const simdjson::padded_string_view text = padded(body);
  compactor_.look_at({text.data(), text.size()});
  ondemand::document document;
  auto error = parser_.iterate(text).get(document);
  if (error == simdjson::SUCCESS) error = read_root(document);
  shrink();
  unsound_ = error;
  if (error != simdjson::SUCCESS) return unsound_reply(body, error);
  if (!reading_.reason().empty())
    return Error{.kind = ErrorKind::malformed_reply,
                 .message = "the reply is not what the API describes: " + reading_.reason()};
  return {};
}

void PageReader::shrink() {
  if (parser_.capacity() > kept_capacity) parser_ = ondemand::parser{};
  compactor_.shrink_to(kept_capacity);
  if (copy_.capacity() > kept_capacity) copy_ = {};
}

simdjson::padded_string_view PageReader::padded(const std::string& body) {
  const bool has_room = body.capacity() - body.size() >= simdjson::SIMDJSON_PADDING;
  if (!has_room) {
    copy_.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    copy_.assign(body);
  }
  const std::string& text = has_room ? body : copy_;
  const std::size_t mark = byte_order_mark(text);
  return simdjson::padded_string_view(text.data() + mark, text.size() - mark, text.capacity() - mark);
}

simdjson::error_code PageReader::read_root(ondemand::document& document) {
  ondemand::object root;
  if (const auto error = document.get_object().get(root); error != simdjson::SUCCESS) return error;
  for (auto entry : root) {
    ondemand::field field;
    if (const auto error = std::move(entry).get(field); error != simdjson::SUCCESS) return error;
    const std::string_view raw = field.value().raw_json_token();
    if (!JsonReading::well_placed(raw)) return simdjson::TAPE_ERROR;
    std::string_view key;
    if (!reading_.key(field, raw, key)) continue;
    if (key == shape_->list_key()) {
      read_records(field.value(), document);
    } else {
      shape_->field(key, field.value(), reading_);
    }
    if (reading_.broken() != simdjson::SUCCESS) return reading_.broken();
  }
  const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return at_end ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

void PageReader::read_records(ondemand::value value, ondemand::document& document) {
  page_->conversations.clear();
  page_->set_aside.clear();
  page_->conversations.reserve(usual_page);
  std::size_t count = 0;
  reading_.elements(value, shape_->list_key(), [&](ondemand::value element) {
    if (++count > max_records) return reading_.wrong("records", "more than any page may have");
    if (const auto error = read_record(element, document); error != simdjson::SUCCESS) reading_.breaks(error);
  });
}

simdjson::error_code PageReader::read_record(ondemand::value value, ondemand::document& document) {
  const std::string_view token = JsonReading::token(value);
  if (!token.starts_with('{')) return set_aside_stranger(document, value, *page_);
  Conversation& record = page_->conversations.emplace_back();
  RecordOutcome outcome = shape_->record({value, escapes_}, record);
  if (outcome.broken != simdjson::SUCCESS) return outcome.broken;
  const std::string_view bytes = bytes_since(token.data(), document);
  if (outcome.reason.empty()) {
    compactor_.assign(bytes, record.json);
  } else {
    page_->set_aside.push_back({.bytes = std::string(bytes), .reason = std::move(outcome.reason)});
    page_->conversations.pop_back();
  }
  return simdjson::SUCCESS;
}

std::optional<std::int64_t> whole_number(ondemand::value value, std::string_view name, double max,
                                         JsonReading& reading) {
  double number = 0;
  if (JsonReading::is_null(value) || !reading.number(value, name, number)) return std::nullopt;
  const bool whole =
      number >= 0 && number <= max && number == static_cast<double>(static_cast<std::int64_t>(number));
  if (whole) return static_cast<std::int64_t>(number);
  reading.wrong(name, "not a whole number in range");
  return std::nullopt;
}

}  // namespace nowthen::genesys::reading
