#pragma once
#include <nowthen/core/random.hpp>
#include <nowthen/core/result.hpp>
#include <string>

namespace nowthen::cli {

/// The token in the file, its first line; where there is no such file it is made, for nobody else to read.
/// Fails with `local` where it cannot be read or made, others may read it, or what it has is too short to be
/// a secret.
Result<std::string> board_token(const std::string& file, Random& random);

}  // namespace nowthen::cli
