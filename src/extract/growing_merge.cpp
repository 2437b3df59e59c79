#include "extract/growing_merge.hpp"

#include <algorithm>
#include <iterator>

#include "extract/archived_readings.hpp"

namespace nowthen::extract {
namespace {

/// Of known conversations, decoded: some 20 MB. Where they are more, what they say is read from the archive
/// again.
constexpr std::size_t waiting_decoded = 500;

/// Likewise, decoded or not. For each such portion whole tables are looked through; one takes 600 bytes.
constexpr std::size_t waiting_at_once = 8'000;

}  // namespace

GrowingMerge::Merged GrowingMerge::add(std::vector<warehouse::Reading> readings,
                                       const std::stop_token& stop) {
  auto merged = merging_.add_new(readings, fetch_from_archive(archive_), stop);
  if (!merged) return merged;
  wait(std::move(readings));
  if (waiting_.size() < waiting_decoded) return merged;
  std::for_each(waiting_.begin(), waiting_.end(), warehouse::let_go);
  if (waiting_.size() < waiting_at_once) return merged;
  auto more = add_waiting(stop);
  if (more) *more += *merged;
  return more;
}

void GrowingMerge::wait(std::vector<warehouse::Reading> readings) {
  waiting_.insert(waiting_.end(), std::make_move_iterator(readings.begin()),
                  std::make_move_iterator(readings.end()));
}

GrowingMerge::Merged GrowingMerge::add_waiting(const std::stop_token& stop) {
  const auto readings = std::exchange(waiting_, {});
  if (readings.empty()) return warehouse::MergeReport{};
  return merging_.add(readings, fetch_from_archive(archive_), stop);
}

}  // namespace nowthen::extract
