#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

#include "genesys/platform/typed_reading.hpp"

namespace nowthen::genesys::platform {

/// Some proxies put one before a reply.
std::string_view without_byte_order_mark(std::string_view text);

/// Reads whole documents into model types that have a table of fields. Reuses its buffers; not thread-safe.
class TypedDecoder {
 public:
  /// Fails with `malformed_reply`: where in the document, and what is wrong there.
  template <class Struct>
  Result<Struct> decode(std::string_view text) {
    ondemand::document document;
    if (auto error = open(text, document)) return *std::move(error);
    TypedReading reading(document, text.size());
    Struct out;
    const bool sound = reading.read_root(out);
    shrink();
    if (!sound) return refusal(reading.reason());
    return out;
  }

 private:
  std::optional<Error> open(std::string_view text, ondemand::document& document);
  void shrink();
  static Error refusal(std::string message);

  ondemand::parser parser_;
  std::string buffer_;
};

}  // namespace nowthen::genesys::platform
