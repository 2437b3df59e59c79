#include "warehouse/store/merge_plan.hpp"

#include <algorithm>

namespace nowthen::warehouse {
namespace {

std::string content_of(const std::vector<KnownReading>& readings, const Story& story) {
  return story.winner ? readings[*story.winner].key.content_hash : std::string();
}

void settle(Touched& touched) {
  touched.old_story = story_of(touched.before);
  touched.story = story_of(touched.now);
  if (!touched.story.winner) return;
  const bool changed =
      content_of(touched.before, touched.old_story) != content_of(touched.now, touched.story);
  touched.fate = changed ? Fate::replaced : Fate::updated;
  touched.attributes_anew = touched.story.meta.attributes_hash != touched.old_story.meta.attributes_hash ||
                            touched.story.meta.attributes_as_of != touched.old_story.meta.attributes_as_of;
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
