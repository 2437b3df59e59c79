#pragma once
#include <string>
#include <utility>

#include "warehouse/duckdb/functions.hpp"
#include "warehouse/duckdb/handles.hpp"

namespace nowthen::warehouse {

/// The text at `owned`, which DuckDB wants back.
inline std::string taken(const Functions& call, const char* owned) {
  std::string text = text_of(owned);
  call.free(const_cast<char*>(owned));  // NOLINT(cppcoreguidelines-pro-type-const-cast): ours to free
  return text;
}

/// A type with its parts, freed with this.
class LogicalType {
 public:
  LogicalType(const Functions& call, duckdb_logical_type type) : call_(&call), type_(type) {}
  ~LogicalType() { call_->destroy_logical_type(&type_); }
  LogicalType(LogicalType&& other) noexcept
      : call_(other.call_), type_(std::exchange(other.type_, nullptr)) {}
  LogicalType& operator=(LogicalType&&) = delete;

  const Functions& call() const noexcept { return *call_; }
  duckdb_logical_type get() const noexcept { return type_; }

 private:
  const Functions* call_;
  duckdb_logical_type type_;
};

/// The type as DuckDB names it, such as `DECIMAL(18,3)` or `STRUCT(a INTEGER, b VARCHAR[])`; an ENUM and a
/// UNION without what they hold.
std::string type_name(const LogicalType& type);

}  // namespace nowthen::warehouse
