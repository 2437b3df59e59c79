#pragma once
#include <optional>
#include <string>

#include "cli/config_file.hpp"
#include "cli/config_source.hpp"

namespace nowthen::cli {

/// A value and who gave it, for messages.
struct Found {
  std::string text;
  std::string origin;
};

/// Under which names one setting is known. Null: not there.
struct Names {
  const std::optional<std::string>* given = nullptr;
  const char* option = nullptr;
  const char* variable = nullptr;
  const char* key = nullptr;
};

/// Looks settings up in the command line, the environment and the file, strongest first. A view: what it is
/// made from must outlive it.
class SettingFinder {
 public:
  SettingFinder(const Environment& environment, const ConfigFile& file)
      : environment_(environment), file_(file) {}

  /// From now on the values of `profile` come before those that stand outside any profile.
  void use_profile(const ConfigSection& profile) { profile_ = &profile; }

  std::optional<Found> find_given(const Names& names) const;
  std::optional<Found> find_in_environment(const Names& names) const;
  std::optional<Found> find_in_file(const Names& names) const;
  std::optional<Found> find(const Names& names) const;

  /// The text found, or none.
  std::string text(const Names& names) const;

  /// A path; `~/` stands for the home folder, since no shell has seen what a file says.
  std::string path(const Names& names) const;

  const ConfigValue* in_file(std::string_view key) const;
  bool flag(const char* key, bool otherwise) const;

  /// `PATH:LINE`.
  std::string origin_in_file(const ConfigValue& value) const;

 private:
  const Environment& environment_;
  const ConfigFile& file_;
  const ConfigSection* profile_ = nullptr;
};

}  // namespace nowthen::cli
