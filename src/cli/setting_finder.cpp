#include "cli/setting_finder.hpp"

#include <fmt/format.h>

namespace nowthen::cli {

const ConfigValue* SettingFinder::in_file(std::string_view key) const {
  for (const ConfigSection* section : {profile_, &file_.values})
    if (section != nullptr)
      if (const auto found = section->find(key); found != section->end()) return &found->second;
  return nullptr;
}

std::string SettingFinder::origin_in_file(const ConfigValue& value) const {
  return fmt::format("{}:{}", file_.path, value.line);
}

std::optional<Found> SettingFinder::find_given(const Names& names) const {
  if (names.given == nullptr || !*names.given) return std::nullopt;
  return Found{**names.given, names.option};
}
std::optional<Found> SettingFinder::find_in_environment(const Names& names) const {
  if (names.variable == nullptr) return std::nullopt;
  auto text = variable(environment_, names.variable);
  if (!text) return std::nullopt;
  return Found{std::move(*text), names.variable};
}
std::optional<Found> SettingFinder::find_in_file(const Names& names) const {
  const ConfigValue* value = names.key == nullptr ? nullptr : in_file(names.key);
  if (value == nullptr) return std::nullopt;
  return Found{std::get<std::string>(value->value), origin_in_file(*value)};
}

std::optional<Found> SettingFinder::find(const Names& names) const {
  if (auto found = find_given(names)) return found;
  if (auto found = find_in_environment(names)) return found;
  return find_in_file(names);
}

std::string SettingFinder::text(const Names& names) const {
  auto found = find(names);
  return found ? std::move(found->text) : std::string{};
}

std::string SettingFinder::path(const Names& names) const {
  std::string found = text(names);
  return found.starts_with("~/") ? in_home(environment_, std::string_view(found).substr(2)) : found;
}

bool SettingFinder::flag(const char* key, bool otherwise) const {
  const ConfigValue* value = in_file(key);
  return value == nullptr ? otherwise : std::get<bool>(value->value);
}

}  // namespace nowthen::cli
