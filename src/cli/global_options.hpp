#pragma once
#include <optional>
#include <string>

#include "cli/options.hpp"

namespace nowthen::cli {

/// What every command understands, before or after its name. Empty: not given.
struct GlobalOptions {
  bool help = false;
  bool version = false;
  bool quiet = false;
  bool no_color = false;
  std::optional<std::string> log_level;
  std::optional<std::string> log_format;
  std::optional<std::string> profile;
  std::optional<std::string> config;
  std::optional<std::string> contract;
  std::optional<std::string> region;
  std::optional<std::string> base_url;
  std::optional<std::string> ca_file;
  std::optional<std::string> proxy;
  std::optional<std::string> time_zone;
};

/// Declares them; `given` must live as long as the options.
Options declare_global_options(GlobalOptions& given);

}  // namespace nowthen::cli
