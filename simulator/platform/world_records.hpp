#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "simulator/platform/source.hpp"
#include "simulator/platform/world_facts.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {

/// The made world behind the platform's endpoints. The world must outlive it.
class WorldRecords final : public PlatformSource {
 public:
  /// @param retention  what began longer ago is gone; empty: nothing is
  explicit WorldRecords(const World& world, std::optional<std::chrono::days> retention = {})
      : world_(world), facts_(world.centre()), retention_(retention) {}

  std::span<const PlatformEntry> entries() override;
  std::string id(std::size_t index) const override { return to_text(world_.conversations()[index].id); }
  const ConversationFacts& facts(std::size_t index, Instant at, Knowledge knowledge) override;
  void append_record(std::string& out, std::size_t index, Instant at, Attributes attributes) override;
  std::optional<MediaSeen> media_at(std::size_t index, Instant at) const override;
  std::string_view revision(std::size_t index, Instant at) override;
  std::optional<std::size_t> find(std::string_view id) override;
  const World* world() const override { return &world_; }
  std::chrono::seconds usual_job_lag() const override { return std::chrono::hours(4); }

 private:
  /// A record as it was written once, and for how long it reads so.
  struct Written {
    Instant from;
    Instant until;
    std::string text;
  };
  void append_hidden(std::string& out, std::size_t index, Instant at);

  const World& world_;
  WorldFacts facts_;
  std::optional<std::chrono::days> retention_;
  std::unordered_map<std::size_t, Written> written_;
  std::size_t written_bytes_ = 0;
  std::vector<PlatformEntry> entries_;
};

}  // namespace nowthen::sim
