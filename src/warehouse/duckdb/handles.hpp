#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <set>
#include <shared_mutex>
#include <string>

#include "warehouse/duckdb/functions.hpp"
#include "warehouse/duckdb/library.hpp"

namespace nowthen::warehouse {

/// An open database; closed when the last connection that shares it is gone.
struct DatabaseHandle {
  explicit DatabaseHandle(Library opened_library)
      : library(std::move(opened_library)), call(library.functions()) {}
  ~DatabaseHandle() { call.close(&database); }
  DatabaseHandle(const DatabaseHandle&) = delete;
  DatabaseHandle& operator=(const DatabaseHandle&) = delete;

  Library library;
  const Functions& call;
  duckdb_database database = nullptr;
  std::shared_mutex connecting;  ///< Shared by those that connect.
};

/// A connection, shared by all that came from it.
struct ConnectionHandle {
  explicit ConnectionHandle(std::shared_ptr<DatabaseHandle> of)
      : database(std::move(of)), call(database->call) {}
  ~ConnectionHandle() { call.disconnect(&connection); }
  ConnectionHandle(const ConnectionHandle&) = delete;
  ConnectionHandle& operator=(const ConnectionHandle&) = delete;

  std::shared_ptr<DatabaseHandle> database;
  const Functions& call;
  duckdb_connection connection = nullptr;

  /// Counts the statements begun. Rows of an earlier one are closed by DuckDB, which 1.4 reports as their
  /// end.
  std::atomic<std::uint64_t> statement{0};
  bool is_in_transaction = false;
  /// Tables whose appender holds rows that are not in the table yet: a commit would go without them.
  std::multiset<std::string> unflushed;
  /// Why this transaction must not be committed, where DuckDB itself would not refuse. Empty: it may.
  std::string spoiled;
};

/// The text of a message of DuckDB's, which may be null.
inline std::string text_of(const char* message) { return message != nullptr ? message : ""; }

}  // namespace nowthen::warehouse
