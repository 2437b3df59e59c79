#include <nowthen/genesys/notifications.hpp>

#include "genesys/platform/record_list.hpp"
#include "genesys/platform/reply_reading.hpp"

namespace nowthen::genesys::platform {
namespace {

/// All entities of a list that has no pages. One that cannot be understood spoils it: none may go unnoticed.
template <class Each>
Result<std::vector<Each>> read_all(const std::string& body) {
  const auto list = RecordList::of(body, "entities");
  if (auto envelope = list.around<EntityEnvelope>("entities"); !envelope) return envelope.error();
  std::vector<Each> all;
  TypedDecoder decoder;
  for (const std::string_view record : list.records) {
    auto each = decoder.decode<Each>(record);
    if (!each) return each.error();
    if (each->id.empty()) return unlike_any("id");
    all.push_back(*std::move(each));
  }
  return all;
}

}  // namespace

Result<NotificationChannel> read_channel(const std::string& body) {
  auto channel = read_checked<NotificationChannel>(body);
  if (channel && channel->id.empty()) return unlike_any("id");
  if (channel && channel->connect_uri.empty()) return unlike_any("connectUri");
  return channel;
}

Result<std::vector<NotificationChannel>> read_channels(const std::string& body) {
  return read_all<NotificationChannel>(body);
}

Result<std::vector<TopicState>> read_topics(const std::string& body) { return read_all<TopicState>(body); }

}  // namespace nowthen::genesys::platform
