#include "support/extraction_organisation.hpp"

#include <algorithm>

namespace nowthen::testing {

using sim::RecordTruth;
using std::chrono::hours;

void LatestReadings::take(const std::string& id, Instant as_of, bool is_gone) {
  Latest& latest = latest_[id];
  if (as_of >= latest.as_of) latest = {.as_of = as_of, .is_gone = is_gone};
}

/// As far as the form of a record goes: what of it is there.
LatestReadings::Form LatestReadings::form_at(const RecordTruth& record, Instant at) {
  if (at < record.shown_at || at >= record.deleted_at) return Form::none;
  if (at < record.closed_at) return Form::open;
  if (at < record.finished_at) return Form::closed;
  return at < record.corrected_at ? Form::finished : Form::corrected;
}

LatestReadings::Form LatestReadings::form_of(const RecordTruth& record) const {
  const auto found = latest_.find(record.id);
  if (found == latest_.end() || found->second.is_gone) return Form::none;
  // A reply's date has whole seconds.
  return std::max(Form::open, form_at(record, std::max(found->second.as_of, record.shown_at)));
}

Lacking LatestReadings::lacking(const std::vector<RecordTruth>& records, Instant at, Instant now) const {
  Lacking lacks;
  for (const RecordTruth& record : records) {
    const Form form = form_of(record);
    if (now >= record.deleted_at) {
      lacks.deletions += at >= record.deleted_at && form != Form::none;
      continue;
    }
    const Form shown = form_at(record, at);
    if (shown == Form::none) continue;
    lacks.conversations += form == Form::none;
    lacks.ends += form == Form::open && shown > Form::open;
    lacks.wrapups += form == Form::closed && shown > Form::closed;
    lacks.corrections += form == Form::finished && shown > Form::finished;
  }
  return lacks;
}

void LedgerClaims::take(const extract::LedgerWindow& window) {
  is_complete_[extract::day_of(window.interval.begin)] =
      *extract::window_state_named(window.state) >= extract::WindowState::complete;
}

void LedgerClaims::take(const extract::LedgerReading& reading) {
  if (!reading.ended_at || !reading.available_until) return;
  for (auto day = extract::day_of(reading.interval.begin); day + std::chrono::days(1) <= reading.interval.end;
       day += std::chrono::days(1))
    reached_[day] = std::max(reached_[day], *reading.available_until);
}

std::size_t LedgerClaims::false_ones(const std::vector<RecordTruth>& records, const LatestReadings& known,
                                     Instant now) const {
  std::size_t count = 0;
  for (const RecordTruth& record : records) {
    const auto day = extract::day_of(record.start);
    const auto claim = is_complete_.find(day);
    if (claim == is_complete_.end() || !claim->second) continue;
    const auto reached = reached_.find(day);
    const bool rests_on_nothing = reached == reached_.end();
    const bool should_be_there =
        !rests_on_nothing && record.shown_at <= reached->second && record.deleted_at > now;
    count += rests_on_nothing || (should_be_there && !known.has(record));
  }
  return count;
}

ExtractionOrganisation::ExtractionOrganisation(const ExtractionPlan& given)
    : plan(given), client(given.world, {.contract = Contract::platform}) {
  client.simulator->extend_to(first_day + hours(given.runs));
  records = client.simulator->records();
  std::erase_if(records, [](const RecordTruth& record) { return record.start < first_day; });
}

Instant ExtractionOrganisation::begin(int run) {
  const Instant at = first_day + hours(run);
  if (at > client.simulator->now()) client.clock.advance(at - client.simulator->now());
  if (plan.before_run) plan.before_run(*client.simulator, run);
  return at;
}

void ExtractionOrganisation::note(ExtractionResult& result, const LatestReadings& known,
                                  const LedgerClaims& claims, Instant run_began) const {
  const Lacking now = known.lacking(records, run_began - plan.profile.freshness, client.simulator->now());
  result.mean.conversations += now.conversations / plan.runs;
  result.mean.ends += now.ends / plan.runs;
  result.mean.wrapups += now.wrapups / plan.runs;
  result.mean.corrections += now.corrections / plan.runs;
  result.mean.deletions += now.deletions / plan.runs;
  result.false_claims += claims.false_ones(records, known, client.simulator->now());
}

namespace {

std::string endpoint_of(const std::string& target) {
  const auto path = target.substr(0, target.find('?'));
  if (path.find("/jobs/") == std::string::npos) return path.substr(path.rfind('/') + 1);
  if (path.ends_with("results")) return "job results";
  return path.ends_with("availability") ? "availability" : "job";
}

}  // namespace

void ExtractionOrganisation::finish(ExtractionResult& result, const LatestReadings& known) const {
  // What was shown within the last day may be in no store yet that jobs read.
  const Instant end = client.simulator->now();
  result.at_the_end = known.lacking(records, end - hours(31), end);
  result.conversations = records.size();
  for (const auto& request : client.simulator->requests()) {
    ++result.requests;
    ++result.by_endpoint[endpoint_of(request.target)];
  }
}

}  // namespace nowthen::testing
