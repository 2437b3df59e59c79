#include <nowthen/genesys/detail_decoder.hpp>

#include "genesys/platform/record_list.hpp"
#include "genesys/platform/reply_check.hpp"
#include "genesys/platform/reply_reading.hpp"

namespace nowthen::genesys::platform {
namespace {

struct DetailReply {
  std::vector<DetailRecord> records;
  std::vector<SetAside> set_aside;
  DetailEnvelope envelope;
};

bool says_nothing(const DetailEnvelope& envelope) {
  return !envelope.total_hits && envelope.cursor.empty() && !envelope.data_availability_date;
}

Result<DetailReply> read_details(const std::string& body) {
  const auto list = RecordList::of(body, "conversations");
  auto envelope = list.around<DetailEnvelope>("conversations");
  if (!envelope) return envelope.error();
  const bool is_stranger = says_nothing(*envelope) && !has_field(envelope->extra, "conversations");
  if (is_stranger && !envelope->extra.empty()) return unlike_any("conversations");
  DetailReply reply{.records = {}, .set_aside = {}, .envelope = *std::move(envelope)};
  reply.records.reserve(list.records.size());
  DetailDecoder decoder;
  list.each(
      body, reply.set_aside, [&](std::string_view bytes) { return decoder.decode(bytes); },
      [&](ConversationDetail&& detail, std::string&& json) {
        reply.records.push_back({.detail = std::move(detail), .json = std::move(json)});
      });
  return reply;
}

}  // namespace

Result<JobPage> read_job_page(const std::string& body) {
  auto reply = read_details(body);
  if (!reply) return reply.error();
  if (reply->envelope.cursor.size() > 8'192) return malformed("cursor: too long");
  return JobPage{.records = std::move(reply->records),
                 .set_aside = std::move(reply->set_aside),
                 .next_cursor = std::move(reply->envelope.cursor),
                 .data_available_until = reply->envelope.data_availability_date,
                 .replied_at = {}};
}

Result<DetailsPage> read_details_page(const std::string& body) {
  auto reply = read_details(body);
  if (!reply) return reply.error();
  return DetailsPage{.records = std::move(reply->records),
                     .set_aside = std::move(reply->set_aside),
                     .total = reply->envelope.total_hits,
                     .replied_at = {}};
}

Result<FoundConversations> read_conversations(const std::string& body) {
  auto reply = read_details(body);
  if (!reply) return reply.error();
  return FoundConversations{.records = std::move(reply->records),
                            .set_aside = std::move(reply->set_aside),
                            .not_found = {},
                            .replied_at = {}};
}

Result<DetailRecord> read_conversation(const std::string& body) {
  auto detail = decode_detail(body);
  if (!detail) return explained(detail.error(), body);
  DetailRecord record{.detail = *std::move(detail), .json = {}};
  reading::Compactor compactor;
  const std::string_view text = without_byte_order_mark(body);
  compactor.look_at(text);
  compactor.assign(text, record.json);
  return record;
}

}  // namespace nowthen::genesys::platform
