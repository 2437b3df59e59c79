#include "genesys/other_contract.hpp"

#include <string_view>

namespace nowthen::genesys {

Error tutorial_spoken_here() {
  return {.kind = ErrorKind::malformed_reply,
          .message = "this host answers by the tutorial's contract, not by the platform's",
          .hint = "use --contract tutorial (NOWTHEN_CONTRACT=tutorial) for this host"};
}

void hint_at_other_contract(Error& error, Contract in_use) {
  const bool of_arguments = error.kind == ErrorKind::invalid_request && error.http_status == 400;
  if (!of_arguments && error.kind != ErrorKind::unauthenticated) return;
  const auto speaks_of = [&error](std::string_view word) {
    return error.message.find(word) != std::string::npos;
  };
  const bool knows_no_interval = speaks_of("interval") && speaks_of("nrecognized");
  const bool of_tutorial = speaks_of("dateFrom") || speaks_of("dateTo") || knows_no_interval;
  const bool of_platform = speaks_of("interval") || speaks_of("user context") || speaks_of("HTTP Basic");
  if (in_use == Contract::platform && of_tutorial)
    error.hint = "this host seems to speak the tutorial's contract: use --contract tutorial";
  if (in_use == Contract::tutorial && of_platform && !of_tutorial)
    error.hint = "this host seems to speak the platform's contract: use --contract platform";
}

}  // namespace nowthen::genesys
