#include "cli/context.hpp"

namespace nowthen::cli {

Result<Client> connect(const Context& context, CallObserver observer) {
  ClientOptions options = context.settings.client;
  options.observer = std::move(observer);
  return context.make_client(options);
}

}  // namespace nowthen::cli
