#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>
#include <vector>

namespace nowthen::cli {

/// The ids of a command line and of a file, each once: `-` among the first, or as the file, is standard
/// input, an id a line. Fails with a usage error where there is none or one cannot be an id, with `local` and
/// `cancelled`.
Result<std::vector<std::string>> read_ids(const std::vector<std::string>& given, const std::string& file,
                                          const std::stop_token& stop);

/// The ids in a text, one a line; blanks around them and empty lines do not count.
std::vector<std::string> ids_in(std::string_view text);

}  // namespace nowthen::cli
