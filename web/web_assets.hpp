#pragma once

#include <span>
#include <string_view>

namespace nowthen::web {

/// A file of the page, part of the program: what it refers to lives as long as the program does.
struct WebAsset {
  /// Of the URL: `/` for the page itself, else `/` and the file's name. A name with a digest in it never means another
  /// content; `/` and `/favicon.svg` have none.
  std::string_view path;
  /// The media type, with the character set where it is text.
  std::string_view type;
  std::string_view body;
  /// The same, compressed.
  std::string_view gzip;
  /// Of the body, with its quotation marks, as the `ETag` field has it.
  std::string_view etag;
};

/// The page's files, ordered by nothing in particular. The page itself (`/`) names all others.
std::span<const WebAsset> web_assets();

}  // namespace nowthen::web
