#include "warehouse/store/story.hpp"

namespace nowthen::warehouse {
namespace {

/// When a surface showed it last.
std::optional<Instant>* seen_on(RecordMeta& meta, Surface surface) {
  switch (surface) {
    case Surface::imported: return &meta.seen_import_at;
    case Surface::live: return &meta.seen_live_at;
    case Surface::job: return &meta.seen_job_at;
    case Surface::sync: return &meta.seen_sync_at;
    case Surface::by_id: break;
  }
  return &meta.seen_by_id_at;
}

class Telling {
 public:
  explicit Telling(const std::vector<KnownReading>& readings) : readings_(readings) {}

  Story tell() {
    for (std::size_t i = 0; i < readings_.size(); ++i) take(i);
    fill_meta();
    return std::move(story_);
  }

 private:
  void take(std::size_t index) {
    const ReadingKey& key = readings_[index].key;
    if (key.content_hash.empty()) return take_deletion(index);
    const bool is_back = std::exchange(is_gone_, false);
    const bool content_changed =
        is_back || !story_.winner || readings_[*story_.winner].key.content_hash != key.content_hash;
    const bool attributes_changed = !key.attributes_hash.empty() && key.attributes_hash != attributes_;
    const auto attributes_before = story_.attributes_from;
    if (!key.attributes_hash.empty()) {
      attributes_ = key.attributes_hash;
      story_.attributes_from = index;
    }
    if (content_changed || attributes_changed)
      story_.revisions.push_back({index, story_.winner, content_changed, attributes_before, attributes_});
    story_.winner = index;
    *seen_on(story_.meta, key.surface) = key.as_of;
    if (!story_.meta.first_seen_at) story_.meta.first_seen_at = key.as_of;
    story_.meta.deleted_at.reset();
  }

  void take_deletion(std::size_t index) {
    if (std::exchange(is_gone_, true)) return;
    story_.revisions.push_back({index, story_.winner, true, story_.attributes_from, attributes_});
    story_.meta.deleted_at = readings_[index].key.as_of;
  }

  void fill_meta() {
    RecordMeta& meta = story_.meta;
    find_sources();
    meta.revision = static_cast<std::int64_t>(story_.revisions.size());
    meta.attributes_hash = attributes_;
    if (story_.attributes_from) meta.attributes_as_of = readings_[*story_.attributes_from].key.as_of;
    if (!story_.winner) return;
    const KnownReading& winner = readings_[*story_.winner];
    meta.as_of = winner.key.as_of;
    meta.surface = name_of(winner.key.surface);
    meta.content_hash = winner.key.content_hash;
    const ArchivePlace& place = readings_[*story_.rows_from].place;
    meta.archive_segment = place.segment;
    meta.archive_offset = place.offset;
    meta.archive_record = place.record;
  }

  void find_sources() {
    for (std::size_t i = readings_.size(); i-- > 0;) {
      const ReadingKey& key = readings_[i].key;
      if (story_.winner && key.content_hash == readings_[*story_.winner].key.content_hash)
        story_.rows_from = i;
      if (story_.attributes_from && key.attributes_hash == attributes_) story_.attribute_rows_from = i;
    }
  }

  const std::vector<KnownReading>& readings_;
  Story story_;
  std::string attributes_;
  bool is_gone_ = false;
};

}  // namespace

Story story_of(const std::vector<KnownReading>& readings) { return Telling(readings).tell(); }

}  // namespace nowthen::warehouse
