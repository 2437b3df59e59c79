#include "warehouse/store/revision_rows.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <tuple>

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

/// Whether every attribute of `before` is there with its value.
bool only_adds_attributes(const ConversationDetail& before, const ConversationDetail& after) {
  std::set<std::tuple<std::string, std::string, std::string>> now;
  for (const ParticipantDetail& each : after.participants)
    for (const NamedText& attribute : each.attributes)
      now.emplace(each.participant_id.str(), attribute.name, attribute.value);
  for (const ParticipantDetail& each : before.participants)
    for (const NamedText& attribute : each.attributes)
      if (!now.contains({each.participant_id.str(), attribute.name, attribute.value})) return false;
  return true;
}

}  // namespace

std::size_t same_steps(const ToldStory& one, const ToldStory& other) {
  const std::size_t most = std::min(one.story.revisions.size(), other.story.revisions.size());
  std::size_t same = 0;
  while (same < most && traits_of(one, same) == traits_of(other, same)) ++same;
  return same;
}

Result<RevisionKind> kind_of(const RevisionStep& step, const std::vector<KnownReading>& readings,
                             const ReadingAt& read) {
  const ReadingKey& shown = readings[step.reading].key;
  if (shown.content_hash.empty()) return RevisionKind{"deletion", ""};
  if (!step.before) return RevisionKind{"first", ""};
  const bool is_back = step.content_changed && readings[*step.before].key.content_hash == shown.content_hash;
  if (is_back) return RevisionKind{"correction", ""};
  const auto before =
      read(step.content_changed ? *step.before : step.attributes_before.value_or(*step.before));
  const auto after = read(step.reading);
  for (const auto* each : {&before, &after})
    if (!*each && each->error().kind != ErrorKind::not_found) return each->error();
  if (!before || !after) return RevisionKind{"unknown", ""};
  if (!step.content_changed)
    return RevisionKind{only_adds_attributes(before->detail, after->detail) ? "enrichment" : "correction",
                        ""};
  const auto change = change_between({before->json, readings[*step.before].key.ended_at.has_value()},
                                     {after->json, shown.ended_at.has_value()});
  if (!change) return RevisionKind{"unknown", ""};
  return RevisionKind{std::string(name_of(change->kind)), json_list(change->paths)};
}

}  // namespace nowthen::warehouse
