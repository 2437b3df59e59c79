#pragma once
#include <chrono>
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/client.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands/doctor_report.hpp"
#include "cli/settings.hpp"

/// The checks of `nowthen doctor` as far as they are decided without I/O: what was found out goes in, what it
/// means comes out.
namespace nowthen::cli {

/// `finding` with the verdict that `error` calls for, its message as the cause and its hint as the cure.
Finding failed(Finding finding, const Error& error);

/// Whether nothing is known to have answered: the network, TLS, or a proxy.
bool is_unreachable(const Error& error) noexcept;

/// Versions, paths, address, contract and credentials: what is there, and who gave it.
std::vector<Finding> settings_findings(const Settings& settings);

/// Reachability of the login host, and the token.
std::vector<Finding> login_findings(const Settings& settings, const Result<TokenStatus>& token, Instant now);

/// This machine's clock against the server's.
/// @param ahead  see `ServerClock::ahead`
/// @param heard  whether a reply said what time it is
Finding clock_finding(std::optional<std::chrono::milliseconds> ahead, bool heard);

/// The scopes of a token of the tutorial's contract.
Finding scope_finding(const std::vector<std::string>& scopes);

}  // namespace nowthen::cli
