#include "genesys/platform/token_request.hpp"

#include "core/digest.hpp"

namespace nowthen::genesys::platform {

net::Request token_request(const ClientOptions& options, const client::Endpoint& endpoint) {
  return {.method = "POST",
          .target = "/oauth/token",
          .headers = {{"Accept", "application/json"},
                      {"Content-Type", "application/x-www-form-urlencoded"},
                      {"Authorization", "Basic " + base64(options.client_id + ":" + options.client_secret)}},
          .body = "grant_type=client_credentials",
          .timeouts = endpoint.timeouts};
}

}  // namespace nowthen::genesys::platform
