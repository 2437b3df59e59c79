#pragma once
#include "warehouse/duckdb/failure.hpp"
#include "warehouse/duckdb/functions.hpp"

namespace nowthen::warehouse {

/// What an appender says it failed of. Its messages lack the class that others begin with.
Failure appender_failure(const Functions& call, duckdb_appender appender);

}  // namespace nowthen::warehouse
