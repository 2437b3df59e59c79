#include "cli/global_options.hpp"

namespace nowthen::cli {

Options declare_global_options(GlobalOptions& given) {
  Options options;
  options.value("--profile", "NAME", &given.profile,
                "Use the profile of this name from the configuration file");
  options.value("--config", "FILE", &given.config, "Read this configuration file")
      .defaults_to("~/.config/nowthen/config.toml")
      .names_a_file();
  options.value("--region", "REGION", &given.region,
                "Genesys Cloud region, such as eu_central_1 or mypurecloud.de");
  options.value("--base-url", "URL", &given.base_url, "Where the API is, instead of a region");
  options.value("--contract", "NAME", &given.contract, "Which description of the API the server follows")
      .one_of({"auto", "tutorial", "platform"})
      .defaults_to("auto");
  options.value("--cacert", "FILE", &given.ca_file, "PEM certificates to trust instead of the system's")
      .names_a_file();
  options.value("--proxy", "URL", &given.proxy, "Proxy to go through, instead of HTTPS_PROXY");
  options
      .value("--time-zone", "ZONE", &given.time_zone, "Zone of local times and tables, such as Europe/Berlin")
      .defaults_to("UTC");
  options.flag("-q,--quiet", given.quiet, "No progress and no notes on standard error, only errors");
  options.flag("--no-color", given.no_color, "No colours (as NO_COLOR in the environment does)");
  options.value("--log-level", "LEVEL", &given.log_level, "Log from this level on, to standard error")
      .one_of({"trace", "debug", "info", "warn", "error", "off"})
      .defaults_to("warn");
  options.value("--log-format", "FORMAT", &given.log_format, "How log lines look")
      .one_of({"text", "json"})
      .defaults_to("text");
  options.flag("--version", given.version, "Show the version and stop");
  options.flag("-h,--help", given.help, "Show help, also for one command, and stop");
  return options;
}

}  // namespace nowthen::cli
