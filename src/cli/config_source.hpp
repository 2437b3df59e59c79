#pragma once
#include <functional>
#include <map>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>

namespace nowthen::cli {

/// The environment variables, by name.
using Environment = std::map<std::string, std::string>;

/// A small text file with what matters about it.
struct FileContents {
  std::string text;
  bool readable_by_others = false;  ///< By the group or by everybody.
};

/// Reads a file of at most a megabyte; empty when there is none. Fails with `local` when it cannot be read.
using FileReader = std::function<Result<std::optional<FileContents>>(const std::string& path)>;

}  // namespace nowthen::cli
