#pragma once
#include <chrono>
#include <optional>
#include <string_view>

#include "client/endpoint.hpp"
#include "genesys/diagnosis.hpp"

namespace nowthen::genesys::platform {

/// Whether the endpoint is one that only the platform's contract has.
bool is_platform_endpoint(const client::Endpoint& endpoint) noexcept;

/// A refusal as its status, its body and the wait that it asks for have it.
struct Refusal {
  int status = 0;
  std::string_view body;
  std::optional<std::chrono::seconds> wait;
};

/// What a refusal by an endpoint of the platform means and what helps; nothing where the words that serve any
/// contract do.
std::optional<Diagnosis> diagnose(const client::Endpoint& endpoint, const Refusal& refusal);

}  // namespace nowthen::genesys::platform
