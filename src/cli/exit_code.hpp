#pragma once

namespace nowthen::cli {

/// What the process tells its caller. Documented for users in docs/reference/exit-codes.md; never renumbered.
enum class ExitCode {
  ok = 0,             ///< Done.
  failed = 1,         ///< Not done; the error on standard error says why.
  usage = 2,          ///< The command line, the environment or the configuration is wrong.
  not_proven = 3,     ///< Done, but the data could not be shown to be complete.
  interrupted = 130,  ///< Stopped by Ctrl-C or a termination signal.
};

}  // namespace nowthen::cli
