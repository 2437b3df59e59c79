#pragma once
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "extract/data_folder.hpp"
#include "extract/data_set.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::testing {

/// A record in the platform's form: one agent's voice leg of so many milliseconds, in queue `q-1`.
inline std::string record_of(const std::string& id, const std::string& start, int talk_ms,
                             const std::string& name = "Ada") {
  return R"({"conversationId":")" + id + R"(","conversationStart":")" + start +
         R"(","originatingDirection":"inbound","divisionIds":["d-1","d-2"],"participants":[{"participantId":"p-)" +
         id + R"(","participantName":")" + name +
         R"(","purpose":"agent","userId":"u-1","sessions":[{"sessionId":"s-)" + id +
         R"(","mediaType":"voice","direction":"inbound","metrics":[{"emitDate":")" + start +
         R"(","name":"tTalkComplete","value":)" + std::to_string(talk_ms) +
         R"(}],"segments":[{"segmentStart":")" + start +
         R"(","segmentType":"interact","queueId":"q-1"}]}]}],"unknownField":{"a":[1]}})";
}

/// A home of data with one organisation's archive and tables in it, removed at the end of its scope.
class FilledHome {
 public:
  FilledHome() {
    std::string path = (std::filesystem::temp_directory_path() / "nowthen-home-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = path;
  }
  ~FilledHome() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  FilledHome(const FilledHome&) = delete;
  FilledHome& operator=(const FilledHome&) = delete;

  const std::string& path() const noexcept { return path_; }
  std::string data() const { return path_ + "/default"; }

  /// Takes these records as one page that was true at `as_of`, and closes the data again.
  void take(std::vector<std::string> records, const std::string& as_of = "2026-11-25T00:00:00Z") const {
    auto folder = extract::DataFolder::take(data(), extract::Use::owned, "test").value();
    const auto library = warehouse::Library::load();
    auto set = extract::DataSet::open(std::move(folder), library.value()).value();
    const Instant at = parse_instant(as_of).value();
    const extract::RawPage page{.header = {.kind = archive::PageKind::sync,
                                           .request = "test",
                                           .http_status = 200,
                                           .received_at = at,
                                           .as_of = at},
                                .records = std::move(records)};
    set.take(page).value();
  }

  /// Changes the tables behind everybody's back.
  void execute(const std::string& sql) const {
    const auto tables = warehouse::Warehouse::open(warehouse::Library::load().value(),
                                                   {.path = data() + "/warehouse.duckdb", .threads = 1})
                            .value();
    auto connection = tables.connect().value();
    const auto done = connection.execute(sql);
    if (!done) throw std::runtime_error(done.error().message);
  }

 private:
  std::string path_;
};

}  // namespace nowthen::testing
