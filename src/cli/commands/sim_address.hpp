#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nowthen::cli {

/// Where a server of ours listens.
struct ListenAddress {
  std::string host;  ///< An IP address.
  std::uint16_t port = 0;

  /// Whether only this machine can reach it.
  bool is_loopback() const;
};

/// Reads `127.0.0.1:8780`, `[::1]:0`, `localhost:8780`, or a port alone, which means 127.0.0.1.
Result<ListenAddress> parse_listen(std::string_view text);

/// `http://0.0.0.0:80` as a client on this machine has to write it.
std::string reachable_url(std::string base_url);

/// Lines for a POSIX shell: `export NAME=VALUE`, values quoted where they need it, or `unset NAME` where
/// there is none.
std::string shell_exports(const std::vector<std::pair<std::string, std::optional<std::string>>>& variables);

}  // namespace nowthen::cli
