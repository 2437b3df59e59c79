#pragma once

namespace nowthen::cli {

/// `run` on the real process: its arguments, environment, files, terminal, clocks and signals.
int run_main(int argc, char** argv);

}  // namespace nowthen::cli
