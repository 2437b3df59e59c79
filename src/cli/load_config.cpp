#include "cli/load_config.hpp"

namespace nowthen::cli {

Result<ConfigFile> load_config(const GlobalOptions& given, const Environment& environment,
                               const FileReader& read_file) {
  std::string path = base_folder(environment, "XDG_CONFIG_HOME", ".config");
  path = path.empty() ? "" : path + "/nowthen/config.toml";
  std::string named_by;
  if (const auto named = variable(environment, "NOWTHEN_CONFIG")) {
    path = *named;
    named_by = "NOWTHEN_CONFIG";
  }
  if (given.config) {
    path = *given.config;
    named_by = "--config";
  }
  if (path.empty() || !read_file) return ConfigFile{};
  auto contents = read_file(path);
  if (!contents) return cannot_be_read(named_by.empty() ? "configuration" : named_by, contents.error());
  if (!*contents && !named_by.empty()) return must_read(read_file, path, named_by).error();
  if (!*contents) return ConfigFile{};
  auto file = parse_config((*contents)->text, path);
  if (file && file->holds_secret() && (*contents)->readable_by_others) return readable_by_others(path);
  return file;
}

}  // namespace nowthen::cli
