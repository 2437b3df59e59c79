#include "extract/revision_changes.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <set>

namespace nowthen::extract {
namespace {

namespace json = boost::json;

/// Attributes by participant and name, of a reading that carried some.
std::map<std::string, std::string> attributes_of(const ConversationDetail& detail) {
  std::map<std::string, std::string> all;
  for (const ParticipantDetail& participant : detail.participants)
    for (const NamedText& each : participant.attributes)
      all["/participants/" + participant.participant_id.str() + "/attributes/" + each.name] = each.value;
  return all;
}

/// Where both readings carried attributes, those that differ.
void add_attributes(const ConversationDetail& old, const ConversationDetail& now,
                    std::vector<ChangedPlace>& places) {
  const auto before = attributes_of(old);
  const auto after = attributes_of(now);
  if (after.empty()) return;  // a surface without attributes says nothing of them
  const auto text = [](const std::map<std::string, std::string>& all, const std::string& key) {
    const auto at = all.find(key);
    return at == all.end() ? std::string() : json::serialize(json::value(at->second));
  };
  std::set<std::string> keys;
  for (const auto* all : {&before, &after})
    for (const auto& [key, value] : *all) keys.insert(key);
  for (const std::string& key : keys)
    if (text(before, key) != text(after, key)) places.push_back({key, text(before, key), text(after, key)});
}

/// The latest revision before `index` that has bytes of its own: a deletion has none.
const RevisionBytes* before(const std::vector<RevisionBytes>& revisions, std::size_t index) {
  while (index-- > 0)
    if (revisions[index].kind != "deletion") return &revisions[index];
  return nullptr;
}

}  // namespace

Result<RevisionChanges> changes_of(const std::string& conversation_id,
                                   const std::vector<RevisionBytes>& revisions, std::size_t index,
                                   ArchivedReadings& archive) {
  RevisionChanges changes;
  const RevisionBytes* const earlier = before(revisions, index);
  if (earlier == nullptr || revisions[index].kind == "deletion") return changes;
  const auto old = archive.of(conversation_id, earlier->place);
  const auto now = archive.of(conversation_id, revisions[index].place);
  for (const auto* reading : {&old, &now})
    if (!*reading && reading->error().kind != ErrorKind::not_found) return reading->error();
  const auto places = old && now ? places_between(old->json, now->json) : std::nullopt;
  changes.bytes_gone = !places;
  if (places) changes.places = *places;
  if (places) add_attributes(old->detail, now->detail, changes.places);
  return changes;
}

}  // namespace nowthen::extract
