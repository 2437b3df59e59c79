#pragma once
#include <chrono>
#include <cstdint>
#include <nowthen/genesys/options.hpp>
#include <optional>
#include <string>

#include "cli/notice_settings.hpp"
#include "cli/privacy_section.hpp"
#include "cli/time_zone.hpp"

namespace nowthen::cli {

enum class LogLevel { trace, debug, info, warn, error, off };
enum class LogFormat { text, json };

/// Who gave a setting: an option, a variable, or `FILE:LINE`. Empty: nobody did.
struct Origins {
  std::string config_file;  ///< The file that was read; empty: there is none.
  std::string address;
  std::string login_url;
  std::string contract;
  std::string client_id;
  std::string client_secret;
  std::string proxy;
  std::string environment_proxy;  ///< `host:port` of the usual variables, where `proxy` names one of them.
};

/// How data is kept.
struct KeepSettings {
  std::string memory = "512MB";                 ///< DuckDB's own, as it reads it.
  int threads = 0;                              ///< Of its queries; 0: as many as there are processors.
  std::optional<std::uint64_t> min_free_bytes;  ///< Nothing: 2 % of the disk, at most 1 GB.
  /// How long it is kept; nothing: for ever.
  std::optional<std::chrono::milliseconds> archive, conversations, runs;
};

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
  PrivacySettings privacy{};  ///< What is done to persons' data before it is kept.
  Origins origins{};
  KeepSettings keep{};
  NoticeSettings notices{};  ///< Alerts and webhooks.
};

}  // namespace nowthen::cli
