#include "genesys/tutorial/reply_decoder.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "genesys/reading/json_reading.hpp"
#include "genesys/reading/record_splitter.hpp"
#include "genesys/tutorial/record_decoder.hpp"

namespace nowthen::genesys::tutorial {
namespace {

using reading::Compactor;
using reading::JsonReading;
using reading::SplitReply;

constexpr std::size_t max_records = 1'000;  // a page has at most 100 by contract
constexpr std::size_t max_cursor_bytes = 8'192;
constexpr std::size_t kept_capacity = std::size_t{4} << 20U;  // a parser larger than this is not kept
constexpr std::size_t usual_page = 100;
constexpr double max_total = 1e12;  // so that no sum of totals comes near the end of its range
constexpr double max_exact = 9'007'199'254'740'992.0;  // 2^53

Error malformed(std::string message, std::string hint = {}) {
  return Error{.kind = ErrorKind::malformed_reply, .message = std::move(message), .hint = std::move(hint)};
}

Error not_json(std::string_view body, simdjson::error_code error) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  const std::string hint = "check the base URL: a proxy or another service may be answering there";
  if (first == std::string_view::npos) return malformed("the reply is empty", hint);
  if (body[first] == '<') return malformed("the reply is a web page, not JSON", hint);
  return malformed(std::string("the reply is not sound JSON: ") + simdjson::error_message(error));
}

std::size_t byte_order_mark(std::string_view body) { return body.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

std::string unreadable(simdjson::error_code error) {
  if (error == simdjson::UTF8_ERROR) return "not valid UTF-8";
  if (error == simdjson::UNESCAPED_CHARS) return "a control character inside a text";
  return "not sound JSON";
}

/// The fields around the records, the same for both listings but for their names.
struct Envelope {
  bool has_next = false;
  std::string next_cursor;
  std::optional<std::int64_t> next_page;
};

}  // namespace

class ReplyDecoder::Impl {
 public:
  enum class Kind { live, history };

  static std::string_view list_key(Kind kind) { return kind == Kind::live ? "entities" : "groups"; }

  Result<void> decode(const std::string& body, Kind kind, PageRecords& page, Envelope& envelope);

 private:
  Result<void> decode_whole(const std::string& body, Kind kind, PageRecords& page, Envelope& envelope);
  Result<void> decode_parts(const SplitReply& parts, Kind kind, PageRecords& page, Envelope& envelope);
  void decode_alone(std::string_view record, Kind kind, PageRecords& page);
  simdjson::error_code read_root(Kind kind, ondemand::document& document);
  void read_field(std::string_view key, ondemand::value value, ondemand::document& document);
  void read_records(ondemand::value value, ondemand::document& document);
  void read_next(ondemand::value value);
  std::optional<std::int64_t> whole_number(ondemand::value value, std::string_view name, double max);

  simdjson::padded_string_view padded(const std::string& body);

  ondemand::parser parser_;
  std::string copy_;  ///< Of a body without room behind its end.
  Compactor compactor_;
  Kind kind_{};
  PageRecords* page_ = nullptr;
  Envelope* envelope_ = nullptr;
  JsonReading reading_;
  simdjson::error_code unsound_ = simdjson::SUCCESS;  ///< Why the last document was no sound JSON.
};

Result<void> ReplyDecoder::Impl::decode(const std::string& body, Kind kind, PageRecords& page,
                                        Envelope& envelope) {
  auto whole = decode_whole(body, kind, page, envelope);
  if (whole || unsound_ == simdjson::SUCCESS) return whole;
  const auto parts = reading::split_records(std::string_view(body).substr(byte_order_mark(body)),
                                            list_key(kind), max_records);
  if (!parts) return whole;
  page = {};
  envelope = {};
  return decode_parts(*parts, kind, page, envelope);
}

/// Of a document that is not sound as a whole, each part that is sound alone.
Result<void> ReplyDecoder::Impl::decode_parts(const SplitReply& parts, Kind kind, PageRecords& page,
                                              Envelope& envelope) {
  if (auto around = decode_whole(parts.envelope, kind, page, envelope); !around) return around;
  for (const std::string_view record : parts.records) decode_alone(record, kind, page);
  return {};
}

void ReplyDecoder::Impl::decode_alone(std::string_view record, Kind kind, PageRecords& page) {
  PageRecords alone;
  Envelope none;
  std::string document = "{\"" + std::string(list_key(kind)) + "\":[";
  document.append(record).append("],\"nextPage\":null}");
  if (decode_whole(document, kind, alone, none)) {
    std::move(alone.conversations.begin(), alone.conversations.end(), std::back_inserter(page.conversations));
    std::move(alone.set_aside.begin(), alone.set_aside.end(), std::back_inserter(page.set_aside));
  } else {
    page.set_aside.push_back({.bytes = std::string(record), .reason = unreadable(unsound_)});
    page.damaged = true;
  }
}

Result<void> ReplyDecoder::Impl::decode_whole(const std::string& body, Kind kind, PageRecords& page,
                                              Envelope& envelope) {
  page_ = &page;
  envelope_ = &envelope;
  reading_ = {};
  const simdjson::padded_string_view text = padded(body);
  compactor_.look_at({text.data(), text.size()});
  ondemand::document document;
  auto error = parser_.iterate(text).get(document);
  if (error == simdjson::SUCCESS) error = read_root(kind, document);
  if (parser_.capacity() > kept_capacity) parser_ = ondemand::parser{};
  compactor_.shrink_to(kept_capacity);
  if (copy_.capacity() > kept_capacity) copy_ = {};
  unsound_ = error;
  if (error != simdjson::SUCCESS) return not_json(body, error);
  if (!reading_.reason().empty())
    return malformed("the reply is not what the API describes: " + reading_.reason());
  if (!envelope.has_next && !page.total)
    return malformed("the reply says neither how many records there are nor whether more follow",
                     "check the base URL: another service may be answering there");
  return {};
}

simdjson::padded_string_view ReplyDecoder::Impl::padded(const std::string& body) {
  const bool has_room = body.capacity() - body.size() >= simdjson::SIMDJSON_PADDING;
  if (!has_room) {
    copy_.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    copy_.assign(body);
  }
  const std::string& text = has_room ? body : copy_;
  const std::size_t mark = byte_order_mark(text);
  return simdjson::padded_string_view(text.data() + mark, text.size() - mark, text.capacity() - mark);
}

simdjson::error_code ReplyDecoder::Impl::read_root(Kind kind, ondemand::document& document) {
  kind_ = kind;
  ondemand::object root;
  if (const auto error = document.get_object().get(root); error != simdjson::SUCCESS) return error;
  for (auto entry : root) {
    ondemand::field field;
    if (const auto error = std::move(entry).get(field); error != simdjson::SUCCESS) return error;
    if (!JsonReading::well_placed(field.value())) return simdjson::TAPE_ERROR;
    std::string_view key;
    if (!reading_.key(field, key)) continue;
    read_field(key, field.value(), document);
    if (reading_.broken() != simdjson::SUCCESS) return reading_.broken();
  }
  const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return at_end ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

void ReplyDecoder::Impl::read_field(std::string_view key, ondemand::value value,
                                    ondemand::document& document) {
  if (key == (kind_ == Kind::live ? "entities" : "groups")) return read_records(value, document);
  if (key == "nextPage") return read_next(value);
  if (key == "total" || key == "totalCount") {
    const auto total = whole_number(value, key, max_total);
    // Where the two disagree the larger one counts, so that a lack is reported rather than hidden.
    if (total) page_->total = std::max(*total, page_->total.value_or(0));
  }
}

void ReplyDecoder::Impl::read_records(ondemand::value value, ondemand::document& document) {
  page_->conversations.clear();
  page_->set_aside.clear();
  page_->conversations.reserve(usual_page);
  std::size_t count = 0;
  const bool is_live = kind_ == Kind::live;
  const RecordContext context{document, is_live ? "id" : "conversationId", compactor_, *page_};
  reading_.elements(value, is_live ? "entities" : "groups", [&](ondemand::value record) {
    if (++count > max_records) return reading_.wrong("records", "more than any page may have");
    if (const auto error = decode_record(context, record); error != simdjson::SUCCESS) reading_.breaks(error);
  });
}

void ReplyDecoder::Impl::read_next(ondemand::value value) {
  envelope_->has_next = true;
  envelope_->next_cursor.clear();
  envelope_->next_page.reset();
  if (kind_ == Kind::history) {
    envelope_->next_page = whole_number(value, "nextPage", max_exact);
    return;
  }
  reading_.text(value, "nextPage", envelope_->next_cursor);
  if (envelope_->next_cursor.size() > max_cursor_bytes) reading_.wrong("nextPage", "too long");
}

std::optional<std::int64_t> ReplyDecoder::Impl::whole_number(ondemand::value value, std::string_view name,
                                                             double max) {
  double number = 0;
  if (JsonReading::is_null(value) || !reading_.number(value, name, number)) return std::nullopt;
  const bool whole =
      number >= 0 && number <= max && number == static_cast<double>(static_cast<std::int64_t>(number));
  if (whole) return static_cast<std::int64_t>(number);
  reading_.wrong(name, "not a whole number in range");
  return std::nullopt;
}

ReplyDecoder::ReplyDecoder() : impl_(std::make_unique<Impl>()) {}
ReplyDecoder::~ReplyDecoder() = default;
ReplyDecoder::ReplyDecoder(ReplyDecoder&&) noexcept = default;
ReplyDecoder& ReplyDecoder::operator=(ReplyDecoder&&) noexcept = default;

Result<LivePage> ReplyDecoder::live(const std::string& body) {
  LivePage page;
  Envelope envelope;
  if (auto done = impl_->decode(body, Impl::Kind::live, page, envelope); !done) return done.error();
  if (!envelope.next_cursor.empty()) page.next_cursor = std::move(envelope.next_cursor);
  return page;
}

Result<HistoryPage> ReplyDecoder::history(const std::string& body) {
  HistoryPage page;
  Envelope envelope;
  if (auto done = impl_->decode(body, Impl::Kind::history, page, envelope); !done) return done.error();
  page.next_page = envelope.next_page;
  return page;
}

}  // namespace nowthen::genesys::tutorial
