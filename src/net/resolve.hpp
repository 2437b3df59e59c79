#pragma once
#include <chrono>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>
#include <vector>

namespace nowthen::net {

/// The addresses that a host has, in digits, each once; a link-local one with its zone.
///
/// Blocks for at most `patience`, and returns at once on `stop`: what the system goes on to ask for is
/// forgotten. Fails with `transient` where there are none, or none in time. Thread-safe.
Result<std::vector<std::string>> resolve(const std::string& host, std::chrono::milliseconds patience,
                                         const std::stop_token& stop);

}  // namespace nowthen::net
