#pragma once
#include <string>
#include <vector>

#include "webhooks/endpoint_url.hpp"
#include "webhooks/secret.hpp"

namespace nowthen::webhooks {

/// One receiver.
struct Endpoint {
  std::string key;  ///< Tells it from the others, also over a restart: follows from the URL.
  EndpointUrl url;
  std::vector<std::string> events;   ///< Types and families of types.
  std::vector<std::string> allowed;  ///< Private addresses and hosts that are meant.
  std::string ca_file;               ///< PEM that replaces the system's certificates. Empty: the system's.
  Secrets secrets;
};

/// The key of a URL.
std::string endpoint_key(const EndpointUrl& url);

}  // namespace nowthen::webhooks
