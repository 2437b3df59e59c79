#include "cli/commands/serve_web.hpp"

#include "archive/secure_random.hpp"
#include "cli/commands/board_token.hpp"
#include "cli/commands/own_tables.hpp"
#include "cli/commands/page_files.hpp"

namespace nowthen::cli {
namespace {

constexpr const char* usual_token_file = "/board-token";
constexpr std::size_t answering_threads = 2;
constexpr std::size_t most_waiting = 32;

}  // namespace

Result<std::unique_ptr<ServeWeb>> ServeWeb::make(Parts parts, const Context& context) {
  if (parts.token_file.empty()) parts.token_file = parts.folder + usual_token_file;
  const auto token = board_token(parts.token_file, archive::secure_random());
  if (!token) return token.error();
  return std::unique_ptr<ServeWeb>(new ServeWeb(std::move(parts), *token, context));
}

ServeWeb::ServeWeb(Parts parts, const std::string& token, const Context& context)
    : parts_(std::move(parts)),
      context_(context),
      open_tables_(asking_ourselves(parts_.folder, context.settings.zone.name())),
      sessions_(token, archive::secure_random()),
      hub_(std::make_shared<serve::EventHub>(serve::secret_text(archive::secure_random()).substr(0, 8))),
      workers_(answering_threads, most_waiting) {}

serve::BoardSources ServeWeb::sources() {
  return {.hub = hub_,
          .sessions = &sessions_,
          .workers = &workers_,
          .open_tables = open_tables_,
          .state = [notices = parts_.notices] { return notices->read(); },
          .now = parts_.now,
          .ticks =
              [&clock = context_.clock] {
                return std::chrono::duration_cast<std::chrono::milliseconds>(clock.ticks());
              },
          .zone = context_.settings.zone.name(),
          .archive = parts_.folder + "/archive",
          .version = NOWTHEN_VERSION,
          .files = page_files()};
}

Result<void> ServeWeb::run(const std::stop_token& stop) {
  return serve::run_board(
      {.notices = parts_.notices, .hub = hub_.get(), .open_tables = open_tables_, .now = parts_.now}, stop);
}

void ServeWeb::stop_answering() {
  workers_.stop();
  hub_->close();
  for (int looks = 0; looks < 50 && hub_->listeners() > 0; ++looks)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

}  // namespace nowthen::cli
