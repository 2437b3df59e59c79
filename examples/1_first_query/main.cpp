// Prints what goes on in a contact centre now, and what happened there in the last 24 hours.
// Set GENESYS_BASE_URL, GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET first; `nowthen sim` prints them for a
// simulator.
#include <iostream>
#include <nowthen/client.hpp>

namespace {

void print_live(nowthen::Client& client) {
  std::cout << "now:\n";
  auto listing = client.live();
  for (const auto& conversation : listing)
    std::cout << "  " << conversation.id.str() << "  " << conversation.media_type << "  "
              << conversation.state << '\n';
}

void print_history(nowthen::Client& client) {
  const auto now = nowthen::system_clock().now();
  std::cout << "the last 24 hours:\n";
  auto listing = client.history({.interval = {now - std::chrono::hours{24}, now}, .media = {"voice"}});
  for (const auto& conversation : listing)
    std::cout << "  " << conversation.id.str() << "  "
              << (conversation.started_at ? nowthen::format_instant(*conversation.started_at) : "-")
              << "  talked " << nowthen::metric_value(conversation, "talkTime").value_or(0) << " s\n";
  const auto& report = listing.report();
  std::cout << report.records << " conversations, "
            << (report.complete() ? "complete" : "not proven complete") << '\n';
}

}  // namespace

int main() {
  try {
    auto client = nowthen::Client::connect(nowthen::options_from_environment().value()).value();
    print_live(client);
    print_history(client);
  } catch (const nowthen::ApiError& failed) {
    std::cerr << "error: " << failed.what() << "\nhint: " << failed.error().hint << '\n';
    return 1;
  }
}
