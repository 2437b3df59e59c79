// An erased conversation is in no file, in no form, and does not come back; whatever interrupts the erasing.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "alerts/state_text.hpp"
#include "cli/commands/clean_export.hpp"
#include "extract/data_set.hpp"
#include "extract/erasure/export_registry.hpp"
#include "extract/verify_data.hpp"
#include "support/archive_folder.hpp"
#include "support/faulty_disk.hpp"
#include "support/filled_home.hpp"
#include "support/simulated_process.hpp"
#include "support/traces.hpp"
#include "webhooks/conversation_events.hpp"
#include "webhooks/outbox.hpp"

namespace nowthen::extract {
namespace {

namespace fs = std::filesystem;
using testing::FilledHome;
using testing::traces_of;

const std::string id = "conv-canary-7f3a91";
const std::vector<std::string> secrets{id, "Augusta Canary", "tel:+49170canary", "card-canary-4111"};

std::string canary_record(const std::string& spelt_id = id, const std::string& more = "") {
  return R"({"conversationId":")" + spelt_id + R"(","conversationStart":"2026-11-20T10:00:00.000Z",)" + more +
         R"("participants":[{"participantId":"p-1","participantName":"Augusta Canary","purpose":"customer",)"
         R"("attributes":{"card":"card-canary-4111"},"sessions":[{"sessionId":"s-1","mediaType":"voice",)"
         R"("ani":"tel:+49170canary","segments":[{"segmentStart":"2026-11-20T10:00:00.000Z","segmentType":"interact",)"
         R"("queueId":"q-1"}]}]}]})";
}

RawPage page(std::vector<std::string> records, archive::PageKind kind, const std::string& as_of,
             RecordKind form = RecordKind::platform_record) {
  const Instant at = parse_instant(as_of).value();
  return {.header = {.kind = kind,
                     .request = "test",
                     .received_at = at,
                     .as_of = at,
                     .note = std::string(note_of(form))},
          .records = std::move(records)};
}

DataSet open(const std::string& path) {
  auto folder = DataFolder::take(path, Use::owned, "test").value();
  return DataSet::open(std::move(folder), warehouse::Library::load().value()).value();
}

std::int64_t count(DataSet& data, const std::string& from) {
  auto connection = data.tables().connect().value();
  return connection.value<std::int64_t>("SELECT count(*) FROM " + from).value().value_or(-1);
}

bool is_sound(const std::string& path) {
  const auto folder = DataFolder::take(path, Use::shared, "verify").value();
  return verify_data(folder, warehouse::Library::load().value(), {}, {}).value().sound();
}

/// Several readings of it, spelt differently; one that is not understood; others.
void fill(DataSet& data) {
  using enum archive::PageKind;
  const auto take = [&](const RawPage& each) { ASSERT_TRUE(data.take(each)); };
  take(page({canary_record(), testing::record_of("conv-canary", "2026-11-20T12:00:00.000Z", 6)}, sync,
            "2026-11-21T00:00:00Z"));
  take(page({canary_record("conv-canary-7f3\\u006191", R"("conversationEnd":"2026-11-20T10:05:00.000Z",)")},
            job, "2026-11-22T00:00:00Z"));
  take(page({canary_record()}, sync, "2026-11-21T00:00:00Z"));  // the same again: archived, no row of its own
  take(page({R"({"conversationId":")" + id +
             R"(","startTime":"2026-11-20T10:00:00Z","type":"voice",)"
             R"("participants":[{"id":"p","name":"Augusta Canary","role":"agent"}]})"},
            imported, "2026-11-20T23:00:00Z", RecordKind::tutorial_group));
  take(page({canary_record().substr(0, 150), R"({"note":"nothing of ours"})"}, imported,
            "2026-11-23T00:00:00Z"));
  take(page({testing::record_of("c-2", "2026-11-20T10:30:00.000Z", 7), "rubbish"}, sync,
            "2026-11-23T00:00:00Z"));
  const Instant seen = parse_instant("2026-11-20T10:01:00Z").value();
  ASSERT_TRUE(data.stage(
      std::vector<live::ReceivedFrame>{{seen, R"({"topicName":"v2.x","eventBody":{"id":")" + id +
                                                  R"(","participants":[{"name":"Augusta Canary"}]}})"}}));
  ASSERT_TRUE(data.stage(live::Concluded{.seen_until = seen,
                                         .tracks = {{.conversation_id = ConversationId(id),
                                                     .as_of = seen,
                                                     .legs = {{.conversation_id = ConversationId(id),
                                                               .queue_id = QueueId("q-1"),
                                                               .begin = seen}}}}},
                         seen));
  ASSERT_TRUE(data.commit_staged());
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// Files that may lie beside the data after a hard life.
void add_leftovers(const std::string& data) {
  const std::string text = "old pages of " + id + " Augusta Canary";
  for (const char* name :
       {"warehouse.duckdb.corrupt-1", "warehouse.duckdb.corrupt-1.wal", "warehouse.duckdb.new",
        "spill/duckdb_temp_storage-0.tmp", "archive/cut-0000000001-4096-1"})
    write(data + "/" + name, text);
}

class Erase : public ::testing::Test {
 protected:
  Erase() : process({.now = parse_instant("2026-11-25T12:00:00Z").value()}) {
    process.environment["NOWTHEN_HOME"] = home.path();
    DataSet data = open(home.data());
    fill(data);
  }

  std::string export_as(const std::string& format) {
    std::string to = home.path() + "/out-" + format;
    EXPECT_EQ(process.run({"export", "--as", format, "--to", to}), 0) << process.err.str();
    return to;
  }
  int erase(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"erase", "--yes"});
    return process.run(std::move(more));
  }

  FilledHome home;
  testing::SimulatedProcess process;
};

TEST_F(Erase, LeavesNothingInAnyFileInAnyForm) {
  for (const char* format : {"parquet", "csv", "ndjson"}) export_as(format);
  add_leftovers(home.data());
  EXPECT_NE(traces_of(secrets, home.path()), "") << "there must be something to find";
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  EXPECT_EQ(traces_of(secrets, home.path()), "");
  EXPECT_TRUE(is_sound(home.data()));

  DataSet data = open(home.data());
  EXPECT_EQ(count(data, "conversation"), 2);
  EXPECT_EQ(count(data, "set_aside"), 2);
  EXPECT_EQ(data.recovery().pages, 0);
}

TEST_F(Erase, ProvesItselfByHashesAlone) {
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  const auto certificate = boost::json::parse(process.out.str());
  EXPECT_EQ(certificate.at("complete"), true);
  EXPECT_EQ(certificate.at("conversations").as_array().size(), 1U);
  EXPECT_EQ(certificate.at_pointer("/archive/records").as_array().size(), 7U);
  EXPECT_EQ(certificate.at_pointer("/tables/conversations"), 1);
  EXPECT_EQ(certificate.at("erased_at"), "2026-11-25T12:00:00.000Z");
  const fs::path kept = home.data() + "/erased/2026-11-25T12-00-00.000Z.json";
  EXPECT_EQ(testing::bytes_of(kept), process.out.str());
  struct stat status {};
  ASSERT_EQ(::stat(kept.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(Erase, LeavesWhatTheTablesHoldOfOthersAsItWas) {
  const auto others = [this] {
    DataSet data = open(home.data());
    auto connection = data.tables().connect().value();
    std::string all;
    for (const auto& schema : warehouse::tables()) {
      const bool is_of_one =
          schema.kind == warehouse::TableKind::record || schema.kind == warehouse::TableKind::history;
      if (!is_of_one) continue;
      auto rows = connection
                      .query("SELECT CAST(to_json(t) AS VARCHAR) FROM " + std::string(schema.name) +
                                 " t WHERE conversation_id <> ? ORDER BY 1",
                             {id})
                      .value();
      while (rows.next().value()) all += rows.get<std::string>(0).value_or("") + "\n";
    }
    return all;
  };
  {
    DataSet data = open(home.data());
    ASSERT_TRUE(data.take(page({testing::record_of(id + "0", "2026-11-20T11:00:00.000Z", 5),
                                testing::record_of("x" + id, "2026-11-20T11:00:00.000Z", 5)},
                               archive::PageKind::sync, "2026-11-21T00:00:00Z")));
  }
  const std::string before = others();
  EXPECT_NE(before.find(id + "0"), std::string::npos) << "an id that begins alike";
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  EXPECT_EQ(others(), before);
  fs::remove(home.data() + "/warehouse.duckdb");
  EXPECT_EQ(others(), before) << "made anew from the archive";
}

TEST_F(Erase, KeepsItFromComingBack) {
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  {
    DataSet data = open(home.data());
    const auto intake = data.take(page({canary_record(), canary_record().substr(0, 150),
                                        testing::record_of("c-3", "2026-11-20T10:30:00Z", 7)},
                                       archive::PageKind::imported, "2026-11-24T00:00:00Z"))
                            .value();
    EXPECT_EQ(intake.suppressed, 2);
    EXPECT_EQ(intake.records, 1);
    EXPECT_TRUE(intake.quarantined.empty());
    const auto nothing =
        data.take(page({canary_record()}, archive::PageKind::imported, "2026-11-24T00:00:00Z")).value();
    EXPECT_EQ(nothing.suppressed, 1);
    RawPage decoded = page({canary_record()}, archive::PageKind::job, "2026-11-24T00:00:00Z");
    decoded.decoded.push_back(decode_detail(decoded.records[0]).value());
    ASSERT_TRUE(data.stage(std::move(decoded)));
    EXPECT_EQ(data.commit_staged()->suppressed, 1);
    EXPECT_TRUE(data.take(page({id}, archive::PageKind::tombstone, "2026-11-24T00:00:00Z")));
    EXPECT_EQ(count(data, "conversation"), 3);
  }
  EXPECT_EQ(traces_of(secrets, home.path()), "");
  EXPECT_TRUE(is_sound(home.data()));
}

TEST_F(Erase, RemovesItsRowsFromExportsAndNothingElse) {
  const std::string to = export_as("csv");
  const std::string place = "/conversation/day=2026-11-20/data.csv";
  const std::string before = testing::bytes_of(to + place);
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  std::string expected;
  std::istringstream lines(before);
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with(id + ",")) expected += line + "\n";
  EXPECT_EQ(testing::bytes_of(to + place), expected);
  const auto manifest = boost::json::parse(testing::bytes_of(to + "/manifest.json"));
  for (const auto& file : manifest.at("files").as_array())
    EXPECT_EQ(to_hex(sha256(testing::bytes_of(to + "/" + std::string(file.at("file").as_string())))),
              file.at("sha256").as_string());
  ASSERT_EQ(process.run({"export", "--as", "csv", "--to", to}), 0) << process.err.str();
  EXPECT_EQ(testing::bytes_of(to + place), expected) << "the next export says the same";
}

TEST_F(Erase, SaysWhichExportItCouldNotReachAndCleansItLater) {
  const std::string to = export_as("ndjson");
  fs::rename(to, to + "-away");
  EXPECT_EQ(erase({id}), 3) << process.err.str();
  EXPECT_NE(process.err.str().find("the export in " + to), std::string::npos);
  EXPECT_EQ(boost::json::parse(process.out.str()).at("complete"), false);
  EXPECT_NE(traces_of(secrets, to + "-away"), "");
  fs::rename(to + "-away", to);
  EXPECT_EQ(erase({"--again"}), 0) << process.err.str();
  EXPECT_EQ(traces_of(secrets, home.path()), "");
  fs::remove_all(to);
  EXPECT_EQ(erase({"--again"}), 3);
  EXPECT_EQ(erase({"--again", "--forget-missing-exports"}), 0) << process.err.str();
  EXPECT_EQ(erase({"--again"}), 0) << process.err.str();
}

TEST_F(Erase, RefusesWhatItDoesNotKnowAndErasesNothingThen) {
  EXPECT_EQ(erase({"conv-canary-7f3a9", id}), 1);
  EXPECT_NE(process.err.str().find("nothing is kept of conversation conv-canary-7f3a9"), std::string::npos);
  EXPECT_NE(process.err.str().find("hint: "), std::string::npos);
  {
    DataSet data = open(home.data());
    EXPECT_EQ(count(data, "conversation"), 3);
  }
  EXPECT_EQ(erase({"--even-unknown", "still-to-come"}), 0) << process.err.str();
  DataSet data = open(home.data());
  const auto intake = data.take(page({testing::record_of("still-to-come", "2026-11-20T10:30:00Z", 7)},
                                     archive::PageKind::sync, "2026-11-24T00:00:00Z"));
  EXPECT_EQ(intake.value().suppressed, 1);
}

TEST_F(Erase, TakesNoWordForAConversationAndLeavesRunsAlone) {
  ASSERT_EQ(process.run({"import", home.path() + "/" + id}), 1) << "there is no such file";
  {
    DataSet data = open(home.data());
    EXPECT_EQ(data.tables()
                  .connect()
                  .value()
                  .value<std::int64_t>("SELECT count(*) FROM run WHERE contains(error, ?)", {id})
                  .value(),
              0)
        << "the name of a file is not kept";
  }
  for (const char* word : {"import", "rubbish", "nothing"}) EXPECT_EQ(erase({word}), 1) << word;
  EXPECT_EQ(erase({id}), 0) << process.err.str();
  EXPECT_TRUE(is_sound(home.data()));
}

TEST_F(Erase, FindsWhatAnExportThatWasKilledHasLeft) {
  const std::string to = export_as("csv");
  const std::string kept = testing::bytes_of(to + "/session/day=2026-11-20/data.csv");
  write(to + "/session/day=2026-11-19/data.csv", kept);  // in place, and in no manifest yet
  write(to + "/notes/data.txt", "somebody else's");
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  EXPECT_EQ(traces_of(secrets, home.path()), "");
  EXPECT_TRUE(fs::exists(to + "/notes/data.txt"));
}

TEST_F(Erase, ListsAFileAsItIsThatWasCleanedBeforeAnErasureWasKilled) {
  const std::string to = export_as("csv");
  const std::string listed = testing::bytes_of(to + "/manifest.json");
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  const std::string right = testing::bytes_of(to + "/manifest.json");
  write(to + "/manifest.json", listed);
  ASSERT_EQ(erase({"--again"}), 0) << process.err.str();
  const auto files = [](const std::string& manifest) {
    return boost::json::serialize(boost::json::parse(manifest).at("files"));
  };
  EXPECT_EQ(files(testing::bytes_of(to + "/manifest.json")), files(right));
}

TEST_F(Erase, KeepsOutARecordThatNamesItFirstOrSecond) {
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  DataSet data = open(home.data());
  for (const auto& [first, second] : {std::pair{id, std::string("other")}, {std::string("other"), id}}) {
    const auto intake = data.take(page({R"({"conversationId":")" + first + R"(","conversationId":")" +
                                        second + R"(","conversationStart":"2026-11-20T10:00:00Z"})"},
                                       archive::PageKind::imported, "2026-11-24T00:00:00Z"));
    EXPECT_EQ(intake.value().suppressed, 1) << first;
  }
}

TEST_F(Erase, AsksBeforeItErases) {
  EXPECT_EQ(process.run({"erase", id}), 2);
  EXPECT_NE(process.err.str().find("nowthen erase --yes"), std::string::npos);
  process.read_answer = [](const std::stop_token&) { return Result<std::string>("y"); };
  EXPECT_EQ(process.run({"erase", id}), 1);
  EXPECT_NE(process.err.str().find("7 records of the archive"), std::string::npos) << process.err.str();
  EXPECT_FALSE(fs::exists(home.data() + "/suppression"));
  process.read_answer = [](const std::stop_token&) { return Result<std::string>("yes"); };
  EXPECT_EQ(process.run({"erase", id, "--format", "text"}), 0) << process.err.str();
  EXPECT_NE(process.out.str().find("erased 1 conversation: 7 records of the archive"), std::string::npos);
}

TEST_F(Erase, FindsAgainWhatABackupBroughtBack) {
  const fs::path backup = home.path() + "/backup";
  fs::copy(home.data(), backup, fs::copy_options::recursive);
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  for (const char* what : {"archive", "warehouse.duckdb"}) {
    fs::remove_all(home.data() + "/" + what);
    fs::copy(backup / what, home.data() + "/" + what, fs::copy_options::recursive);
  }
  fs::remove_all(backup);
  ASSERT_EQ(erase({"--again"}), 0) << process.err.str();
  EXPECT_EQ(traces_of(secrets, home.path()), "");
  EXPECT_TRUE(is_sound(home.data()));
}

TEST_F(Erase, CannotTellWhoseADamagedRecordWas) {
  {
    std::fstream file(home.data() + "/archive/segment-0000000001",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-20, std::ios::end);
    file.put('\x01').put('\x02');
  }
  EXPECT_EQ(erase({id}), 3) << process.err.str();
  EXPECT_NE(process.err.str().find("the archive is damaged in 1 place"), std::string::npos)
      << process.err.str();
}

/// What the certificates in a data folder say was removed.
std::vector<std::string> removed_by(const fs::path& data) {
  std::vector<std::string> all;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(data / "erased", none)) {
    if (entry.path().extension() != ".json") continue;
    const auto certificate = boost::json::parse(testing::bytes_of(entry.path()));
    all.push_back(boost::json::serialize(certificate.at("tables")) + " and " +
                  boost::json::serialize(certificate.at("files_removed")));
  }
  return all;
}

/// One data folder, copied for each step that fails.
TEST_F(Erase, IsFinishedByTheNextOpeningWhereverItWasKilled) {
  add_leftovers(home.data());
  const testing::ArchiveFolder memory;  // where the system has such a place
  const fs::path copy = memory.path();
  bool was_begun = false;
  for (int step = 1;; step += 3) {  // each step takes long
    fs::remove_all(copy);
    fs::copy(home.data(), copy, fs::copy_options::recursive);
    testing::FaultyDisk disk({.step = step});
    bool is_done = false;
    {
      DataSet data = open(copy);
      const auto plan = data.find_erasure({.ids = {id}}).value();
      is_done = data.erase(plan, {.now = {}, .disk = &disk}).has_value();
    }
    disk.lose_unsynced(static_cast<std::uint64_t>(step));
    ASSERT_EQ(is_done, disk.steps() < step) << "a failed step is told, step " << step;
    was_begun = fs::exists(copy / "erasing");
    {
      DataSet data = open(copy);
      EXPECT_EQ(data.recovery().erasure_finished, was_begun);
      const bool is_gone = count(data, "conversation WHERE conversation_id = '" + id + "'") == 0;
      if (is_done || was_begun) {
        EXPECT_TRUE(is_gone) << "step " << step;
      }
      EXPECT_EQ(count(data, "conversation WHERE conversation_id <> '" + id + "'"), 2);
      EXPECT_FALSE(fs::exists(copy / "erasing"));
      for (const std::string& removed : removed_by(copy))
        EXPECT_EQ(removed, R"({"conversations":1,"rows_removed":13,"made_anew":true} and 4)")
            << "step " << step;
      const std::string traces = traces_of(secrets, copy);
      EXPECT_EQ(traces.empty(), is_gone) << "step " << step << "\n" << traces;
    }
    if (step % 10 == 0 || is_done) {
      EXPECT_TRUE(is_sound(copy)) << "step " << step;
    }
    if (!is_done) continue;
    EXPECT_GT(step, 30) << "many steps have been tried";
    return;
  }
}

TEST_F(Erase, TakesItOutOfIncidentsWhichStay) {
  {
    DataSet data = open(home.data());
    auto connection = data.tables().connect().value();
    connection
        .execute(
            "INSERT INTO incident BY NAME SELECT unnest([101, 102, 103]) AS incident_id, 'late_arrival' "
            "AS kind, unnest(['conversation " +
            id + " came late', 'something of it', 'conversation conv-canary came late']) AS message, " +
            "unnest([NULL, '" + id + "', 'conv-canary']) AS conversation_id, '{\"seen\":[\"" + id +
            "\"]}' AS details")
        .value();
    connection.execute("UPDATE incident SET details = NULL WHERE incident_id = 103").value();
  }
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  EXPECT_EQ(traces_of(secrets, home.path()), "");
  DataSet data = open(home.data());
  EXPECT_EQ(count(data,
                  "incident WHERE kind = 'late_arrival' AND incident_id IN (101, 102) AND details IS "
                  "NULL AND conversation_id IS NULL AND message = 'it concerned what is erased'"),
            2);
  EXPECT_EQ(count(data,
                  "incident WHERE message = 'conversation conv-canary came late' AND conversation_id = "
                  "'conv-canary'"),
            1);
}

TEST_F(Erase, DoesNothingWhereTheTablesHaveNoRoomTwice) {
  auto folder = DataFolder::take(home.data(), Use::owned, "test").value();
  DataSet data =
      DataSet::open_with(std::move(folder), warehouse::Library::load().value(),
                         {.floor = {.min_free_bytes = 500'000,
                                    .space =
                                        [](const std::string&) {
                                          return DiskSpace{.free_bytes = 500'001, .total_bytes = 10'000'000};
                                        }}},
                         {})
          .value();
  const auto plan = data.find_erasure({.ids = {id}}).value();
  const auto refused = data.erase(plan, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().hint.find("min_free_space"), std::string::npos);
  EXPECT_FALSE(fs::exists(home.data() + "/erasing"));
  EXPECT_EQ(count(data, "conversation WHERE conversation_id = '" + id + "'"), 1);
}

/// An outbox with what waits for a receiver, of the canary and of another one.
void add_outbox(const std::string& data) {
  const Instant now = parse_instant("2026-11-25T11:00:00Z").value();
  auto outbox = webhooks::Outbox::open(archive::system_disk(), data + "/webhooks.outbox", {}, now).value();
  std::vector<webhooks::AcceptedEvent> events;
  for (const std::string& conversation : {id, std::string("conv-other")}) {
    auto event = webhooks::conversation_deleted(ConversationId(conversation), now);
    events.push_back({.event = std::move(event), .accepted_at = now, .endpoints = {"receiver"}});
  }
  alerts::State state{.at = now, .standings = {}};
  state.standings[{"held too long", id}] = {
      .fired_at = now, .since = {}, .scope = alerts::Scope::conversation};
  ASSERT_TRUE(outbox.accept(std::move(events), alerts::state_text(state), now));
}

TEST_F(Erase, TakesWhatWaitsForReceiversOutOfTheOutbox) {
  add_outbox(home.data());
  ASSERT_NE(testing::bytes_of(home.data() + "/webhooks.outbox").find(id), std::string::npos);
  ASSERT_EQ(erase({id}), 0) << process.err.str();
  EXPECT_EQ(traces_of(secrets, home.path()), "");
  EXPECT_NE(testing::bytes_of(home.data() + "/webhooks.outbox").find("conv-other"), std::string::npos);
  EXPECT_EQ(boost::json::parse(process.out.str()).at_pointer("/outbox/events_removed"), 1);
}

TEST_F(Erase, LeavesTheOutboxToWhoeverCanCleanIt) {
  add_outbox(home.data());
  {
    DataSet data = open(home.data());
    const auto plan = data.find_erasure({.ids = {id}}).value();
    EXPECT_TRUE(data.erase(plan, {}).value().only_exports_left);
  }
  EXPECT_NE(traces_of(secrets, home.path()), "");
  EXPECT_EQ(process.run({"import", home.path() + "/none.ndjson"}), 1);
  write(home.path() + "/none.ndjson", "");
  EXPECT_EQ(process.run({"import", home.path() + "/none.ndjson"}), 0) << process.err.str();
  EXPECT_EQ(traces_of(secrets, home.path()), "");
  EXPECT_FALSE(fs::exists(home.data() + "/erasing"));
}

TEST_F(Erase, LeavesExportsToWhoeverCanCleanThem) {
  const std::string to = export_as("parquet");
  {
    DataSet data = open(home.data());
    const auto plan = data.find_erasure({.ids = {id}}).value();
    const auto report = data.erase(plan, {}).value();  // as a process without that tool does
    EXPECT_TRUE(report.only_exports_left);
    EXPECT_EQ(report.certificate, "");
  }
  EXPECT_NE(traces_of(secrets, to), "");
  EXPECT_EQ(process.run({"changes"}), 0) << process.err.str();
  DataSet data = open(home.data());
  EXPECT_TRUE(data.recovery().erasure_finished);
  const auto library = warehouse::Library::load().value();
  const auto report = data.finish_erasure({.now = parse_instant("2026-11-25T12:00:00Z").value(),
                                           .clean_export =
                                               [&](const std::string& path, const IsErased& is_erased) {
                                                 return cli::clean_export(path, is_erased, library, {});
                                               }})
                          .value();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->is_complete());
  EXPECT_GT(report->rows, 5) << "what the first run did is in the certificate";
  EXPECT_EQ(traces_of(secrets, home.path()), "");
  EXPECT_FALSE(data.finish_erasure({}).value());
}

}  // namespace
}  // namespace nowthen::extract
