#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "extract/data_set.hpp"
#include "extract/sync/data_set_store.hpp"
#include "extract/sync/job_pages.hpp"
#include "extract/sync/load_plan.hpp"
#include "genesys/platform/record_digest.hpp"
#include "support/extraction_organisation.hpp"

namespace nowthen::testing {
namespace {

using extract::DataSet;
using extract::PlanProfile;

/// A folder for one data set, which goes with it.
class DataPlace {
 public:
  DataPlace() {
    std::string path = std::filesystem::temp_directory_path() / "nowthen-extraction-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = path;
  }
  DataPlace(const DataPlace&) = delete;
  DataPlace& operator=(const DataPlace&) = delete;
  ~DataPlace() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path() const { return path_.string() + "/data"; }
  DataSet open() const {
    auto folder = extract::DataFolder::take(path(), extract::Use::owned, "extraction").value();
    return DataSet::open(std::move(folder), warehouse::Library::load().value()).value();
  }

 private:
  std::filesystem::path path_;
};

LatestReadings readings_in(warehouse::Connection& connection) {
  LatestReadings latest;
  auto rows = connection.query("SELECT conversation_id, as_of, deleted_at FROM conversation").value();
  while (rows.next().value())
    latest.take(rows.get<std::string>(0).value(), rows.get<Instant>(1).value(),
                rows.get<Instant>(2).has_value());
  return latest;
}

LedgerClaims claims_in(warehouse::Connection& connection) {
  LedgerClaims claims;
  auto windows = connection.query("SELECT window_begin, window_end, state FROM ledger_window").value();
  while (windows.next().value())
    claims.take(
        extract::LedgerWindow{.interval = {windows.get<Instant>(0).value(), windows.get<Instant>(1).value()},
                              .state = windows.get<std::string>(2).value()});
  auto readings =
      connection.query("SELECT window_begin, window_end, ended_at, available_until FROM ledger_reading")
          .value();
  while (readings.next().value())
    claims.take(extract::LedgerReading{
        .interval = {readings.get<Instant>(0).value(), readings.get<Instant>(1).value()},
        .ended_at = readings.get<Instant>(2),
        .available_until = readings.get<Instant>(3)});
  return claims;
}

/// What was shown within it may be in no store yet that jobs read.
constexpr std::chrono::hours too_new{31};

/// An evaluation, a survey or a resolution, which come hours and days after the end.
bool has_appendix(const std::string& record) {
  return record.find("\"evaluations\":") != std::string::npos ||
         record.find("\"surveys\":") != std::string::npos ||
         record.find("\"resolutions\":") != std::string::npos;
}

/// Whether a reading that sees all that is shown of it is due by now: once the horizon behind its end has
/// passed, whatever has changed; until then, if nothing has that comes after the wrap-up.
bool is_due(const sim::RecordTruth& truth, const std::string& shown, Instant now,
            const PlanProfile& profile) {
  if (truth.end != sim::never && truth.end + profile.horizon + too_new <= now) return true;
  const auto changed_lately = [&](Instant at) { return at >= now - too_new && at <= now; };
  return truth.corrected_at > now && !has_appendix(shown) && !changed_lately(truth.shown_at) &&
         !changed_lately(truth.closed_at) && !changed_lately(truth.finished_at);
}

/// What of it the API shows otherwise now, though a reading that sees that was due.
std::size_t different(ExtractionOrganisation& organisation, warehouse::Connection& connection) {
  std::map<std::string, std::string> held;
  auto rows =
      connection.query("SELECT conversation_id, content_hash FROM conversation WHERE deleted_at IS NULL")
          .value();
  while (rows.next().value()) held[rows.get<std::string>(0).value()] = rows.get<std::string>(1).value();
  IdsQuery ids;
  std::map<std::string, const sim::RecordTruth*> truths;
  for (const auto& record : organisation.records) {
    if (!held.contains(record.id)) continue;
    ids.ids.emplace_back(record.id);
    truths[record.id] = &record;
  }
  const Instant now = organisation.client.simulator->now();
  std::size_t count = 0;
  const auto shown = organisation.client.client->platform()->conversations_by_id(ids).value();
  for (const auto& record : shown.records) {
    const std::string& id = record.detail.conversation_id.str();
    if (!is_due(*truths.at(id), record.json, now, organisation.plan.profile)) continue;
    const auto digest = genesys::platform::CanonicalRecord().digest(record.json).value();
    count += held.at(id) != genesys::platform::hex_of(digest.content);
  }
  return count;
}

}  // namespace

ExtractionResult run_extraction_on_disk(const ExtractionPlan& plan) {
  ExtractionOrganisation organisation(plan);
  const DataPlace place;
  const auto platform = organisation.client.client->platform().value();
  ExtractionResult result;
  LatestReadings latest;
  for (int run = 1; run <= plan.runs; ++run) {
    const Instant began = organisation.begin(run);
    DataSet data = place.open();
    auto connection = data.tables().connect().value();
    extract::Planner planner(plan.profile, extract::day_of(first_day));
    extract::load_plan(connection, planner).value();
    extract::load_job_pages(place.path() + "/archive", planner);
    extract::DataSetStore store([&data](const auto& work) { return work(data); });
    const auto report = extract::SyncRunner(platform, planner, store).run({.run_id = run}, {});
    if (!report) result.trouble.push_back(std::to_string(run) + ": " + report.error().message);
    latest = readings_in(connection);
    organisation.note(result, latest, claims_in(connection), began);
  }
  organisation.finish(result, latest);
  DataSet data = place.open();
  auto connection = data.tables().connect().value();
  result.at_the_end.corrections += static_cast<double>(different(organisation, connection));
  return result;
}

}  // namespace nowthen::testing
