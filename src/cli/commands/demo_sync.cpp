#include "cli/commands/demo_sync.hpp"

#include <fmt/format.h>

#include "cli/commands/passing_folder.hpp"
#include "cli/commands/sync_report.hpp"
#include "cli/output/terminal_text.hpp"
#include "extract/data_set.hpp"
#include "extract/sync/data_set_store.hpp"
#include "extract/sync/name_refresh.hpp"
#include "extract/verify_data.hpp"

namespace nowthen::cli {
namespace {

constexpr std::chrono::days nights_later{2};
constexpr int runs_a_day = 24;

/// A question to the tables, with what its columns are called.
struct Question {
  std::string_view asked;
  std::string_view sql;
  std::vector<std::string> columns;
};

Result<std::string> answer(extract::DataSet& data, const Question& question, const DemoStage& stage) {
  auto connection = data.tables().connect();
  if (!connection) return Error(connection.error());
  auto rows = connection->query(std::string(question.sql));
  if (!rows) return Error(rows.error());
  std::vector<Column> columns;
  for (const auto& name : question.columns) columns.push_back({.title = name, .whole = true});
  Table table(std::move(columns), stage.look());
  for (;;) {
    auto more = rows->next();
    if (!more) return Error(more.error());
    if (!*more) break;
    Row row;
    for (std::size_t i = 0; i < question.columns.size(); ++i)
      row.push_back({rows->get<std::string>(i).value_or("")});
    table.add(std::move(row));
  }
  return fmt::format("{}\n{}\n", question.asked, table.take());
}

const Question volumes{"How did the last full day go?",
                       "SELECT media_type, CAST(count(*) AS VARCHAR), CAST(count(*) FILTER (handled) AS "
                       "VARCHAR), CAST(count(*) FILTER "
                       "(abandoned) AS VARCHAR), CAST(CAST(round(avg(handle_ms) FILTER (handled) / 1000) AS "
                       "BIGINT) AS VARCHAR) FROM "
                       "conversations WHERE CAST(conversation_start AS DATE) = (SELECT max(CAST(window_begin "
                       "AS DATE)) FROM ledger_window) "
                       "GROUP BY media_type ORDER BY count(*) DESC",
                       {"medium", "conversations", "handled", "abandoned", "handle time, s"}};

const Question waits{
    "Who waited longest, and for what?",
    "SELECT conversation_id, first_queue_name, CAST(CAST(wait_ms / 1000 AS BIGINT) AS VARCHAR), outcome FROM "
    "conversations WHERE media_type = 'voice' AND wait_ms IS NOT NULL ORDER BY wait_ms DESC, conversation_id "
    "LIMIT 3",
    {"conversation", "queue", "waited, s", "outcome"}};

const Question states{
    "How sure is that?",
    "SELECT CAST(CAST(window_begin AS DATE) AS VARCHAR), state, CAST(distinct_ids AS VARCHAR), "
    "CAST(readings AS VARCHAR) FROM ledger_window WHERE surface = 'job' ORDER BY window_begin",
    {"day", "state", "conversations", "readings"}};

const Question changes{"What was changed meanwhile?",
                       "SELECT kind, CAST(count(*) AS VARCHAR), min(conversation_id) FROM revision WHERE "
                       "kind <> 'first' AND kind <> "
                       "'growth' GROUP BY kind ORDER BY count(*) DESC",
                       {"revision", "conversations", "such as"}};

/// The data set of the scene, and the sync that fills it.
class KeptCentre {
 public:
  KeptCentre(DemoStage& stage, extract::DataSet data)
      : stage_(stage),
        data_(std::move(data)),
        platform_(stage.platform_client().platform().value()),
        planner_(extract::PlanProfile{.job_wait = std::chrono::seconds(3)},
                 extract::day_of(DemoStage::beginning()) - std::chrono::days(DemoStage::days - 1)),
        store_([this](const auto& work) { return work(data_); }),
        runner_(platform_, planner_, store_) {}

  Result<void> sync() {
    for (;;) {
      auto report = runner_.run({.on_progress = [this](const auto&) { stage_.progress().hide(); }},
                                stage_.context().stop);
      if (!report) return report.error();
      add(all_, *report);
      if (!report->waits_for_job) return {};
      if (!stage_.clock().wait_for(std::chrono::seconds(3), stage_.context().stop))
        return Error{.kind = ErrorKind::cancelled, .message = "interrupted"};
    }
  }

  Result<void> read_names() {
    auto names = extract::refresh_names(platform_, store_, {}, stage_.context().stop);
    if (!names) return names.error();
    all_.requests += names->requests;
    return store_.commit(stage_.context().stop);
  }

  std::string summary() {
    std::string text = sync_summary(all_, store_.take_intake(), planner_, platform_.server_time());
    all_ = {};
    return text;
  }

  extract::DataSet& data() noexcept { return data_; }

 private:
  DemoStage& stage_;
  extract::DataSet data_;
  Platform platform_;
  extract::Planner planner_;
  extract::DataSetStore store_;
  extract::SyncRunner runner_;
  extract::SyncReport all_;
};

Result<std::string> proof(extract::DataSet& data, const warehouse::Library& library,
                          const std::stop_token& stop) {
  data.settle();
  const auto verified = extract::verify_data(data.folder(), library, {.copies_tables = true}, stop);
  if (!verified) return verified.error();
  return fmt::format(
      "verified without asking anybody: {} pages of the archive, {}\n", verified->archive.statistics.pages,
      verified->sound() ? "every row of the tables follows from them" : "and something is NOT sound");
}

/// Two nights, an hour at a time, as a scheduler would.
Result<void> let_nights_pass(DemoStage& stage, KeptCentre& centre) {
  for (int hour = 0; hour < runs_a_day * static_cast<int>(nights_later.count()); ++hour) {
    stage.clock().skip(std::chrono::hours(1));
    if (auto synced = centre.sync(); !synced) return synced;
  }
  return {};
}

}  // namespace

Result<void> show_sync(DemoStage& stage) {
  stage.heading("All of it kept, and proven");
  auto folder = PassingFolder::make();
  if (!folder) return folder.error();
  auto library = warehouse::Library::load();
  if (!library) return library.error();
  auto taken = extract::DataFolder::take(folder->path(), extract::Use::owned, "demo");
  if (!taken) return taken.error();
  auto data = extract::DataSet::open(*std::move(taken), *library);
  if (!data) return data.error();
  KeptCentre centre(stage, *std::move(data));
  if (auto synced = centre.sync(); !synced) return synced;
  if (auto named = centre.read_names(); !named) return named;
  std::string text = centre.summary() + "\n";
  for (const Question* question : {&volumes, &waits, &states}) {
    auto answered = answer(centre.data(), *question, stage);
    if (!answered) return answered.error();
    text += *answered;
  }
  stage.say(text);
  stage.heading("Two nights later");
  if (auto passed = let_nights_pass(stage, centre); !passed) return passed;
  text = centre.summary() + "\n";
  for (const Question* question : {&changes, &states}) {
    auto answered = answer(centre.data(), *question, stage);
    if (!answered) return answered.error();
    text += *answered;
  }
  auto proven = proof(centre.data(), *library, stage.context().stop);
  if (!proven) return proven.error();
  stage.say(text + *proven);
  return {};
}

}  // namespace nowthen::cli
