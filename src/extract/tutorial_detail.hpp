#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/model/conversation_detail.hpp>
#include <string>
#include <string_view>

#include "extract/scanned.hpp"
#include "genesys/tutorial/reply_decoder.hpp"

namespace nowthen::extract {

/// Turns records of the tutorial's contract into the platform's model, so that both lie in the same tables.
///
/// Nothing is made up and no value is lost: what the model has no member for stays as JSON in `extra`, of
/// the conversation or of the participant. docs/guide/importing.md has the table. Reuses its buffers; not
/// thread-safe.
class TutorialDetails {
 public:
  /// @param kind  `tutorial_group` or `tutorial_entity`: which field holds the id
  /// Fails with `malformed_reply`, naming the field at fault; so too where there is no id or no start.
  Result<ConversationDetail> decode(std::string_view record, RecordKind kind);

 private:
  Result<Conversation> read(std::string_view record, RecordKind kind);

  genesys::tutorial::ReplyDecoder decoder_;
  std::string reply_;
};

}  // namespace nowthen::extract
