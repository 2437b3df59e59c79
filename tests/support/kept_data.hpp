#pragma once
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "extract/data_set.hpp"
#include "support/archive_folder.hpp"
#include "support/simulated_client.hpp"

namespace nowthen::testing {

/// The records that history shows of a small world, as the platform writes them.
inline std::vector<std::string> simulated_records(std::uint64_t seed) {
  sim::Options options = still_world();
  options.seed = seed;
  options.per_day = 20;
  SimulatedClient world(options, ClientOptions{.contract = Contract::platform});
  std::vector<std::string> records;
  for (auto listing = world.client->history(last_days(2)); const auto& conversation : listing)
    records.push_back(conversation.json);
  return records;
}

/// A conversation of few words.
inline std::string small_record(int number, const char* purpose) {
  return R"({"conversationId":"c)" + std::to_string(number) +
         R"(","conversationStart":"2026-11-20T10:00:00.000Z","participants":[{"participantId":"p","purpose":")" +
         purpose + R"("}]})";
}

/// A data set in a folder of its own.
class KeptData {
 public:
  extract::DataSet open(const extract::OnReplay& on_replay = {}) const {
    auto folder = extract::DataFolder::take(path(), extract::Use::owned, "test").value();
    return extract::DataSet::open(std::move(folder), warehouse::Library::load().value(), on_replay).value();
  }
  extract::DataSet open_with(extract::DataSetOptions options) const {
    auto folder = extract::DataFolder::take(path(), extract::Use::owned, "test").value();
    return extract::DataSet::open_with(std::move(folder), warehouse::Library::load().value(),
                                       std::move(options), {})
        .value();
  }
  std::string path() const { return folder_.path() + "/data"; }

 private:
  ArchiveFolder folder_;
};

/// Records as a reply of that instant would have them.
inline extract::RawPage page_of(std::vector<std::string> records, Instant as_of,
                                archive::PageKind kind = archive::PageKind::sync) {
  return {.header = {.kind = kind, .request = "a request", .received_at = as_of, .as_of = as_of},
          .records = std::move(records)};
}

}  // namespace nowthen::testing
