#pragma once
#include <cstddef>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// `bytes` as one gzip member (RFC 1952). `level` 1 (fast) to 9.
std::string gzip(std::string_view bytes, int level = 1);

/// A gzip member that inflates to `size_bytes` spaces, made without holding them in memory.
std::string gzip_of_spaces(std::size_t size_bytes);

/// Undoes `gzip`. Fails with `malformed_reply` for bytes that are no gzip or inflate to more than
/// `max_bytes`, with `transient` for a stream that ends early.
Result<std::string> gunzip(std::string_view bytes, std::size_t max_bytes);

}  // namespace nowthen::sim
