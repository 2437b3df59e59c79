#pragma once
#include <iosfwd>
#include <nowthen/core/error.hpp>
#include <string>
#include <string_view>

#include "cli/exit_code.hpp"

namespace nowthen::cli {

/// An error of usage: exit code 2 when it reaches the frame.
Error usage_error(std::string message, std::string hint = {});

/// `text` such that it can neither move a terminal nor start a line: control characters (C0, DEL, C1), line
/// and paragraph separators, bidirectional overrides and bytes that are not UTF-8 become `\xNN` or
/// `\u{NNNN}`.
std::string neutralised(std::string_view text);

/// The exit code an error leads to: `cancelled` 130; `invalid_request` that no server sent (status 0) 2;
/// others 1.
ExitCode exit_code_of(const Error& error) noexcept;

/// What helps where an error does not say it itself: never empty, whatever its kind.
std::string default_hint(const Error& error);

/// Writes `nowthen: MESSAGE` and `hint: HINT`, each one line, and gives the exit code. `cancelled` is told as
/// `interrupted`, without a hint.
ExitCode report_error(std::ostream& err, const Error& error);

}  // namespace nowthen::cli
