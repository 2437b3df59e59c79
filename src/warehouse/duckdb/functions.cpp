#include "warehouse/duckdb/functions.hpp"

#include <dlfcn.h>

#include <cassert>
#include <cstddef>
#include <string>

namespace nowthen::warehouse {
namespace {

class Finder {
 public:
  explicit Finder(void* library) : library_(library) {}

  template <class Function>
  void find(Function& function, const char* name) {
    void* const symbol = ::dlsym(library_, name);
    if (symbol == nullptr && missing_.empty()) missing_ = name;
    ++count_;
    function = reinterpret_cast<Function>(symbol);  // NOLINT: what dlsym is for
  }

  std::size_t count() const noexcept { return count_; }
  const std::string& missing() const noexcept { return missing_; }

 private:
  void* library_;
  std::size_t count_ = 0;
  std::string missing_;
};

void find_instances(Finder& finder, Functions& functions) {
  finder.find(functions.library_version, "duckdb_library_version");
  finder.find(functions.create_config, "duckdb_create_config");
  finder.find(functions.set_config, "duckdb_set_config");
  finder.find(functions.destroy_config, "duckdb_destroy_config");
  finder.find(functions.open_ext, "duckdb_open_ext");
  finder.find(functions.close, "duckdb_close");
  finder.find(functions.connect, "duckdb_connect");
  finder.find(functions.disconnect, "duckdb_disconnect");
  finder.find(functions.interrupt, "duckdb_interrupt");
  finder.find(functions.free, "duckdb_free");
}

void find_statements(Finder& finder, Functions& functions) {
  finder.find(functions.query, "duckdb_query");
  finder.find(functions.extract_statements, "duckdb_extract_statements");
  finder.find(functions.prepare_extracted_statement, "duckdb_prepare_extracted_statement");
  finder.find(functions.extract_statements_error, "duckdb_extract_statements_error");
  finder.find(functions.destroy_extracted, "duckdb_destroy_extracted");
  finder.find(functions.prepare_error, "duckdb_prepare_error");
  finder.find(functions.destroy_prepare, "duckdb_destroy_prepare");
  finder.find(functions.nparams, "duckdb_nparams");
  finder.find(functions.prepared_statement_type, "duckdb_prepared_statement_type");
  finder.find(functions.prepared_statement_column_count, "duckdb_prepared_statement_column_count");
  finder.find(functions.prepared_statement_column_name, "duckdb_prepared_statement_column_name");
  finder.find(functions.prepared_statement_column_type, "duckdb_prepared_statement_column_type");
  finder.find(functions.prepared_statement_column_logical_type,
              "duckdb_prepared_statement_column_logical_type");
  finder.find(functions.clear_bindings, "duckdb_clear_bindings");
  finder.find(functions.bind_null, "duckdb_bind_null");
  finder.find(functions.bind_boolean, "duckdb_bind_boolean");
  finder.find(functions.bind_int64, "duckdb_bind_int64");
  finder.find(functions.bind_uint64, "duckdb_bind_uint64");
  finder.find(functions.bind_double, "duckdb_bind_double");
  finder.find(functions.bind_varchar_length, "duckdb_bind_varchar_length");
  finder.find(functions.bind_timestamp_tz, "duckdb_bind_timestamp_tz");
}

void find_results(Finder& finder, Functions& functions) {
  finder.find(functions.pending_prepared, "duckdb_pending_prepared");
  finder.find(functions.pending_prepared_streaming, "duckdb_pending_prepared_streaming");
  finder.find(functions.pending_error, "duckdb_pending_error");
  finder.find(functions.pending_execute_task, "duckdb_pending_execute_task");
  finder.find(functions.execute_pending, "duckdb_execute_pending");
  finder.find(functions.destroy_pending, "duckdb_destroy_pending");
  finder.find(functions.result_error, "duckdb_result_error");
  finder.find(functions.destroy_result, "duckdb_destroy_result");
  finder.find(functions.rows_changed, "duckdb_rows_changed");
  finder.find(functions.column_count, "duckdb_column_count");
  finder.find(functions.column_name, "duckdb_column_name");
  finder.find(functions.column_type, "duckdb_column_type");
}

void find_chunks(Finder& finder, Functions& functions) {
  finder.find(functions.fetch_chunk, "duckdb_fetch_chunk");
  finder.find(functions.create_data_chunk, "duckdb_create_data_chunk");
  finder.find(functions.destroy_data_chunk, "duckdb_destroy_data_chunk");
  finder.find(functions.data_chunk_get_size, "duckdb_data_chunk_get_size");
  finder.find(functions.data_chunk_set_size, "duckdb_data_chunk_set_size");
  finder.find(functions.data_chunk_get_vector, "duckdb_data_chunk_get_vector");
  finder.find(functions.data_chunk_reset, "duckdb_data_chunk_reset");
  finder.find(functions.vector_size, "duckdb_vector_size");
  finder.find(functions.vector_get_data, "duckdb_vector_get_data");
  finder.find(functions.vector_get_validity, "duckdb_vector_get_validity");
  finder.find(functions.vector_ensure_validity_writable, "duckdb_vector_ensure_validity_writable");
  finder.find(functions.list_vector_get_child, "duckdb_list_vector_get_child");
  finder.find(functions.list_vector_get_size, "duckdb_list_vector_get_size");
  finder.find(functions.list_vector_set_size, "duckdb_list_vector_set_size");
  finder.find(functions.list_vector_reserve, "duckdb_list_vector_reserve");
}

void find_appenders(Finder& finder, Functions& functions) {
  finder.find(functions.appender_create_ext, "duckdb_appender_create_ext");
  finder.find(functions.appender_error_data, "duckdb_appender_error_data");
  finder.find(functions.error_data_error_type, "duckdb_error_data_error_type");
  finder.find(functions.error_data_message, "duckdb_error_data_message");
  finder.find(functions.destroy_error_data, "duckdb_destroy_error_data");
  finder.find(functions.appender_flush, "duckdb_appender_flush");
  finder.find(functions.appender_destroy, "duckdb_appender_destroy");
  finder.find(functions.appender_column_count, "duckdb_appender_column_count");
  finder.find(functions.appender_column_type, "duckdb_appender_column_type");
  finder.find(functions.append_data_chunk, "duckdb_append_data_chunk");
  finder.find(functions.append_null, "duckdb_append_null");
}

void find_values(Finder& finder, Functions& functions) {
  finder.find(functions.destroy_logical_type, "duckdb_destroy_logical_type");
  finder.find(functions.logical_type_get_alias, "duckdb_logical_type_get_alias");
  finder.find(functions.get_type_id, "duckdb_get_type_id");
  finder.find(functions.decimal_width, "duckdb_decimal_width");
  finder.find(functions.decimal_scale, "duckdb_decimal_scale");
  finder.find(functions.list_type_child_type, "duckdb_list_type_child_type");
  finder.find(functions.array_type_child_type, "duckdb_array_type_child_type");
  finder.find(functions.array_type_array_size, "duckdb_array_type_array_size");
  finder.find(functions.map_type_key_type, "duckdb_map_type_key_type");
  finder.find(functions.map_type_value_type, "duckdb_map_type_value_type");
  finder.find(functions.struct_type_child_count, "duckdb_struct_type_child_count");
  finder.find(functions.struct_type_child_name, "duckdb_struct_type_child_name");
  finder.find(functions.struct_type_child_type, "duckdb_struct_type_child_type");
}

}  // namespace

Outcome<Functions> find_functions(void* library) {
  Functions functions;
  Finder finder(library);
  find_instances(finder, functions);
  find_statements(finder, functions);
  find_results(finder, functions);
  find_chunks(finder, functions);
  find_appenders(finder, functions);
  find_values(finder, functions);
  assert(finder.count() == sizeof(Functions) / sizeof(void (*)()) && "a function has no line above");
  if (!finder.missing().empty())
    return Failure{.kind = FailureKind::no_library, .message = "it has no function " + finder.missing()};
  return functions;
}

}  // namespace nowthen::warehouse
