#include <algorithm>
#include <nowthen/model/conversation.hpp>

namespace nowthen {

std::optional<double> metric_value(const Conversation& conversation, std::string_view name) {
  const auto found = std::find_if(conversation.metrics.begin(), conversation.metrics.end(),
                                  [name](const Metric& metric) { return metric.name == name; });
  if (found == conversation.metrics.end()) return std::nullopt;
  return found->value;
}

bool is_closed(const Conversation& conversation) {
  return conversation.ended_at.has_value() || conversation.state == "closed";
}

}  // namespace nowthen
