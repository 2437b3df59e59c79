#pragma once
#include <string>

#include "simulator/simulator.hpp"

namespace nowthen::cli {

/// What a client has to know about a simulator that listens.
struct SimAddress {
  std::string base_url;
  std::string certificate;  ///< PEM file to trust; empty: none is needed.
};

/// Lines for a POSIX shell, each `export NAME=VALUE` or `unset NAME`, that make a client talk to this
/// simulator at a pace its limits allow. Every variable that one of them sets is set or unset by all of them:
/// what an earlier simulator left behind does not count.
std::string sim_exports(const sim::Options& world, const SimAddress& address);

}  // namespace nowthen::cli
