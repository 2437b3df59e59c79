#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "archive/secure_random.hpp"
#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/context.hpp"
#include "cli/output/terminal_text.hpp"
#include "cli/read_file.hpp"
#include "cli/report_error.hpp"
#include "webhooks/house_events.hpp"
#include "webhooks/http_sender.hpp"
#include "webhooks/signed_request.hpp"

namespace nowthen::cli {
namespace {

struct WebhooksGiven {
  std::string action;
  bool is_dry = false;
};

webhooks::Event new_test_event(const Context& context) {
  return webhooks::test_event(context.clock.now(), fmt::format("{:016x}", archive::secure_random().next()));
}

/// The request as it would go out, without what a URL may hide.
void show(const webhooks::Endpoint& endpoint, const webhooks::Event& event, const Context& context) {
  const net::Request request =
      webhooks::signed_request(endpoint.url.target, event, context.clock.now(), endpoint.secrets);
  context.out << fmt::format("{} {}\n", request.method, endpoint.url.shown());
  for (const auto& [name, value] : request.headers) context.out << fmt::format("{}: {}\n", name, value);
  context.out << fmt::format("\n{}\n", request.body);
}

/// @return whether it was delivered
bool send(webhooks::Sender& sender, const webhooks::Endpoint& endpoint, const webhooks::Event& event,
          const Context& context) {
  const webhooks::Attempt attempt = sender.send(endpoint, event, context.stop);
  context.out << fmt::format("{}: {}\n", endpoint.url.shown(),
                             attempt.is_delivered() ? fmt::format("delivered, it answered {}", attempt.status)
                                                    : "not delivered: " + printable(attempt.trouble))
              << std::flush;
  return attempt.is_delivered();
}

Result<ExitCode> run_webhooks(const WebhooksGiven& given, Context& context) {
  if (context.settings.notices.webhooks.empty())
    return usage_error("there are no webhooks in the configuration",
                       R"(write [[webhooks]], url = "https://..." and secret_file = "...")");
  const auto endpoints = endpoints_of(context.settings.notices, read_small_file);
  if (!endpoints) return endpoints.error();
  webhooks::HttpSender sender([&context] { return context.clock.now(); });
  std::size_t failed = 0;
  for (const webhooks::Endpoint& endpoint : *endpoints) {
    const webhooks::Event event = new_test_event(context);
    if (given.is_dry) {
      show(endpoint, event, context);
      continue;
    }
    if (!send(sender, endpoint, event, context)) ++failed;
    if (context.stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
  }
  if (failed == 0) return ExitCode::ok;
  return Error{.kind = ErrorKind::transient,
               .message = fmt::format("{} of {} webhooks did not take it", failed, endpoints->size()),
               .hint = "the lines above say why; docs/guide/webhooks.md says what a receiver has to do"};
}

}  // namespace

void add_webhooks(CommandSet& commands) {
  const auto given = std::make_shared<WebhooksGiven>();
  Options options;
  options.argument("ACTION", &given->action, "What to do").one_of({"test"}).must_be_given();
  options.flag("--dry-run", given->is_dry, "Show the signed requests and send nothing");
  commands.add(
      {.name = "webhooks",
       .group = Command::Group::keep,
       .summary = "Send a test event to each webhook of the configuration",
       .description =
           "Sends webhook.test to each URL of [[webhooks]], signed as every event is (Standard Webhooks "
           "1.0), "
           "once and without trying again, and says what came of it. URLs are shown without path and query, "
           "secrets never.",
       .examples = "# does everybody get it?\n"
                   "nowthen webhooks test\n"
                   "# what exactly would be sent?\n"
                   "nowthen webhooks test --dry-run\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_webhooks(*given, context); }});
}

}  // namespace nowthen::cli
