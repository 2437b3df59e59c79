#pragma once
#include <optional>
#include <span>
#include <vector>

#include "simulator/listing/source.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {

/// The made-up contact centre as a source of listings.
class WorldSource final : public Source {
 public:
  explicit WorldSource(const WorldOptions& options);

  const World& world() const { return world_; }

  std::span<const Entry> entries() const override { return entries_; }
  void extend_to(Instant instant) override;
  std::string id(std::size_t index) const override;
  std::string_view type_name(std::uint8_t type) const override;
  std::optional<std::uint8_t> type_numbered(std::string_view name) const override;
  std::string queue_id(std::uint32_t queue) const override;
  std::optional<std::uint32_t> queue_numbered(std::string_view id) const override;
  std::string_view state(std::size_t index, Instant at) const override;
  MetricValues metrics(std::size_t index, Instant at) const override;
  void append_live_participants(std::string& out, std::size_t index, Instant at) const override;
  void append_participants(std::string& out, std::size_t index) const override;
  std::string initial_contact_id(std::size_t index) const override;

 private:
  const ConversationTruth& truth(std::size_t index) const { return world_.conversations()[index]; }
  std::string name(const ConversationTruth& conversation, const ParticipantTruth& participant) const;
  void read_entries();

  World world_;
  std::vector<Entry> entries_;
};

}  // namespace nowthen::sim
