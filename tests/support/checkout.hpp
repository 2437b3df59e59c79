#pragma once
#include <string>
#include <string_view>

namespace nowthen::testing {

/// The whole path of a file or folder of this checkout, such as `tests/golden/help.txt`.
std::string in_checkout(std::string_view path);

/// The whole path of something in the folder of reference material that may lie beside the checkout.
std::string in_shared(std::string_view path);

}  // namespace nowthen::testing
