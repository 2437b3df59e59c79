#pragma once
#include <nowthen/genesys/options.hpp>
#include <string>

#include "cli/time_zone.hpp"

namespace nowthen::cli {

enum class LogLevel { trace, debug, info, warn, error, off };
enum class LogFormat { text, json };

/// What holds for the whole run: command line over environment over configuration file over defaults.
struct Settings {
  std::string profile;   ///< Name of the profile in use; empty: none.
  ClientOptions client;  ///< Complete but perhaps without credentials: `connect` checks them.
  std::string home;      ///< Where data is kept; may be empty when no home folder is known.
  TimeZone zone;         ///< What local times are read and shown in.
  bool quiet = false;    ///< No progress and no notes; errors still.
  bool color = true;     ///< Colour is allowed where the output is a terminal.
  LogLevel log_level = LogLevel::warn;
  LogFormat log_format = LogFormat::text;
};

}  // namespace nowthen::cli
