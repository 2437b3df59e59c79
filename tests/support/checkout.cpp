#include "support/checkout.hpp"

namespace nowthen::testing {

std::string in_checkout(std::string_view path) { return NOWTHEN_SOURCE_DIR "/" + std::string(path); }

std::string in_shared(std::string_view path) { return NOWTHEN_SHARED_DIR "/" + std::string(path); }

}  // namespace nowthen::testing
