#include "genesys/platform/typed_decoder.hpp"

#include "genesys/reading/unsound_reply.hpp"

namespace nowthen::genesys::platform {
namespace {

constexpr std::size_t kept_capacity = std::size_t{4} << 20U;  // a buffer larger than this is not kept
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return text;
}

std::optional<Error> TypedDecoder::open(std::string_view text, ondemand::document& document) {
  text = without_byte_order_mark(text);
  buffer_.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  buffer_.assign(text);
  const auto error =
      parser_.iterate(simdjson::padded_string_view(buffer_.data(), buffer_.size(), buffer_.capacity()))
          .get(document);
  if (error == simdjson::SUCCESS) return std::nullopt;
  return reading::unsound_reply(text, error);
}

void TypedDecoder::shrink() {
  if (parser_.capacity() > kept_capacity) parser_ = ondemand::parser{};
  if (buffer_.capacity() > kept_capacity) buffer_ = {};
}

Error TypedDecoder::refusal(std::string message) {
  return Error{.kind = ErrorKind::malformed_reply, .message = std::move(message)};
}

}  // namespace nowthen::genesys::platform
