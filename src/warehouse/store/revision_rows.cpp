#include "warehouse/store/revision_rows.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "model/record_change.hpp"

namespace nowthen::warehouse {
namespace {

/// What a revision's row is made from.
struct Traits {
  const ReadingKey* shown;
  std::string before;
  const std::string* attributes;
  bool content_changed;

  bool operator==(const Traits& other) const {
    return *shown == *other.shown && before == other.before && *attributes == *other.attributes &&
           content_changed == other.content_changed;
  }
};

Traits traits_of(const ToldStory& told, std::size_t index) {
  const RevisionStep& step = told.story.revisions[index];
  return {&told.readings[step.reading].key, step.before ? told.readings[*step.before].key.content_hash : "",
          &step.attributes_hash, step.content_changed};
}

std::string json_list(const std::vector<std::string>& paths) {
  boost::json::array list;
  for (const std::string& path : paths) list.emplace_back(path);
  return boost::json::serialize(list);
}

}  // namespace

std::size_t same_steps(const ToldStory& one, const ToldStory& other) {
  const std::size_t most = std::min(one.story.revisions.size(), other.story.revisions.size());
  std::size_t same = 0;
  while (same < most && traits_of(one, same) == traits_of(other, same)) ++same;
  return same;
}

RevisionKind kind_of(const RevisionStep& step, const std::vector<KnownReading>& readings,
                     const BytesOf& bytes_of) {
  const ReadingKey& shown = readings[step.reading].key;
  if (shown.content_hash.empty()) return {"deletion", ""};
  if (!step.before) return {"first", ""};
  if (!step.content_changed) return {"enrichment", ""};
  if (readings[*step.before].key.content_hash == shown.content_hash) return {"correction", ""};  // it is back
  const auto before = bytes_of(*step.before);
  const auto after = bytes_of(step.reading);
  if (!before || !after) return {"unknown", ""};
  const RecordChange change = change_between(*before, *after);
  return {std::string(name_of(change.kind)), json_list(change.paths)};
}

}  // namespace nowthen::warehouse
