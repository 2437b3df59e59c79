#include "cli/commands/meet_server.hpp"

#include <ostream>

namespace nowthen::cli {

Result<void> meet_server(Client& client, const Context& context, ProgressBar* progress) {
  const auto token = client.token(context.stop);
  if (!token && token.error().kind != ErrorKind::cancelled) return token.error();
  const auto ahead = context.server_clock == nullptr ? std::nullopt : context.server_clock->ahead();
  if (!ahead || context.settings.quiet) return {};
  if (progress != nullptr) progress->hide();
  context.err << "note: " << clock_note(*ahead) << '\n' << std::flush;
  return {};
}

}  // namespace nowthen::cli
