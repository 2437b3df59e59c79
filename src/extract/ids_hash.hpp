#pragma once
#include <string>
#include <vector>

namespace nowthen::extract {

/// What a reading's evidence has of its ids: SHA-256 of each once, sorted, with a line feed behind it;
/// hexadecimal.
std::string hash_of_ids(std::vector<std::string> ids);

}  // namespace nowthen::extract
