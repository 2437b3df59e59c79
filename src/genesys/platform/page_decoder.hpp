#pragma once
#include <memory>
#include <nowthen/core/result.hpp>
#include <string>

#include "genesys/page_records.hpp"

namespace nowthen::genesys::platform {

/// Turns pages of conversations of the platform into model types in one pass, reusing its buffers from page
/// to page: replies of the details query, of a job's results and of several conversations by id.
///
/// A record that cannot be understood is set aside with its bytes and the rest of the page is used. A page
/// without conversations has none: past the last one they are left out. A reply that only the tutorial's
/// contract knows is `malformed_reply` and says so, as is anything that is no JSON object. Not thread-safe.
class PageDecoder {
 public:
  PageDecoder();
  ~PageDecoder();
  PageDecoder(PageDecoder&&) noexcept;
  PageDecoder& operator=(PageDecoder&&) noexcept;

  /// The parser needs room behind the end of `body`: where its capacity has none, it is copied.
  Result<PageRecords> decode(const std::string& body);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::genesys::platform
