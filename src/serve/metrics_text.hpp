#pragma once
#include <nowthen/core/instant.hpp>
#include <string>

#include "serve/process_figures.hpp"
#include "serve/snapshot.hpp"

namespace nowthen::serve {

/// All metrics in Prometheus' text format: docs/reference/metrics.md. Pure. `now` by the server's clock.
std::string metrics_text(const Snapshot& state, const ProcessFigures& process, Instant now);

}  // namespace nowthen::serve
