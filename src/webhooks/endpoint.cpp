#include "webhooks/endpoint.hpp"

#include "core/digest.hpp"

namespace nowthen::webhooks {

std::string endpoint_key(const EndpointUrl& url) {
  constexpr std::size_t digits = 16;
  return to_hex(sha256(url.origin() + url.target)).substr(0, digits);
}

}  // namespace nowthen::webhooks
