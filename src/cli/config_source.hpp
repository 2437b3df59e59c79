#pragma once
#include <functional>
#include <map>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>

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

/// The value of a variable that is set and not empty.
std::optional<std::string> variable(const Environment& environment, const char* name);

/// `path` below the home folder; empty when no home folder is known.
std::string in_home(const Environment& environment, std::string_view path);

/// The folder that the variable `xdg` names when it is absolute, otherwise the usual one below the home
/// folder. Source: XDG Base Directory Specification 0.8.
std::string base_folder(const Environment& environment, const char* xdg, std::string_view usual);

/// The file at `path`, which `origin` (an option, a variable, a line) named: it is an error of usage
/// when there is none or it cannot be read.
Result<FileContents> must_read(const FileReader& read_file, const std::string& path,
                               const std::string& origin);

/// `error` of reading a file that `origin` named, as an error of usage: whoever named it has to name another
/// one.
Error cannot_be_read(std::string_view origin, Error error);

/// Why a file with a secret in it is refused, with the command that mends it.
Error readable_by_others(const std::string& path);

/// `error`, its message saying who gave the value at fault.
Error given_by(std::string_view origin, Error error);

}  // namespace nowthen::cli
