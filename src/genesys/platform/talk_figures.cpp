#include "genesys/platform/talk_figures.hpp"

#include <utility>

namespace nowthen::genesys::platform {
namespace {

void add(std::optional<double>& sum, double amount) { sum = sum.value_or(0) + amount; }

}  // namespace

void TalkFigures::add_metric(std::string_view name, double milliseconds) {
  has_metrics_ = true;
  if (name == "tAcw") return add(wrapup_.complete, milliseconds);
  if (name == "tTalkComplete") return add(talk_.complete, milliseconds);
  if (name == "tHeldComplete") return add(hold_.complete, milliseconds);
  if (name == "tTalk") return add(talk_.by_stretch, milliseconds);
  if (name == "tHeld") add(hold_.by_stretch, milliseconds);
}

void TalkFigures::add_segment(std::string_view type, std::chrono::milliseconds length) {
  const auto milliseconds = static_cast<double>(length.count());
  if (type == "wrapup") return add(wrapup_.by_segment, milliseconds);
  if (type == "interact") return add(talk_.by_segment, milliseconds);
  if (type == "hold") add(hold_.by_segment, milliseconds);
}

std::vector<Metric> TalkFigures::metrics() const {
  std::vector<Metric> metrics;
  for (const auto& [name, figure] :
       {std::pair{"wrapupTime", &wrapup_}, {"talkTime", &talk_}, {"holdTime", &hold_}})
    if (const auto milliseconds = figure->best(has_metrics_))
      metrics.push_back({.name = name, .value = *milliseconds / 1000, .unit = "seconds"});
  return metrics;
}

}  // namespace nowthen::genesys::platform
