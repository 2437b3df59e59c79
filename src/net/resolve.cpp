#include "net/resolve.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace nowthen::net {
namespace {

using Addresses = std::vector<std::string>;

Error none_for(const std::string& host, const std::string& why) {
  return {.kind = ErrorKind::transient, .message = host + ": " + why};
}

Result<Addresses> ask_system(const std::string& host) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0)
    return none_for(host, "the name has no address");
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(found, &::freeaddrinfo);
  Addresses addresses;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    std::array<char, NI_MAXHOST> digits{};
    if (::getnameinfo(each->ai_addr, each->ai_addrlen, digits.data(), digits.size(), nullptr, 0,
                      NI_NUMERICHOST) != 0)
      continue;
    if (std::find(addresses.begin(), addresses.end(), digits.data()) == addresses.end())
      addresses.emplace_back(digits.data());
  }
  if (addresses.empty()) return none_for(host, "the name has no address");
  return addresses;
}

/// Where the thread that asks leaves the answer; it may outlive who waits for it.
struct Asked {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::optional<Result<Addresses>> answer;
};

}  // namespace

Result<Addresses> resolve(const std::string& host, std::chrono::milliseconds patience,
                          const std::stop_token& stop) {
  // getaddrinfo cannot be interrupted: it is left to a thread of its own, which nobody waits for.
  auto asked = std::make_shared<Asked>();
  std::thread([asked, host] {
    auto answer = ask_system(host);
    const std::scoped_lock lock(asked->mutex);
    asked->answer = std::move(answer);
    asked->changed.notify_all();
  }).detach();
  std::unique_lock lock(asked->mutex);
  if (asked->changed.wait_for(lock, stop, patience, [&asked] { return asked->answer.has_value(); }))
    return *std::move(asked->answer);
  if (stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
  return none_for(host, "its address was not found in time");
}

}  // namespace nowthen::net
