#include <nowthen/genesys/detail_decoder.hpp>

#include "genesys/platform/detail_fields.hpp"
#include "genesys/platform/session_fields.hpp"
#include "genesys/platform/typed_decoder.hpp"

namespace nowthen {

class DetailDecoder::Impl {
 public:
  genesys::platform::TypedDecoder decoder;
};

DetailDecoder::DetailDecoder() : impl_(std::make_unique<Impl>()) {}
DetailDecoder::DetailDecoder(DetailDecoder&&) noexcept = default;
DetailDecoder& DetailDecoder::operator=(DetailDecoder&&) noexcept = default;
DetailDecoder::~DetailDecoder() = default;

Result<ConversationDetail> DetailDecoder::decode(std::string_view record) {
  auto detail = impl_->decoder.decode<ConversationDetail>(record);
  if (detail && detail->conversation_id.empty())
    return Error{.kind = ErrorKind::malformed_reply, .message = "conversationId: missing"};
  return detail;
}

Result<ConversationDetail> decode_detail(std::string_view record) { return DetailDecoder().decode(record); }

}  // namespace nowthen
