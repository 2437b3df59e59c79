#pragma once
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "support/extraction_run.hpp"

namespace nowthen::testing {

/// When each conversation was read last: what the record said then is the world's to know.
class LatestReadings {
 public:
  /// One that is older than what was taken already says nothing new.
  void take(const std::string& id, Instant as_of, bool is_gone);

  /// What `store` lacks of what `records` had shown at `at`, as the world is `now`.
  Lacking lacking(const std::vector<sim::RecordTruth>& records, Instant at, Instant now) const;

  bool has(const sim::RecordTruth& record) const { return form_of(record) != Form::none; }

 private:
  enum class Form { none, open, closed, finished, corrected };
  static Form form_at(const sim::RecordTruth& record, Instant at);
  Form form_of(const sim::RecordTruth& record) const;

  struct Latest {
    Instant as_of{};
    bool is_gone = false;
  };
  std::unordered_map<std::string, Latest> latest_;
};

/// What the ledger says: which days are complete, and up to when their readings had everything.
class LedgerClaims {
 public:
  void take(const extract::LedgerWindow& window);
  void take(const extract::LedgerReading& reading);

  /// Conversations of complete days that `known` lacks though the API had shown them by then and has them
  /// `now`, and all of a day that no reading stands for: none, or the ledger is wrong.
  std::size_t false_ones(const std::vector<sim::RecordTruth>& records, const LatestReadings& known,
                         Instant now) const;

 private:
  std::map<extract::UtcDay, bool> is_complete_;
  std::map<extract::UtcDay, Instant> reached_;
};

/// A simulator, a client of it and a clock, for one extraction.
struct ExtractionOrganisation {
  explicit ExtractionOrganisation(const ExtractionPlan& given);

  /// Lets time pass until a run begins, and says when that is.
  Instant begin(int run);
  /// Adds to the mean what is lacking after a run, and what the ledger claims wrongly.
  void note(ExtractionResult& result, const LatestReadings& known, const LedgerClaims& claims,
            Instant run_began) const;
  /// What is lacking at the end, and what it took.
  void finish(ExtractionResult& result, const LatestReadings& known) const;

  const ExtractionPlan& plan;
  SimulatedClient client;
  std::vector<sim::RecordTruth> records;
};

}  // namespace nowthen::testing
