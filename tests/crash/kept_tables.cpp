// Prints every table of a data folder that comes from the archive, row for row, in the order of their keys.
// For tests that need another DuckDB in another process.
//
//   kept_tables make DATA THREADS   makes the tables anew from the archive with so many threads first
//   kept_tables show DATA           as a command that writes would open them
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string_view>

#include "extract/archive_end.hpp"
#include "extract/archived_readings.hpp"
#include "extract/data_set.hpp"
#include "extract/replay.hpp"
#include "warehouse/schema/table.hpp"

namespace {

using namespace nowthen;

void print(warehouse::Warehouse& tables) {
  auto connection = tables.connect().value();
  for (const warehouse::TableSchema& schema : warehouse::tables()) {
    const bool is_from_archive = schema.kind == warehouse::TableKind::record ||
                                 schema.kind == warehouse::TableKind::history ||
                                 schema.id == warehouse::TableId::set_aside;
    if (!is_from_archive) continue;
    auto rows = connection
                    .query("SELECT CAST(to_json(t) AS VARCHAR) FROM (SELECT * FROM " +
                           std::string(schema.name) + " ORDER BY ALL) t")
                    .value();
    while (rows.next().value())
      std::cout << schema.name << " " << rows.get<std::string>(0).value_or("") << "\n";
  }
}

void make(const std::string& data, int threads) {
  for (const char* suffix : {"", ".wal"}) std::filesystem::remove(data + "/warehouse.duckdb" + suffix);
  auto tables = warehouse::Warehouse::open(warehouse::Library::load().value(),
                                           {.path = data + "/warehouse.duckdb", .threads = threads})
                    .value();
  extract::ArchivedReadings kept(data + "/archive");
  const warehouse::FetchReading fetch = [&](const warehouse::ArchivePlace& place) { return kept(place); };
  extract::Replay replay(archive::Reader::open(data + "/archive").value(), 0);
  while (auto batch = replay.next({}).value()) {
    const auto also = [&](warehouse::Connection& connection) -> warehouse::Outcome<void> {
      if (auto listed = extract::list_set_aside(connection, batch->set_aside); !listed) return listed;
      return extract::put_archive_end(connection, batch->end);
    };
    tables.merge(batch->readings, fetch, also).value();
  }
  print(tables);
}

void show(const std::string& data) {
  auto folder = extract::DataFolder::take(data, extract::Use::owned, "test").value();
  auto set = extract::DataSet::open(std::move(folder), warehouse::Library::load().value()).value();
  if (!set.recovery().set_aside.empty()) std::cerr << "made anew\n";
  print(set.tables());
}

}  // namespace

int main(int count, char** texts) {
  const std::vector<std::string> arguments(texts + 1, texts + count);
  try {
    if (arguments.size() == 3 && arguments[0] == "make")
      make(arguments[1], std::stoi(arguments[2]));
    else
      show(arguments.at(1));
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << "\n";
    return 1;
  }
  return 0;
}
