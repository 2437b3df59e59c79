#include "genesys/platform/error_body.hpp"

#include "genesys/platform/typed_decoder.hpp"

namespace nowthen::genesys::platform {

namespace {
constexpr std::size_t most_bytes = 256U << 10U;
}  // namespace

PlatformErrorBody read_platform_error(std::string_view body) {
  if (body.size() > most_bytes) return {};
  auto error = TypedDecoder().decode<PlatformErrorBody>(body);
  return error ? *std::move(error) : PlatformErrorBody{};
}

}  // namespace nowthen::genesys::platform
