#pragma once
#include <memory>
#include <nowthen/core/result.hpp>
#include <string>

#include "genesys/page_records.hpp"

namespace nowthen::genesys::tutorial {

/// Turns reply bodies into model types in one pass, reusing its buffers from page to page.
///
/// Unknown fields are ignored (but kept in `Conversation::json`), nulls count as absent, keys may come in any
/// order, and of a key that comes twice the last one counts. A record that cannot be understood is set aside
/// with its bytes and the rest of the page is used, also where a byte in it spoils the whole document (bad
/// UTF-8, a control character) but the brackets around it hold. A page whose structure is broken, that is not
/// JSON or says neither how many records there are nor whether more follow, is `malformed_reply`. Not
/// thread-safe.
class ReplyDecoder {
 public:
  ReplyDecoder();
  ~ReplyDecoder();
  ReplyDecoder(ReplyDecoder&&) noexcept;
  ReplyDecoder& operator=(ReplyDecoder&&) noexcept;

  /// The parser needs room behind the end of `body`: where its capacity has none, it is copied.
  Result<LivePage> live(const std::string& body);
  Result<HistoryPage> history(const std::string& body);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::genesys::tutorial
