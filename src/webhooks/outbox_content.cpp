#include "webhooks/outbox_content.hpp"

#include <algorithm>
#include <functional>
#include <type_traits>

#include "webhooks/erased_names.hpp"

namespace nowthen::webhooks {
namespace {

// So many ids or events in one record: a line of some hundred kilobytes.
constexpr std::size_t ids_of_a_record = 2'000;
constexpr std::size_t events_of_a_record = 200;

bool is_lost(const Error& error) { return error.kind == ErrorKind::not_found; }

}  // namespace

// Whatever waits for long, an event is never in memory.
static_assert(std::is_trivially_copyable_v<OutboxContent::Pending> && sizeof(OutboxContent::Pending) <= 64);

std::uint64_t order_of(std::string_view key) { return std::hash<std::string_view>()(key); }

void OutboxContent::apply(const OutboxRecord& record, const std::vector<EventPlace>& places) {
  if (const auto* begin = std::get_if<OutboxBegin>(&record)) created_at_ = begin->created_at;
  if (const auto* intake = std::get_if<OutboxIntake>(&record)) take(*intake, places);
  if (const auto* done = std::get_if<OutboxDone>(&record)) take(*done);
  if (const auto* known = std::get_if<OutboxKnown>(&record)) take(*known);
}

void OutboxContent::take(const OutboxIntake& intake, const std::vector<EventPlace>& places) {
  for (std::size_t i = 0; i < intake.events.size(); ++i) {
    const AcceptedEvent& each = intake.events[i];
    const auto known = known_.try_emplace(each.event.id).first;
    known->second.at = each.event.at;
    if (each.endpoints.empty() || known->second.number != 0) continue;
    known->second.number = ++last_;
    pending_.emplace(last_, Pending{.id = &known->first,
                                    .accepted_at = each.accepted_at,
                                    .place = i < places.size() ? places[i] : EventPlace{},
                                    .order = order_of(each.event.key),
                                    .endpoints = shared(each.endpoints),
                                    .payload_bytes = static_cast<std::uint32_t>(each.event.payload.size())});
  }
  if (intake.note) note_ = intake.note;
}

void OutboxContent::take(const OutboxDone& done) {
  const auto known = known_.find(done.id);
  if (known == known_.end() || known->second.number == 0) return;
  const auto place = pending_.find(known->second.number);
  Endpoints left = *place->second.endpoints;
  std::erase(left, done.endpoint);
  if (left.empty())
    drop(place);
  else
    place->second.endpoints = shared(std::move(left));
}

void OutboxContent::take(const OutboxKnown& known) {
  for (const auto& [id, at] : known.ids) known_[id].at = at;
}

const OutboxContent::Endpoints* OutboxContent::shared(Endpoints endpoints) {
  return &*endpoints_.insert(std::move(endpoints)).first;
}

OutboxContent::PendingEvents::iterator OutboxContent::drop(PendingEvents::iterator place) {
  known_.find(*place->second.id)->second.number = 0;
  return pending_.erase(place);
}

bool OutboxContent::is_news(const Event& event, Instant now) const {
  return event.at >= created_at_ && event.at > now - longest_news && !known_.contains(event.id);
}

void OutboxContent::forget(Instant now) {
  std::erase_if(known_, [now](const auto& each) {
    return each.second.at <= now - longest_news && each.second.number == 0;
  });
}

void OutboxContent::keep_endpoints(const Endpoints& endpoints) {
  for (auto place = pending_.begin(); place != pending_.end();) {
    Endpoints left = *place->second.endpoints;
    std::erase_if(left, [&endpoints](const std::string& key) {
      return std::find(endpoints.begin(), endpoints.end(), key) == endpoints.end();
    });
    if (left.empty()) {
      place = drop(place);
      continue;
    }
    place->second.endpoints = shared(std::move(left));
    ++place;
  }
}

Result<std::size_t> OutboxContent::erase(const NamesErased& names_erased, const ReadEvent& read) {
  if (!names_erased) return std::size_t{0};
  if (note_) note_ = note_without_erased(*std::move(note_), names_erased);
  std::size_t count = 0;
  for (auto place = pending_.begin(); place != pending_.end();) {
    const auto accepted = read(place->second);
    if (!accepted && !is_lost(accepted.error())) return accepted.error();
    if (accepted && !is_of_erased(accepted->event, names_erased)) {
      ++place;
      continue;
    }
    ++count;
    place = drop(place);
  }
  return count;
}

void OutboxContent::moved(const Move& move) {
  // What the new file does not have was lost in the old one, and is nowhere now.
  for (auto each = pending_.begin(); each != pending_.upper_bound(move.last); ++each) each->second.place = {};
  for (const auto& [number, place] : move.places)
    if (const auto found = pending_.find(number); found != pending_.end()) found->second.place = place;
  for (auto each = pending_.upper_bound(move.last); each != pending_.end(); ++each)
    each->second.place.offset = each->second.place.offset - move.from + move.to;
}

Result<std::vector<OutboxRecord>> OutboxContent::condensed(const ReadEvent& read) const {
  std::vector<OutboxRecord> records;
  Pieces pieces(*this);
  for (;;) {
    auto piece = pieces.next(*this, read);
    if (!piece) return piece.error();
    if (!*piece) return records;
    records.push_back(std::move((*piece)->record));
  }
}

Result<std::optional<OutboxContent::Pieces::Piece>> OutboxContent::Pieces::next(const OutboxContent& content,
                                                                                const ReadEvent& read) {
  ++head_;
  if (head_ == 1) return std::optional(Piece{.record = OutboxBegin{content.created_at_}, .numbers = {}});
  if (head_ == 2)
    return std::optional(Piece{.record = OutboxIntake{.events = {}, .note = content.note_}, .numbers = {}});
  if (auto known = known_piece(content)) return std::optional(Piece{*std::move(known), {}});
  return event_piece(content, read);
}

std::optional<OutboxKnown> OutboxContent::Pieces::known_piece(const OutboxContent& content) {
  if (has_all_ids_) return std::nullopt;
  OutboxKnown known;
  auto each = id_.empty() ? content.known_.begin() : content.known_.upper_bound(id_);
  for (; each != content.known_.end() && known.ids.size() < ids_of_a_record; ++each)
    known.ids.emplace_back(each->first, each->second.at);
  has_all_ids_ = each == content.known_.end();
  if (known.ids.empty()) return std::nullopt;
  id_ = known.ids.back().first;
  return known;
}

Result<std::optional<OutboxContent::Pieces::Piece>> OutboxContent::Pieces::event_piece(
    const OutboxContent& content, const ReadEvent& read) {
  OutboxIntake intake;
  std::vector<std::uint64_t> numbers;
  auto each = content.pending_.upper_bound(number_);
  for (; each != content.pending_.end() && each->first <= last_; ++each) {
    if (numbers.size() == events_of_a_record) break;
    auto event = read(each->second);
    if (!event && is_lost(event.error())) continue;  // given up when it is due, or by the next start
    if (!event) return event.error();
    event->endpoints = *each->second.endpoints;
    intake.events.push_back(*std::move(event));
    number_ = each->first;
    numbers.push_back(number_);
  }
  if (numbers.empty()) return std::optional<Piece>();
  return std::optional(Piece{.record = std::move(intake), .numbers = std::move(numbers)});
}

}  // namespace nowthen::webhooks
