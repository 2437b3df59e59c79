#pragma once
#include <memory>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

#include "cli/context.hpp"
#include "serve/board_loop.hpp"
#include "serve/board_routes.hpp"
#include "serve/sessions.hpp"
#include "serve/workers.hpp"

namespace nowthen::cli {

/// The board of a daemon: who may see it, what is shown, and who makes the answers.
class ServeWeb {
 public:
  struct Parts {
    std::string folder;      ///< Of the data, which this process owns and lets others ask.
    std::string token_file;  ///< Empty: in the folder.
    const serve::Noticeboard* notices = nullptr;
    std::function<Instant()> now;  ///< By the server's clock. Thread-safe.
  };

  /// Fails as `board_token` does. `context` must outlive it.
  static Result<std::unique_ptr<ServeWeb>> make(Parts parts, const Context& context);

  serve::BoardSources sources();
  /// Shows what there is until `stop`. Blocks.
  Result<void> run(const std::stop_token& stop);
  /// Nothing is answered from the tables any more: before the server goes, whose connections the answers
  /// know.
  /// Whoever listens is told the end, and has a moment to take it.
  void stop_answering();

  const std::string& token_file() const noexcept { return parts_.token_file; }

 private:
  ServeWeb(Parts parts, const std::string& token, const Context& context);

  Parts parts_;
  const Context& context_;
  serve::OpenTables open_tables_;
  serve::Sessions sessions_;
  std::shared_ptr<serve::EventHub> hub_;
  serve::Workers workers_;
};

}  // namespace nowthen::cli
