#include "warehouse/duckdb/appender_failure.hpp"

#include <string>

#include "warehouse/duckdb/handles.hpp"

namespace nowthen::warehouse {
namespace {

std::string class_of(duckdb_error_type type) {
  switch (type) {
    case DUCKDB_ERROR_CONSTRAINT: return "Constraint";
    case DUCKDB_ERROR_IO: return "IO";
    case DUCKDB_ERROR_OUT_OF_MEMORY: return "Out of Memory";
    case DUCKDB_ERROR_FATAL: return "FATAL";
    case DUCKDB_ERROR_INTERNAL: return "INTERNAL";
    case DUCKDB_ERROR_INTERRUPT: return "INTERRUPT";
    case DUCKDB_ERROR_TRANSACTION: return "TransactionContext";
    case DUCKDB_ERROR_CATALOG: return "Catalog";
    case DUCKDB_ERROR_CONVERSION:
    case DUCKDB_ERROR_OUT_OF_RANGE:
    case DUCKDB_ERROR_INVALID_INPUT: return "Invalid Input";
    default: return "Appender";
  }
}

}  // namespace

Failure appender_failure(const Functions& call, duckdb_appender appender) {
  duckdb_error_data data = call.appender_error_data(appender);
  const std::string message = text_of(call.error_data_message(data));
  const duckdb_error_type type = call.error_data_error_type(data);
  call.destroy_error_data(&data);
  return failure_from(class_of(type) + " Error: " + message);
}

}  // namespace nowthen::warehouse
