#include "genesys/credentials.hpp"

#include "client/blot_out.hpp"
#include "core/digest.hpp"

namespace nowthen::genesys {

void blot_out_credentials(Error& error, const ClientOptions& options) {
  client::blot_out(error, options.client_secret);
  client::blot_out(error, base64(options.client_id + ":" + options.client_secret));
}

}  // namespace nowthen::genesys
