#include "extract/erasure/export_registry.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "core/digest.hpp"
#include "extract/privacy/kept_file.hpp"

namespace nowthen::extract {
namespace {

namespace files = std::filesystem;

constexpr std::string_view title = "nowthen export 1\n";

std::string registry_of(const std::string& data_folder) { return data_folder + "/exports"; }

/// Each path has one name, so that registering again changes nothing.
std::string name_of(const std::string& path) {
  constexpr std::size_t digits = 32;
  return to_hex(sha256(path)).substr(0, digits);
}

/// The path in the file of that name.
Result<std::string> registered(const std::string& registry, const std::string& name) {
  const auto text = read_kept_file(registry + "/" + name);
  if (!text) return text.error();
  const auto body = *text ? unsealed(**text) : std::nullopt;
  if (body && body->starts_with(title)) return body->substr(title.size(), body->size() - title.size() - 1);
  return Error{.kind = ErrorKind::local,
               .message = registry + "/" + name + ", which remembers where an export is, is damaged",
               .hint = "remove that file, and export into that folder again: that remembers it"};
}

}  // namespace

Result<void> register_export(const std::string& data_folder, const std::string& path, archive::Disk& disk) {
  const std::string registry = registry_of(data_folder);
  int code = disk.make_folder(registry);
  if (code == 0) code = disk.sync_folder(data_folder);
  if (code != 0 && code != EEXIST) return archive::disk_error("make", registry, code);
  const auto known = read_kept_file(registry + "/" + name_of(path));
  const std::string text = sealed(std::string(title) + path + "\n");
  if (known && *known == text) return {};
  return replace_file(registry, name_of(path), text, disk);
}

Result<std::vector<std::string>> registered_exports(const std::string& data_folder) {
  std::vector<std::string> paths;
  std::error_code code;
  for (const auto& entry : files::directory_iterator(registry_of(data_folder), code)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".new")) continue;  // its export had not begun
    auto path = registered(registry_of(data_folder), name);
    if (!path) return path.error();
    paths.push_back(*std::move(path));
  }
  if (code && code != std::errc::no_such_file_or_directory)
    return archive::disk_error("list", registry_of(data_folder), code.value());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<void> forget_export(const std::string& data_folder, const std::string& path, archive::Disk& disk) {
  return remove_file(registry_of(data_folder), name_of(path), disk);
}

}  // namespace nowthen::extract
