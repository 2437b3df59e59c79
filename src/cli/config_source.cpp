#include "cli/config_source.hpp"

#include <fmt/format.h>

#include "cli/report_error.hpp"

namespace nowthen::cli {

std::optional<std::string> variable(const Environment& environment, const char* name) {
  const auto found = environment.find(name);
  if (found == environment.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

std::string in_home(const Environment& environment, std::string_view path) {
  const auto home = variable(environment, "HOME");
  return home ? fmt::format("{}/{}", *home, path) : std::string{};
}

std::string base_folder(const Environment& environment, const char* xdg, std::string_view usual) {
  const auto named = variable(environment, xdg);
  return named && named->starts_with('/') ? *named : in_home(environment, usual);
}

Result<FileContents> must_read(const FileReader& read_file, const std::string& path,
                               const std::string& origin) {
  auto contents = read_file(path);
  if (!contents) return cannot_be_read(origin, contents.error());
  if (!*contents)
    return usage_error(fmt::format("{}: there is no file {}", origin, path), "name a file that exists");
  return std::move(**contents);
}

Error cannot_be_read(std::string_view origin, Error error) {
  error.kind = ErrorKind::invalid_request;
  if (error.hint.empty()) error.hint = "name a file that you may read, of at most a megabyte";
  return given_by(origin, std::move(error));
}

Error readable_by_others(const std::string& path) {
  return usage_error(fmt::format("{} holds a client secret and others may read it", path),
                     fmt::format("chmod 600 {}", path));
}

Error given_by(std::string_view origin, Error error) {
  error.message = fmt::format("{}: {}", origin, error.message);
  return error;
}

}  // namespace nowthen::cli
