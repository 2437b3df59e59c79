#include "webhooks/secret.hpp"

#include "core/digest.hpp"

namespace nowthen::webhooks {
namespace {

constexpr std::string_view prefix = "whsec_";
constexpr std::size_t shortest = 24;
constexpr std::size_t longest = 64;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

Error refused(std::string message) {
  return {.kind = ErrorKind::invalid_request,
          .message = std::move(message),
          .hint = "make one with: echo \"whsec_$(head -c 32 /dev/urandom | base64)\" > FILE; chmod 600 FILE"};
}

}  // namespace

Result<Secret> Secret::parse(std::string_view text) {
  text = trimmed(text);
  if (!text.starts_with(prefix)) return refused("the secret of a webhook begins with whsec_");
  text.remove_prefix(prefix.size());
  const std::string key = from_base64(text);
  // The one way to write it: a receiver may be stricter than we are.
  if (key.empty() || base64(key) != text) return refused("the secret of a webhook is base 64 behind whsec_");
  if (key.size() < shortest || key.size() > longest)
    return refused("the secret of a webhook has 24 to 64 bytes behind whsec_");
  return Secret(key);
}

std::string Secret::sign(std::string_view id, std::string_view timestamp, std::string_view payload) const {
  std::string text(id);
  text.append(".").append(timestamp).append(".").append(payload);
  const Sha256 mac = hmac_sha256({key_.data(), key_.size()}, text);
  return "v1," + base64({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

}  // namespace nowthen::webhooks
