// Our rows of records into their tables beside a bare loop over the same cells with DuckDB's appender, in
// turns.
#include <dlfcn.h>
#include <duckdb.h>
#include <fmt/core.h>

#include <nowthen/genesys/detail_decoder.hpp>

#include "bench/in_turns.hpp"
#include "bench/one_page.hpp"
#include "warehouse/duckdb/database.hpp"
#include "warehouse/duckdb/functions.hpp"
#include "warehouse/schema/ddl.hpp"
#include "warehouse/store/record_sink.hpp"

namespace {
using namespace nowthen;
using namespace nowthen::warehouse;

constexpr int copies = 20;  // of a page of 100 records, a pass

struct Cell {
  enum class Kind { null, boolean, bigint, real, text, timestamp, texts, bigints, row_end };
  Kind kind = Kind::null;
  std::int64_t number = 0;
  double real = 0;
  std::string text;
  std::vector<std::string> texts;
  std::vector<std::int64_t> numbers;
};

/// The cells of every table, in their order.
struct Recorder {
  std::array<std::vector<Cell>, table_count> tables;
  std::vector<Cell>* current = nullptr;
  std::size_t rows = 0;

  void begin_row(TableId table) { current = &tables.at(static_cast<std::size_t>(table)); }
  void null() { current->push_back({}); }
  void text(std::string_view value) {
    current->push_back({.kind = Cell::Kind::text, .text = std::string(value)});
  }
  void bigint(std::int64_t value) { current->push_back({.kind = Cell::Kind::bigint, .number = value}); }
  void real(double value) { current->push_back({.kind = Cell::Kind::real, .real = value}); }
  void boolean(bool value) { current->push_back({.kind = Cell::Kind::boolean, .number = value ? 1 : 0}); }
  void timestamp(Instant value) {
    current->push_back({.kind = Cell::Kind::timestamp, .number = microseconds_of(value)});
  }
  void text_list(const TextList& values) {
    Cell cell{.kind = Cell::Kind::texts};
    for (std::size_t i = 0; i < values.size(); ++i) cell.texts.emplace_back(values[i]);
    current->push_back(std::move(cell));
  }
  void bigint_list(std::span<const std::int64_t> values) {
    current->push_back({.kind = Cell::Kind::bigints, .numbers = {values.begin(), values.end()}});
  }
  void end_row() {
    current->push_back({.kind = Cell::Kind::row_end});
    ++rows;
  }
};

std::string count_sql() {
  std::string sql = "SELECT 0";
  for (const TableSchema& schema : tables())
    if (schema.id != TableId::meta) sql += fmt::format(" + (SELECT count(*) FROM {})", schema.name);
  return "SELECT CAST(" + sql.substr(7) + " AS BIGINT)";
}

/// What appends cell by cell; nowthen has no use for it.
struct CellFunctions {
  explicit CellFunctions(const std::string& path) : library(::dlopen(path.c_str(), RTLD_NOW)) {
    find(append_null, "duckdb_append_null");
    find(append_bool, "duckdb_append_bool");
    find(append_int64, "duckdb_append_int64");
    find(append_double, "duckdb_append_double");
    find(append_varchar_length, "duckdb_append_varchar_length");
    find(append_timestamp, "duckdb_append_timestamp");
    find(append_value, "duckdb_append_value");
    find(end_row, "duckdb_appender_end_row");
    find(create_logical_type, "duckdb_create_logical_type");
    find(create_list_value, "duckdb_create_list_value");
    find(create_varchar_length, "duckdb_create_varchar_length");
    find(create_int64, "duckdb_create_int64");
    find(destroy_value, "duckdb_destroy_value");
  }

  template <class Function>
  void find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(::dlsym(library, name));  // NOLINT: what dlsym is for
  }

  void* library;
  decltype(&::duckdb_append_null) append_null = nullptr;
  decltype(&::duckdb_append_bool) append_bool = nullptr;
  decltype(&::duckdb_append_int64) append_int64 = nullptr;
  decltype(&::duckdb_append_double) append_double = nullptr;
  decltype(&::duckdb_append_varchar_length) append_varchar_length = nullptr;
  decltype(&::duckdb_append_timestamp) append_timestamp = nullptr;
  decltype(&::duckdb_append_value) append_value = nullptr;
  decltype(&::duckdb_appender_end_row) end_row = nullptr;
  decltype(&::duckdb_create_logical_type) create_logical_type = nullptr;
  decltype(&::duckdb_create_list_value) create_list_value = nullptr;
  decltype(&::duckdb_create_varchar_length) create_varchar_length = nullptr;
  decltype(&::duckdb_create_int64) create_int64 = nullptr;
  decltype(&::duckdb_destroy_value) destroy_value = nullptr;
};

/// DuckDB's own interface, no check more than it needs.
class BareLoop {
 public:
  explicit BareLoop(const Library& library) : call_(library.functions()), cells_(library.path()) {
    call_.open_ext(nullptr, &database_, nullptr, nullptr);
    call_.connect(database_, &connection_);
    run(ddl());
  }
  ~BareLoop() {
    call_.disconnect(&connection_);
    call_.close(&database_);
  }
  BareLoop(const BareLoop&) = delete;
  BareLoop& operator=(const BareLoop&) = delete;

  void run(const std::string& sql) { call_.query(connection_, sql.c_str(), nullptr); }

  /// Of all tables together.
  double rows() {
    duckdb_result result;
    call_.query(connection_, count_sql().c_str(), &result);
    duckdb_data_chunk chunk = call_.fetch_chunk(result);
    const auto* const counts =
        static_cast<const std::int64_t*>(call_.vector_get_data(call_.data_chunk_get_vector(chunk, 0)));
    const auto rows = static_cast<double>(counts[0]);
    call_.destroy_data_chunk(&chunk);
    call_.destroy_result(&result);
    return rows;
  }

  void load(const Recorder& recorded) {
    for (const TableSchema& schema : tables()) {
      const auto& cells = recorded.tables.at(static_cast<std::size_t>(schema.id));
      if (cells.empty()) continue;
      duckdb_appender appender = nullptr;
      call_.appender_create_ext(connection_, nullptr, nullptr, std::string(schema.name).c_str(), &appender);
      for (int copy = 0; copy < copies; ++copy)
        for (const Cell& cell : cells) append(appender, cell);
      call_.appender_destroy(&appender);
    }
  }

 private:
  void append(duckdb_appender appender, const Cell& cell) {
    switch (cell.kind) {
      case Cell::Kind::null: cells_.append_null(appender); break;
      case Cell::Kind::boolean: cells_.append_bool(appender, cell.number != 0); break;
      case Cell::Kind::bigint: cells_.append_int64(appender, cell.number); break;
      case Cell::Kind::real: cells_.append_double(appender, cell.real); break;
      case Cell::Kind::text:
        cells_.append_varchar_length(appender, cell.text.data(), cell.text.size());
        break;
      case Cell::Kind::timestamp: cells_.append_timestamp(appender, {cell.number}); break;
      case Cell::Kind::texts: append_list(appender, cell.texts, DUCKDB_TYPE_VARCHAR); break;
      case Cell::Kind::bigints: append_list(appender, cell.numbers, DUCKDB_TYPE_BIGINT); break;
      case Cell::Kind::row_end: cells_.end_row(appender); break;
    }
  }

  template <class Element>
  void append_list(duckdb_appender appender, const std::vector<Element>& elements, duckdb_type type_id) {
    duckdb_logical_type type = cells_.create_logical_type(type_id);
    std::vector<duckdb_value> values;
    for (const Element& element : elements) values.push_back(value_of(element));
    duckdb_value list = cells_.create_list_value(type, values.data(), values.size());
    cells_.append_value(appender, list);
    cells_.destroy_value(&list);
    for (duckdb_value& value : values) cells_.destroy_value(&value);
    call_.destroy_logical_type(&type);
  }
  duckdb_value value_of(const std::string& text) {
    return cells_.create_varchar_length(text.data(), text.size());
  }
  duckdb_value value_of(std::int64_t number) { return cells_.create_int64(number); }

  const Functions& call_;
  CellFunctions cells_;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

double row_count(Connection& connection) {
  return static_cast<double>(connection.value<std::int64_t>(count_sql()).value().value());
}

std::string emptied() {
  std::string sql;
  for (const TableSchema& schema : tables()) sql += fmt::format("DELETE FROM {};", schema.name);
  return sql;
}

void our_load(Connection& connection, const std::vector<ConversationDetail>& details) {
  RecordSink sink(connection);
  for (int copy = 0; copy < copies; ++copy)
    for (const ConversationDetail& detail : details) write_rows(detail, {}, sink);
  sink.close().value();
}

}  // namespace

int main() {
  const auto library = Library::load().value();
  const auto database = Database::open(library, {.path = ""}).value();
  auto connection = database.connect().value();
  connection.execute(ddl()).value();
  std::vector<ConversationDetail> details;
  for (const std::string& record : bench::platform_records())
    details.push_back(decode_detail(record).value());
  Recorder recorded;
  for (const ConversationDetail& detail : details) write_rows(detail, {}, recorded);
  BareLoop bare(library);
  const std::string empty = emptied();
  std::vector<double> ours, theirs;
  for (int round = 0; round < bench::rounds; ++round) {
    connection.execute(empty).value();
    bare.run(empty);
    auto load = [&] { our_load(connection, details); };
    auto bare_load = [&] { bare.load(recorded); };
    ours.push_back(bench::seconds_of(1, load));
    theirs.push_back(bench::seconds_of(1, bare_load));
  }
  const auto rows = static_cast<double>(recorded.rows * copies);
  if (bare.rows() != rows || row_count(connection) != rows) {
    fmt::print(stderr, "the tables differ\n");
    return 1;
  }
  const double ratio = bench::median(theirs) / bench::median(ours);
  fmt::print("load of {:.0f} rows of {} records, medians of {} runs in turns by CPU time, rows equal\n", rows,
             details.size() * copies, bench::rounds);
  fmt::print("  nowthen     {:9.0f} rows/s (from typed records)\n", rows / bench::median(ours));
  fmt::print("  bare loop   {:9.0f} rows/s (from cells in memory)\n", rows / bench::median(theirs));
  fmt::print("  ratio       {:9.2f} (aim at least 0.90: {})\n", ratio, ratio >= 0.9 ? "met" : "MISSED");
}
