#include "extract/ids_hash.hpp"

#include <algorithm>

#include "core/digest.hpp"

namespace nowthen::extract {

std::string hash_of_ids(std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::string all;
  for (const auto& id : ids) all += id + '\n';
  return to_hex(sha256(all));
}

}  // namespace nowthen::extract
