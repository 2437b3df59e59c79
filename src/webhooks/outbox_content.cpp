#include "webhooks/outbox_content.hpp"

#include <algorithm>

#include "webhooks/erased_names.hpp"

namespace nowthen::webhooks {
namespace {

// So many ids or events in one record: a line of some hundred kilobytes.
constexpr std::size_t ids_of_a_record = 2'000;
constexpr std::size_t events_of_a_record = 200;

}  // namespace

void OutboxContent::apply(const OutboxRecord& record) {
  std::visit([this](const auto& each) { take(each); }, record);
}

void OutboxContent::take(const OutboxIntake& intake) {
  for (const AcceptedEvent& each : intake.events) {
    known_.insert_or_assign(each.event.id, each.event.at);
    if (each.endpoints.empty() || numbers_.contains(each.event.id)) continue;
    numbers_.emplace(each.event.id, ++last_);
    pending_.emplace(last_, Pending{each.event, each.accepted_at, each.endpoints});
  }
  if (intake.note) note_ = intake.note;
}

void OutboxContent::take(const OutboxDone& done) {
  const auto number = numbers_.find(done.id);
  if (number == numbers_.end()) return;
  const auto place = pending_.find(number->second);
  std::erase(place->second.endpoints, done.endpoint);
  if (!place->second.endpoints.empty()) return;
  pending_.erase(place);
  numbers_.erase(number);
}

void OutboxContent::take(const OutboxKnown& known) {
  for (const auto& [id, at] : known.ids) known_.insert_or_assign(id, at);
}

bool OutboxContent::is_news(const Event& event, Instant now) const {
  return event.at >= created_at_ && event.at > now - longest_news && !known_.contains(event.id);
}

void OutboxContent::forget(Instant now) {
  std::erase_if(known_, [now](const auto& each) { return each.second <= now - longest_news; });
}

void OutboxContent::keep_endpoints(const std::vector<std::string>& endpoints) {
  for (auto place = pending_.begin(); place != pending_.end();) {
    Pending& each = place->second;
    std::erase_if(each.endpoints, [&endpoints](const std::string& key) {
      return std::find(endpoints.begin(), endpoints.end(), key) == endpoints.end();
    });
    if (each.endpoints.empty()) numbers_.erase(each.event.id);
    place = each.endpoints.empty() ? pending_.erase(place) : std::next(place);
  }
}

std::size_t OutboxContent::erase(const NamesErased& names_erased) {
  if (note_) note_ = note_without_erased(*std::move(note_), names_erased);
  std::size_t count = 0;
  for (auto place = pending_.begin(); place != pending_.end();) {
    const Event& event = place->second.event;
    if (!is_of_erased(event, names_erased)) {
      ++place;
      continue;
    }
    ++count;
    numbers_.erase(event.id);
    place = pending_.erase(place);
  }
  return count;
}

std::vector<OutboxRecord> OutboxContent::condensed() const {
  std::vector<OutboxRecord> records;
  Pieces pieces(*this);
  while (auto piece = pieces.next(*this)) records.push_back(*std::move(piece));
  return records;
}

std::optional<OutboxRecord> OutboxContent::Pieces::next(const OutboxContent& content) {
  ++head_;
  if (head_ == 1) return OutboxBegin{content.created_at_};
  if (head_ == 2) return OutboxIntake{.events = {}, .note = content.note_};
  if (auto known = known_piece(content)) return known;
  return event_piece(content);
}

std::optional<OutboxRecord> OutboxContent::Pieces::known_piece(const OutboxContent& content) {
  if (has_all_ids_) return std::nullopt;
  OutboxKnown known;
  auto each = id_.empty() ? content.known_.begin() : content.known_.upper_bound(id_);
  for (; each != content.known_.end() && known.ids.size() < ids_of_a_record; ++each)
    known.ids.emplace_back(each->first, each->second);
  has_all_ids_ = each == content.known_.end();
  if (known.ids.empty()) return std::nullopt;
  id_ = known.ids.back().first;
  return known;
}

std::optional<OutboxRecord> OutboxContent::Pieces::event_piece(const OutboxContent& content) {
  OutboxIntake intake;
  auto each = content.pending_.upper_bound(number_);
  for (; each != content.pending_.end() && each->first <= last_; ++each) {
    if (intake.events.size() == events_of_a_record) break;
    intake.events.push_back({each->second.event, each->second.accepted_at, each->second.endpoints});
    number_ = each->first;
  }
  if (intake.events.empty()) return std::nullopt;
  return intake;
}

}  // namespace nowthen::webhooks
