#pragma once
#include <string>
#include <string_view>

#include "genesys/platform/typed_decoder.hpp"

namespace nowthen::genesys::platform {

Error malformed(std::string message);

/// The error for a reply that has nothing of what was due, such as `conversations`.
Error unlike_any(std::string_view due);

/// Adds what helps: another contract, a web page, another service.
Error explained(Error error, std::string_view body);

/// Whether `extra`, a JSON object or nothing, has the field on its first level.
bool has_field(std::string_view extra, std::string_view name);

/// Whether every field of that name in `extra`, a JSON object or nothing, is null; false where in doubt.
bool is_without(std::string_view extra, std::string_view name);

/// The error for a reply whose unknown fields give away that it follows the tutorial's contract.
std::optional<Error> other_contract(std::string_view extra);

/// Reads a reply, and says on a failure whether it follows the other contract.
template <class Struct>
Result<Struct> read_checked(std::string_view body) {
  auto reply = TypedDecoder().decode<Struct>(body);
  if (!reply) return explained(reply.error(), body);
  if (auto stranger = other_contract(reply->extra)) return *std::move(stranger);
  return reply;
}

}  // namespace nowthen::genesys::platform
