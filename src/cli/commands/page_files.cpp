#include "cli/commands/page_files.hpp"

#include <vector>

#include "web/web_assets.hpp"

namespace nowthen::cli {

std::span<const serve::WebFile> page_files() {
  static const std::vector<serve::WebFile> files = [] {
    std::vector<serve::WebFile> found;
    for (const web::WebAsset& each : web::web_assets())
      found.push_back(
          {.path = each.path, .type = each.type, .body = each.body, .gzip = each.gzip, .etag = each.etag});
    return found;
  }();
  return files;
}

}  // namespace nowthen::cli
