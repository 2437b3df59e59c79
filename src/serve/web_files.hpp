#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "net/server.hpp"

namespace nowthen::serve {

/// A file of the page, part of the program. All of it lives as long as the program.
struct WebFile {
  std::string_view path;  ///< `/index.html`, `/app.HASH.js`, ...
  std::string_view type;  ///< `text/html; charset=utf-8`, ...
  std::string_view body;
  std::string_view gzip;  ///< The same, compressed; empty: it is not worth it.
  std::string_view etag;  ///< In quotes.
};

/// Answers a request for one of them, `/` being `/index.html`; nothing where there is none at the path.
std::optional<net::ServerReply> answer_file(const net::Request& request, std::string_view path,
                                            std::span<const WebFile> files);

/// What keeps a page from doing what it need not (Content Security Policy 3, Fetch, Permissions Policy): on
/// every reply.
void set_strict_headers(net::Reply& reply);

}  // namespace nowthen::serve
