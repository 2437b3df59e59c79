#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "crash/scratch.hpp"

namespace nowthen::crash {

/// What the preloaded library is to do to a run of the program.
struct Interference {
  std::uint64_t kill_at = 0;             ///< The step before which the process kills itself, from 1; 0: none.
  std::uint64_t fail_at = 0;             ///< The step that fails; 0: none.
  int code = 0;                          ///< How it fails.
  bool goes_on = false;                  ///< All later steps fail, too.
  bool half = false;                     ///< A write at that step is half done before.
  bool is_recorded = true;               ///< What it does is appended to the scratch folder's `journal`.
  std::vector<std::string> variables{};  ///< More of its environment, `NAME=VALUE`.
};

struct Ran {
  int code = 0;  ///< The exit code; a signal's number, negative, where one ended it.
  std::string out;
  std::string err;
};

/// Runs `nowthen` with its data on the scratch folder's disk, and nothing of the caller's environment but
/// which DuckDB to use.
Ran run_program(const Scratch& scratch, const std::vector<std::string>& arguments,
                const Interference& how = {});

/// Runs a program that stands beside this one with these variables, `NAME=VALUE`, and no others.
Ran run_beside(const std::string& program, const std::vector<std::string>& arguments,
               const std::vector<std::string>& environment);

}  // namespace nowthen::crash
