#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simulator/listing/source.hpp"
#include "simulator/records/record.hpp"

namespace nowthen::sim {

/// Recorded conversations as a source of listings.
class RecordsSource final : public Source {
 public:
  explicit RecordsSource(std::vector<Record> records);

  /// When the newest of them is over, wrap-up included; the start of one that never ends.
  Instant newest() const;

  std::span<const Entry> entries() const override { return entries_; }
  void extend_to(Instant) override {}
  std::string id(std::size_t index) const override { return records_[index].id; }
  std::string_view type_name(std::uint8_t type) const override { return types_.at(type); }
  std::optional<std::uint8_t> type_numbered(std::string_view name) const override;
  std::string queue_id(std::uint32_t queue) const override { return queues_.at(queue); }
  std::optional<std::uint32_t> queue_numbered(std::string_view id) const override;
  std::string_view state(std::size_t index, Instant at) const override;
  MetricValues metrics(std::size_t index, Instant) const override { return records_[index].metrics; }
  void append_live_participants(std::string& out, std::size_t index, Instant at) const override;
  void append_participants(std::string& out, std::size_t index) const override;
  std::string initial_contact_id(std::size_t index) const override {
    return records_[index].initial_contact_id;
  }

 private:
  Entry entry_of(const Record& record);

  std::vector<Record> records_;
  std::vector<Entry> entries_;
  std::vector<std::string> types_;
  std::vector<std::string> queues_;
};

}  // namespace nowthen::sim
