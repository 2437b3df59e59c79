#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <nowthen/genesys/platform.hpp>

#include "genesys/percent_encoded.hpp"
#include "genesys/platform/platform_call.hpp"
#include "genesys/platform/reply_reading.hpp"
#include "genesys/platform/request_parts.hpp"

namespace nowthen {

using namespace genesys::platform;

namespace {

constexpr const char* channels_path = "/api/v2/notifications/channels";
constexpr std::size_t most_topics = 1'000;  // of a channel

net::Request subscriptions_request(const std::string& channel, const std::vector<std::string>& topics) {
  boost::json::array body;
  for (const auto& topic : topics) body.push_back(boost::json::object{{"id", topic}});
  auto request = get(
      fmt::format("{}/{}/subscriptions?ignoreErrors=true", channels_path, genesys::percent_encoded(channel)));
  request.method = "PUT";
  request.headers.set("Content-Type", "application/json");
  request.body = boost::json::serialize(body);
  return request;
}

}  // namespace

bool is_permitted(const TopicState& topic) noexcept { return topic.state != "Rejected"; }

Result<std::vector<NotificationChannel>> Platform::notification_channels(std::stop_token stop) const {
  return call(*parts_, parts_->endpoints->channels, get(channels_path), read_channels, std::move(stop));
}

Result<NotificationChannel> Platform::create_notification_channel(std::stop_token stop) const {
  return call(*parts_, parts_->endpoints->channel_create, post(channels_path, {}), read_channel,
              std::move(stop));
}

Result<std::vector<TopicState>> Platform::set_topics(const std::string& channel,
                                                     const std::vector<std::string>& topics,
                                                     std::stop_token stop) const {
  if (channel.empty() || topics.empty() || topics.size() > most_topics)
    return Error{.kind = ErrorKind::invalid_request,
                 .message = "a channel takes between one and 1,000 topics",
                 .hint = "share them out among up to twenty channels"};
  return call(*parts_, parts_->endpoints->channel_topics, subscriptions_request(channel, topics), read_topics,
              std::move(stop));
}

}  // namespace nowthen
