#pragma once
#include <nowthen/core/error.hpp>
#include <string>
#include <string_view>

namespace nowthen::client {

/// Puts `***` in the place of `secret` wherever it stands in `text`, as it is or percent-encoded. Of a long
/// secret its beginning is enough, since texts of servers are cut. A secret of less than four characters
/// stays: it would blot out words.
void blot_out(std::string& text, std::string_view secret);

/// The same in what `error` took from the server: its message and its correlation id.
void blot_out(Error& error, std::string_view secret);

}  // namespace nowthen::client
