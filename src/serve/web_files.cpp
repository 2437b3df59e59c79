#include "serve/web_files.hpp"

#include <algorithm>

namespace nowthen::serve {
namespace {

constexpr const char* policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A name that holds a hash of what is in it never means anything else.
bool has_hash(std::string_view path) { return std::count(path.begin(), path.end(), '.') > 1; }

bool accepts_gzip(const net::Request& request) {
  const auto accepted = request.headers.get("Accept-Encoding");
  return accepted && accepted->find("gzip") != std::string_view::npos;
}

}  // namespace

void set_strict_headers(net::Reply& reply) {
  reply.headers.set("Content-Security-Policy", policy);
  reply.headers.set("X-Content-Type-Options", "nosniff");
  reply.headers.set("X-Frame-Options", "DENY");
  reply.headers.set("Referrer-Policy", "no-referrer");
  reply.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  reply.headers.set("Cross-Origin-Resource-Policy", "same-origin");
  reply.headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

std::optional<net::ServerReply> answer_file(const net::Request& request, std::string_view path,
                                            std::span<const WebFile> files) {
  const std::string_view wanted = path == "/" ? "/index.html" : path;
  const auto file =
      std::find_if(files.begin(), files.end(), [wanted](const WebFile& each) { return each.path == wanted; });
  if (file == files.end()) return std::nullopt;
  net::ServerReply out;
  net::Headers& headers = out.reply.headers;
  headers.set("Content-Type", std::string(file->type));
  headers.set("ETag", std::string(file->etag));
  headers.set("Vary", "Accept-Encoding");
  headers.set("Cache-Control", has_hash(wanted) ? "public, max-age=31536000, immutable" : "no-cache");
  const auto known = request.headers.get("If-None-Match");
  if (known && *known == file->etag) {
    out.reply.status = 304;
    return out;
  }
  const bool compressed = !file->gzip.empty() && accepts_gzip(request);
  if (compressed) headers.set("Content-Encoding", "gzip");
  out.reply.body = std::string(compressed ? file->gzip : file->body);
  return out;
}

}  // namespace nowthen::serve
