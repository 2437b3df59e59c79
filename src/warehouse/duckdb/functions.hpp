#pragma once
#include <duckdb.h>

#include "warehouse/duckdb/failure.hpp"

namespace nowthen::warehouse {

/// The functions of DuckDB's C interface that are used here, as found in an opened library. A name without
/// its `duckdb_` is a member.
struct Functions {
  decltype(&::duckdb_library_version) library_version = nullptr;

  decltype(&::duckdb_create_config) create_config = nullptr;
  decltype(&::duckdb_set_config) set_config = nullptr;
  decltype(&::duckdb_destroy_config) destroy_config = nullptr;

  decltype(&::duckdb_open_ext) open_ext = nullptr;
  decltype(&::duckdb_close) close = nullptr;
  decltype(&::duckdb_connect) connect = nullptr;
  decltype(&::duckdb_disconnect) disconnect = nullptr;
  decltype(&::duckdb_interrupt) interrupt = nullptr;
  decltype(&::duckdb_free) free = nullptr;

  decltype(&::duckdb_query) query = nullptr;
  decltype(&::duckdb_extract_statements) extract_statements = nullptr;
  decltype(&::duckdb_prepare_extracted_statement) prepare_extracted_statement = nullptr;
  decltype(&::duckdb_extract_statements_error) extract_statements_error = nullptr;
  decltype(&::duckdb_destroy_extracted) destroy_extracted = nullptr;

  decltype(&::duckdb_prepare_error) prepare_error = nullptr;
  decltype(&::duckdb_destroy_prepare) destroy_prepare = nullptr;

  decltype(&::duckdb_nparams) nparams = nullptr;
  decltype(&::duckdb_prepared_statement_type) prepared_statement_type = nullptr;
  decltype(&::duckdb_prepared_statement_column_count) prepared_statement_column_count = nullptr;
  decltype(&::duckdb_prepared_statement_column_name) prepared_statement_column_name = nullptr;
  decltype(&::duckdb_prepared_statement_column_type) prepared_statement_column_type = nullptr;
  decltype(&::duckdb_prepared_statement_column_logical_type) prepared_statement_column_logical_type = nullptr;

  decltype(&::duckdb_clear_bindings) clear_bindings = nullptr;
  decltype(&::duckdb_bind_null) bind_null = nullptr;
  decltype(&::duckdb_bind_boolean) bind_boolean = nullptr;
  decltype(&::duckdb_bind_int64) bind_int64 = nullptr;
  decltype(&::duckdb_bind_uint64) bind_uint64 = nullptr;
  decltype(&::duckdb_bind_double) bind_double = nullptr;
  decltype(&::duckdb_bind_varchar_length) bind_varchar_length = nullptr;
  decltype(&::duckdb_bind_timestamp_tz) bind_timestamp_tz = nullptr;

  decltype(&::duckdb_pending_prepared) pending_prepared = nullptr;
  decltype(&::duckdb_pending_prepared_streaming) pending_prepared_streaming = nullptr;
  decltype(&::duckdb_pending_error) pending_error = nullptr;
  decltype(&::duckdb_pending_execute_task) pending_execute_task = nullptr;
  decltype(&::duckdb_execute_pending) execute_pending = nullptr;
  decltype(&::duckdb_destroy_pending) destroy_pending = nullptr;

  decltype(&::duckdb_result_error) result_error = nullptr;
  decltype(&::duckdb_destroy_result) destroy_result = nullptr;
  decltype(&::duckdb_rows_changed) rows_changed = nullptr;
  decltype(&::duckdb_column_count) column_count = nullptr;
  decltype(&::duckdb_column_name) column_name = nullptr;
  decltype(&::duckdb_column_type) column_type = nullptr;

  decltype(&::duckdb_fetch_chunk) fetch_chunk = nullptr;
  decltype(&::duckdb_destroy_data_chunk) destroy_data_chunk = nullptr;
  decltype(&::duckdb_data_chunk_get_size) data_chunk_get_size = nullptr;
  decltype(&::duckdb_data_chunk_get_vector) data_chunk_get_vector = nullptr;
  decltype(&::duckdb_vector_get_data) vector_get_data = nullptr;
  decltype(&::duckdb_vector_get_validity) vector_get_validity = nullptr;

  decltype(&::duckdb_vector_size) vector_size = nullptr;
  decltype(&::duckdb_create_data_chunk) create_data_chunk = nullptr;
  decltype(&::duckdb_data_chunk_set_size) data_chunk_set_size = nullptr;
  decltype(&::duckdb_data_chunk_reset) data_chunk_reset = nullptr;
  decltype(&::duckdb_vector_ensure_validity_writable) vector_ensure_validity_writable = nullptr;
  decltype(&::duckdb_list_vector_get_child) list_vector_get_child = nullptr;
  decltype(&::duckdb_list_vector_get_size) list_vector_get_size = nullptr;
  decltype(&::duckdb_list_vector_set_size) list_vector_set_size = nullptr;
  decltype(&::duckdb_list_vector_reserve) list_vector_reserve = nullptr;

  decltype(&::duckdb_appender_create_ext) appender_create_ext = nullptr;
  decltype(&::duckdb_appender_error_data) appender_error_data = nullptr;
  decltype(&::duckdb_error_data_error_type) error_data_error_type = nullptr;
  decltype(&::duckdb_error_data_message) error_data_message = nullptr;
  decltype(&::duckdb_destroy_error_data) destroy_error_data = nullptr;

  decltype(&::duckdb_appender_flush) appender_flush = nullptr;
  decltype(&::duckdb_appender_destroy) appender_destroy = nullptr;
  decltype(&::duckdb_appender_column_count) appender_column_count = nullptr;
  decltype(&::duckdb_appender_column_type) appender_column_type = nullptr;
  decltype(&::duckdb_append_data_chunk) append_data_chunk = nullptr;
  decltype(&::duckdb_append_null) append_null = nullptr;

  decltype(&::duckdb_destroy_logical_type) destroy_logical_type = nullptr;
  decltype(&::duckdb_logical_type_get_alias) logical_type_get_alias = nullptr;
  decltype(&::duckdb_get_type_id) get_type_id = nullptr;
  decltype(&::duckdb_decimal_width) decimal_width = nullptr;
  decltype(&::duckdb_decimal_scale) decimal_scale = nullptr;
  decltype(&::duckdb_list_type_child_type) list_type_child_type = nullptr;
  decltype(&::duckdb_array_type_child_type) array_type_child_type = nullptr;
  decltype(&::duckdb_array_type_array_size) array_type_array_size = nullptr;
  decltype(&::duckdb_map_type_key_type) map_type_key_type = nullptr;
  decltype(&::duckdb_map_type_value_type) map_type_value_type = nullptr;
  decltype(&::duckdb_struct_type_child_count) struct_type_child_count = nullptr;
  decltype(&::duckdb_struct_type_child_name) struct_type_child_name = nullptr;
  decltype(&::duckdb_struct_type_child_type) struct_type_child_type = nullptr;
};

/// Finds all of them in `library`, a handle of `dlopen`. Fails with `no_library` and the name of the first
/// that is missing.
Outcome<Functions> find_functions(void* library);

}  // namespace nowthen::warehouse
