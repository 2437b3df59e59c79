#pragma once

#include <span>
#include <string_view>

namespace nowthen::web {

/// A file of the page, part of the program: what it refers to lives as long as the program does.
struct WebAsset {
  /// `/index.html`, which names all others, or such as `/app.DIGEST.js`: a name with a digest never means
  /// another content.
  std::string_view path;
  /// The media type, with the character set where it is text.
  std::string_view type;
  std::string_view body;
  /// The same, compressed.
  std::string_view gzip;
  /// Of the body, with its quotation marks, as the `ETag` field has it.
  std::string_view etag;
};

/// The page's files.
std::span<const WebAsset> web_assets();

}  // namespace nowthen::web
