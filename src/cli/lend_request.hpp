#pragma once
#include <sys/types.h>

#include <boost/json/value.hpp>
#include <cstddef>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

namespace nowthen::cli {

// How a process asks the owner of a data folder to lend it: see docs/reference/access.md.

inline constexpr const char* lend_target = "/lend";
inline constexpr std::size_t lend_request_bytes = 4096;

/// What its owner still does with a folder that it has lent.
enum class Lent {
  still,   ///< It changes nothing, and its readers go on: for whoever copies or compares files.
  closed,  ///< It has nothing open: for whoever writes.
};

struct LendRequest {
  pid_t process = 0;    ///< Who asks.
  std::string purpose;  ///< The command's name.
  Lent lent = Lent::still;

  bool operator==(const LendRequest&) const = default;
};

std::string lend_request_text(const LendRequest& request);
/// Fails with `invalid_request` for anything else.
Result<LendRequest> parse_lend_request(std::string_view text);

/// The line that says that the folder is lent, from then until the connection ends.
boost::json::value lent_json();
bool is_lent(const boost::json::value& line);

}  // namespace nowthen::cli
