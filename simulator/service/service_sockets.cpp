#include "simulator/service/service.hpp"

namespace nowthen::sim {
namespace {

constexpr std::string_view channels = "/channels/";

}  // namespace

std::optional<SocketId> Service::open_socket(std::string_view path) {
  const bool is_address = path.starts_with(channels);
  const auto opened =
      is_address ? hub_.open(path.substr(channels.size()), hub_time()) : std::optional<SocketId>();
  if (opened)
    log_.add(
        {.at = now(), .ticks = clock_.ticks(), .method = "GET", .target = std::string(path), .status = 101},
        Endpoint::unknown, 0);
  return opened;
}

SocketStep Service::next_step(SocketId id) { return hub_.next(id, hub_time()); }

void Service::receive(SocketId id, std::string_view text) {
  const TopicJudge judge{platform_settings_.permissions, platform_state_.directory_for(*platform_)};
  hub_.receive(id, text, hub_time(), judge);
}

}  // namespace nowthen::sim
