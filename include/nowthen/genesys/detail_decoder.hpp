#pragma once
#include <memory>
#include <nowthen/core/result.hpp>
#include <nowthen/model/conversation_detail.hpp>
#include <string_view>

namespace nowthen {

/// Reads records of conversations, as the platform's analytics give them, with all their parts.
///
/// Keeps its buffers from one record to the next. Not thread-safe; use one per thread.
class DetailDecoder {
 public:
  DetailDecoder();
  DetailDecoder(DetailDecoder&&) noexcept;
  DetailDecoder& operator=(DetailDecoder&&) noexcept;
  ~DetailDecoder();

  /// The conversation in `record`, one JSON object. Nothing of it is lost but white space, the order of
  /// fields, and what is finer than a millisecond.
  ///
  /// Fails with `malformed_reply` whose message names the place and the fault, such as
  /// `participants[2].sessions[0].segments[1].segmentEnd: not an instant`.
  Result<ConversationDetail> decode(std::string_view record);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The same for a single record.
Result<ConversationDetail> decode_detail(std::string_view record);

}  // namespace nowthen
