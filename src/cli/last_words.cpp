#include "cli/last_words.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>

#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

std::terminate_handler before = nullptr;  // NOLINT(*-avoid-non-const-global-variables): as the handler itself

/// The words of the exception that is on its way; empty where there is none, or it has none.
std::string words() noexcept {
  try {
    if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::exception& thrown) {
    return thrown.what();
  } catch (...) {
    return {};
  }
  return {};
}

[[noreturn]] void end_process() {
  if (const auto error = last_words_of(words()))
    std::_Exit(static_cast<int>(report_error(std::cerr, *error)));
  if (before != nullptr) before();
  std::abort();
}

}  // namespace

std::optional<Error> last_words_of(const std::string& text) {
  boost::system::error_code code;
  const auto json = boost::json::parse(text, code);
  if (code || !json.is_object()) return std::nullopt;
  const auto* const message = json.as_object().if_contains("exception_message");
  if (message == nullptr || !message->is_string()) return std::nullopt;
  return Error{.kind = ErrorKind::local,
               .message = "the database gave up: " + std::string(message->as_string()),
               .hint = "look after the disk, then run it again: what is in the archive is not lost"};
}

void say_last_words() { before = std::set_terminate(end_process); }

}  // namespace nowthen::cli
