#pragma once

namespace nowthen::cli {

/// The cells of a terminal.
struct TerminalSize {
  int columns = 80;
  int lines = 0;  ///< 0: not known, or there is no terminal.
};

}  // namespace nowthen::cli
