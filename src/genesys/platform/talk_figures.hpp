#pragma once
#include <chrono>
#include <nowthen/model/conversation.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace nowthen::genesys::platform {

/// Sums talk, hold and wrap-up time of one conversation, whose record tells them in up to three ways: by the
/// complete metrics, by those of each stretch, and, in old records that have no metrics, by segments alone.
class TalkFigures {
 public:
  void add_metric(std::string_view name, double milliseconds);

  /// A stretch of an agent's or a user's session.
  void add_segment(std::string_view type, std::chrono::milliseconds length);

  /// `wrapupTime`, `talkTime` and `holdTime` in seconds, those the record says something about.
  std::vector<Metric> metrics() const;

 private:
  struct Figure {
    std::optional<double> complete, by_stretch, by_segment;
    std::optional<double> best(bool has_metrics) const {
      if (complete) return complete;
      return has_metrics ? by_stretch : by_segment;
    }
  };

  Figure wrapup_, talk_, hold_;
  bool has_metrics_ = false;
};

}  // namespace nowthen::genesys::platform
