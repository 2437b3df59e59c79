#include "simulator/platform/granularity.hpp"

#include <charconv>

namespace nowthen::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::chrono::days longest{1'000'000};
constexpr std::int64_t largest_number = 1'000'000'000;

/// Reads numbers with their units off the front, each unit at most once and in the order of `units`.
class PeriodReader {
 public:
  explicit PeriodReader(std::string_view rest) : rest_(rest) {}

  bool is_done() const { return rest_.empty(); }
  bool skip(char letter) {
    if (!rest_.starts_with(letter)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// Adds the number before `unit`, if it comes next.
  void add(char unit, seconds length) {
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    const auto digits = static_cast<std::size_t>(end - rest_.data());
    if (code != std::errc{} || number < 0 || number > largest_number) return;
    if (digits >= rest_.size() || rest_[digits] != unit) return;
    rest_.remove_prefix(digits + 1);
    total_ += number * length;
  }

  milliseconds total() const { return total_; }

 private:
  std::string_view rest_;
  milliseconds total_{0};
};

}  // namespace

std::optional<milliseconds> parse_period(std::string_view text) {
  PeriodReader reader(text);
  if (!reader.skip('P')) return std::nullopt;
  reader.add('W', seconds(7 * 86'400));
  reader.add('D', seconds(86'400));
  if (reader.skip('T')) {
    reader.add('H', seconds(3'600));
    reader.add('M', seconds(60));
    reader.add('S', seconds(1));
  }
  if (!reader.is_done() || reader.total() <= milliseconds(0) || reader.total() > longest) return std::nullopt;
  return reader.total();
}

}  // namespace nowthen::sim
