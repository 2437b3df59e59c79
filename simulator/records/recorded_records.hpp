#pragma once
#include <boost/json/value.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "simulator/platform/source.hpp"
#include "simulator/platform/text_pool.hpp"
#include "simulator/records/record.hpp"

namespace nowthen::sim {

/// Recorded conversations behind the platform's endpoints. Each is served as it was recorded, at every
/// instant: one without `conversationEnd` from its start on, any other from the end of its wrap-up on.
class RecordedRecords final : public PlatformSource {
 public:
  /// Takes the texts (`Record::json`) out of `records`.
  explicit RecordedRecords(std::vector<Record>& records);

  std::span<const PlatformEntry> entries() override { return entries_; }
  std::string id(std::size_t index) const override { return ids_[index]; }
  const ConversationFacts& facts(std::size_t index, Instant at, Knowledge knowledge) override;
  void append_record(std::string& out, std::size_t index, Instant at, Attributes attributes) override;
  std::string_view revision(std::size_t index, Instant at) override {
    return entries_[index].is_shown(at) ? "recorded" : "";
  }
  std::optional<std::size_t> find(std::string_view id) override;
  std::chrono::seconds usual_job_lag() const override { return std::chrono::seconds(0); }

 private:
  struct Text {
    std::string whole;
    std::string hidden;  ///< Without attributes; empty: there are none.
  };
  std::vector<PlatformEntry> entries_;
  std::vector<std::string> ids_;
  std::vector<Text> texts_;
  std::unordered_map<std::string, std::size_t> places_;
  boost::json::value parsed_;  ///< Of the facts given out last.
  TextPool pool_;
  ConversationFacts facts_;
};

}  // namespace nowthen::sim
