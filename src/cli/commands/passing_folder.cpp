#include "cli/commands/passing_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace nowthen::cli {

Result<PassingFolder> PassingFolder::make() {
  std::string pattern = (std::filesystem::temp_directory_path() / "nowthen-demo-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    return Error{.kind = ErrorKind::local,
                 .message = "cannot make a folder in " + std::filesystem::temp_directory_path().string(),
                 .hint = "set TMPDIR to a folder that can be written to"};
  return PassingFolder(pattern);
}

PassingFolder::~PassingFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace nowthen::cli
