#include "warehouse/store/merge_plan.hpp"

#include <algorithm>

namespace nowthen::warehouse {
namespace {

/// Whether what is written comes from the same reading.
bool is_same(const std::vector<KnownReading>& before, std::optional<std::size_t> old_source,
             const std::vector<KnownReading>& now, std::optional<std::size_t> source) {
  if (!old_source || !source) return !old_source && !source;
  return before[*old_source].key == now[*source].key;
}

void settle(Touched& touched) {
  touched.old_story = story_of(touched.before);
  touched.story = story_of(touched.now);
  if (!touched.story.winner) return;
  const Story& old = touched.old_story;
  const Story& story = touched.story;
  touched.fate =
      is_same(touched.before, old.rows_from, touched.now, story.rows_from) ? Fate::updated : Fate::replaced;
  touched.attributes_anew =
      !is_same(touched.before, old.attribute_rows_from, touched.now, story.attribute_rows_from);
}

void count(const Touched& touched, MergeReport& report) {
  if (!touched.story.winner) return;
  if (!touched.old_story.winner)
    ++report.new_conversations;
  else if (touched.fate == Fate::replaced || touched.attributes_anew)
    ++report.changed_conversations;
}

}  // namespace

MergeReport& MergeReport::operator+=(const MergeReport& other) {
  new_readings += other.new_readings;
  known_readings += other.known_readings;
  new_conversations += other.new_conversations;
  changed_conversations += other.changed_conversations;
  for (const auto& [kind, number] : other.revisions) revisions[kind] += number;
  return *this;
}

MergePlan::MergePlan(std::span<const Reading> readings) : readings_(readings) {
  for (const Reading& reading : readings_) touched_[reading.detail.conversation_id.str()];
}

void MergePlan::add_known(const std::string& conversation_id, KnownReading reading) {
  touched_[conversation_id].before.push_back(std::move(reading));
}

void MergePlan::decide(MergeReport& report) {
  const auto by_key = [](const KnownReading& one, const KnownReading& other) { return one.key < other.key; };
  for (auto& [id, touched] : touched_) {
    std::sort(touched.before.begin(), touched.before.end(), by_key);
    touched.now = touched.before;
  }
  for (std::size_t i = 0; i < readings_.size(); ++i) add(i, report);
  std::erase_if(touched_,
                [](const auto& each) { return each.second.now.size() == each.second.before.size(); });
  for (auto& [id, touched] : touched_) {
    settle(touched);
    count(touched, report);
  }
}

void MergePlan::add(std::size_t index, MergeReport& report) {
  const Reading& reading = readings_[index];
  auto& known = touched_.at(reading.detail.conversation_id.str()).now;
  const auto at =
      std::lower_bound(known.begin(), known.end(), reading.key,
                       [](const KnownReading& each, const ReadingKey& key) { return each.key < key; });
  if (at != known.end() && at->key == reading.key) {
    ++report.known_readings;
    return;
  }
  ++report.new_readings;
  known.insert(at, {.key = reading.key, .place = reading.place, .in_batch = index});
}

}  // namespace nowthen::warehouse
