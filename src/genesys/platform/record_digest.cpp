#include "genesys/platform/record_digest.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <utility>
#include <vector>

#include "core/digest.hpp"
#include "genesys/platform/canonical_json.hpp"
#include "genesys/platform/typed_decoder.hpp"
#include "genesys/reading/json_reading.hpp"
#include "model/volatile_fields.hpp"

namespace nowthen::genesys::platform {
namespace {

using reading::JsonReading;
namespace ondemand = simdjson::ondemand;

constexpr int max_depth = 128;  // The decoder stops at 64 below a field it does not know.
constexpr std::size_t kept_capacity = std::size_t{4} << 20U;  // A buffer larger than this is not kept.

/// Which part of a record an object is; what is left out depends on it.
enum class Part { record, participant, session, other };

Part part_in(Part part, std::string_view list) noexcept {
  if (part == Part::record && list == "participants") return Part::participant;
  if (part == Part::participant && list == "sessions") return Part::session;
  return Part::other;
}

/// Fields that say something else each time they are asked for.
bool is_volatile(Part part, std::string_view name) noexcept {
  return part == Part::session &&
         std::find(volatile_fields.begin(), volatile_fields.end(), name) != volatile_fields.end();
}

ContentHash hash_of(std::string_view begin, std::string_view rest = {}) {
  const Sha256 digest = sha256(begin, rest);
  ContentHash hash{};
  std::copy_n(digest.begin(), hash.size(), hash.begin());
  return hash;
}

bool is_quoted(std::string_view raw) noexcept {
  return raw.size() >= 2 && raw.front() == '"' && raw.back() == '"';
}

/// A sign and digits, which have no other spelling.
bool is_plain_number(std::string_view raw) noexcept {
  return raw.find_first_not_of("-0123456789") == std::string_view::npos && raw != "-0";
}

/// One record on its way into its canonical form.
class Rewriting {
 public:
  Rewriting(JsonReading::Escapes escapes, CanonicalJson& out)
      : reading_(escapes), has_escapes_(escapes == JsonReading::Escapes::possible), out_(out) {}

  bool root(ondemand::document& document) {
    ondemand::object whole;  // Looks whether the text ends as an object does; a value would not.
    if (document.get_object().get(whole) != simdjson::SUCCESS) return fail("not an object");
    document.rewind();
    ondemand::value value;
    if (document.get_value().get(value) != simdjson::SUCCESS) return fail("not an object");
    object(value, Part::record, 1);
    const char* end = nullptr;
    if (sound() && document.current_location().get(end) != simdjson::OUT_OF_BOUNDS)
      return fail("more text after the object");
    return sound();
  }

  /// The attributes of all participants, by their positions, as a list without its first bracket; nothing
  /// where none has any. Taken out: they may be most of a large record.
  std::optional<std::string> take_attributes() {
    const auto is_null = [](const std::string& json) { return json == "null"; };
    if (std::all_of(attributes_.begin(), attributes_.end(), is_null)) return std::nullopt;
    std::string list = std::move(attributes_.front());
    for (auto json = std::next(attributes_.begin()); json != attributes_.end(); ++json)
      list.append(",").append(std::exchange(*json, {}));
    list += ']';
    return list;
  }

  std::string reason() const {
    return reading_.broken() == simdjson::SUCCESS ? reading_.reason() : "not sound JSON";
  }

 private:
  bool sound() const { return reading_.broken() == simdjson::SUCCESS && reading_.reason().empty(); }
  bool fail(std::string_view what) {
    reading_.wrong("record", what);
    return false;
  }

  void value(ondemand::value json, Part part, int depth);
  void object(ondemand::value json, Part part, int depth);
  void array(ondemand::value json, Part part, int depth);
  void string(ondemand::value json, std::string_view raw);
  void number(ondemand::value json, std::string_view raw);
  void as_spelled(ondemand::value json, std::string_view raw);

  JsonReading reading_;
  bool has_escapes_;
  CanonicalJson& out_;
  std::vector<std::string> attributes_;  ///< Of each participant; `null` where it has none.
};

void Rewriting::value(ondemand::value json, Part part, int depth) {
  const std::string_view raw = JsonReading::token(json);
  const char first = raw.empty() ? '\0' : raw.front();
  if (depth > max_depth) return reading_.wrong("record", "nested too deep");
  if (first == '{') return object(json, part, depth);
  if (first == '[') return array(json, part, depth);
  if (first == '"') return string(json, raw);
  if (raw == "null" || raw == "true" || raw == "false") return out_.append(raw);
  number(json, raw);
}

void Rewriting::object(ondemand::value json, Part part, int depth) {
  std::string own = "null";
  auto object = out_.begin_object();
  reading_.fields(json, "record", [&](std::string_view name, ondemand::value inner) {
    const auto member = out_.begin_member(name);
    const std::size_t begin = out_.size();
    if (part == Part::record && name == "participants") attributes_.clear();
    value(inner, part_in(part, name), depth + 1);
    if (part == Part::participant && name == "attributes") {
      own = out_.cut(begin);
      return out_.drop_member(member);
    }
    is_volatile(part, name) ? out_.drop_member(member) : out_.end_member(object, member);
  });
  out_.end_object(object);
  if (part == Part::participant) attributes_.push_back(own == "{}" ? "null" : std::move(own));
}

void Rewriting::array(ondemand::value json, Part part, int depth) {
  out_.append("[");
  bool is_first = true;
  reading_.elements(json, "record", [&](ondemand::value element) {
    if (!std::exchange(is_first, false)) out_.append(",");
    value(element, part, depth + 1);
  });
  out_.append("]");
}

void Rewriting::string(ondemand::value json, std::string_view raw) {
  if (is_quoted(raw) && (!has_escapes_ || std::memchr(raw.data(), '\\', raw.size()) == nullptr))
    return out_.append(raw);
  std::string_view text;
  if (json.get_string().get(text) == simdjson::SUCCESS) return out_.string(text);
  as_spelled(json, raw);
}

void Rewriting::number(ondemand::value json, std::string_view raw) {
  const auto holds = [&](auto whole) { return json.get(whole) == simdjson::SUCCESS; };
  if (is_plain_number(raw) && (holds(std::int64_t()) || holds(std::uint64_t()))) return out_.append(raw);
  double real = 0;
  if (json.get_double().get(real) == simdjson::SUCCESS && std::isfinite(real)) return out_.number(real);
  as_spelled(json, raw);
}

/// Half of a surrogate pair, or a number beyond double: sound JSON, but no value we could spell in another
/// way.
void Rewriting::as_spelled(ondemand::value json, std::string_view raw) {
  out_.append(raw);
  reading_.check(json, "record");
}

}  // namespace

std::string hex_of(const ContentHash& hash) {
  Sha256 whole{};
  std::copy(hash.begin(), hash.end(), whole.begin());
  return to_hex(whole).substr(0, hash.size() * 2);
}

class CanonicalRecord::Impl {
 public:
  /// Hands the content to `use`, and the attributes if there are any: see `take_attributes`.
  template <class Use>
  auto with_texts(std::string_view record, Use use) -> Result<decltype(use(std::string(), {}))>;

 private:
  void shrink() {
    if (parser_.capacity() > kept_capacity) parser_ = ondemand::parser{};
    if (buffer_.capacity() > kept_capacity) buffer_ = {};
    if (out_.size() > kept_capacity) out_ = {};
  }
  static Error refusal(std::string message) {
    return Error{.kind = ErrorKind::malformed_reply, .message = std::move(message)};
  }

  ondemand::parser parser_;
  std::string buffer_;
  CanonicalJson out_;
};

template <class Use>
auto CanonicalRecord::Impl::with_texts(std::string_view record, Use use)
    -> Result<decltype(use(std::string(), {}))> {
  record = without_byte_order_mark(record);
  buffer_.reserve(record.size() + simdjson::SIMDJSON_PADDING);
  buffer_.assign(record);
  ondemand::document document;
  const simdjson::padded_string_view padded(buffer_.data(), buffer_.size(), buffer_.capacity());
  if (parser_.iterate(padded).get(document) != simdjson::SUCCESS) return refusal("not sound JSON");
  const bool has_escapes = record.find('\\') != std::string_view::npos;
  out_.clear();
  out_.reserve(record.size() + 64);  // it has more commas than the record while it is written
  Rewriting rewriting(has_escapes ? JsonReading::Escapes::possible : JsonReading::Escapes::none, out_);
  if (!rewriting.root(document)) {
    shrink();
    return refusal(rewriting.reason());
  }
  auto used = use(out_.str(), rewriting.take_attributes());
  shrink();
  return used;
}

CanonicalRecord::CanonicalRecord() : impl_(std::make_unique<Impl>()) {}
CanonicalRecord::CanonicalRecord(CanonicalRecord&&) noexcept = default;
CanonicalRecord& CanonicalRecord::operator=(CanonicalRecord&&) noexcept = default;
CanonicalRecord::~CanonicalRecord() = default;

Result<RecordDigest> CanonicalRecord::digest(std::string_view record) {
  return impl_->with_texts(record,
                           [](const std::string& content, const std::optional<std::string>& attributes) {
                             RecordDigest digest{.content = hash_of(content), .attributes = {}};
                             if (attributes) digest.attributes = hash_of("[", *attributes);
                             return digest;
                           });
}

Result<CanonicalTexts> CanonicalRecord::texts(std::string_view record) {
  return impl_->with_texts(record, [](const std::string& content, std::optional<std::string> attributes) {
    if (attributes) attributes->insert(0, "[");
    return CanonicalTexts{.content = content, .attributes = std::move(attributes)};
  });
}

}  // namespace nowthen::genesys::platform
