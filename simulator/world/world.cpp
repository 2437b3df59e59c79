#include "simulator/world/world.hpp"

#include <algorithm>
#include <deque>

#include "simulator/world/engine.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;

struct StartsBefore {
  bool operator()(const ConversationTruth& conversation, Instant instant) const {
    return conversation.start < instant;
  }
};

}  // namespace

class World::Impl {
 public:
  explicit Impl(const WorldOptions& options)
      : begin_(std::chrono::floor<std::chrono::days>(options.begin)),
        seed_(options.seed),
        centre_(make_centre(options.seed, options.per_day, options.shape)),
        engine_(centre_,
                {.seed = options.seed, .begin = begin_, .per_day = options.per_day, .shape = options.shape}),
        extended_to_(begin_) {}

  void extend_to(Instant instant) {
    if (instant <= extended_to_) return;
    while (engine_.complete_before() < instant) engine_.step();
    while (engine_.has_one_before(instant)) add(engine_.take());
    extended_to_ = instant;
  }

  std::span<const ConversationTruth> starting_in(Interval interval) const {
    const auto first = lower_bound(interval.begin);
    const auto last = lower_bound(std::max(interval.begin, interval.end));
    return {conversations_.data() + first, static_cast<std::size_t>(last - first)};
  }

  std::vector<std::uint32_t> going_on(Instant since, Instant instant) const;
  const ConversationTruth* find(Uuid id) const;

  Instant begin_;
  std::uint64_t seed_;
  Centre centre_;
  Engine engine_;
  Instant extended_to_;
  std::vector<ConversationTruth> conversations_;

 private:
  std::ptrdiff_t lower_bound(Instant instant) const {
    return std::lower_bound(conversations_.begin(), conversations_.end(), instant, StartsBefore{}) -
           conversations_.begin();
  }

  /// Whole hours since the beginning.
  std::int64_t hour_of(Instant instant) const { return std::chrono::floor<hours>(instant - begin_).count(); }

  void add(ConversationTruth&& conversation);

  /// For each hour since the beginning: those that started before it and end after it began. Without
  /// `lasting_`: those that never end.
  std::vector<std::vector<std::uint32_t>> carried_;
  std::vector<std::uint32_t> lasting_;
};

void World::Impl::add(ConversationTruth&& conversation) {
  const auto position = static_cast<std::uint32_t>(conversations_.size());
  if (conversation.end == never) {
    lasting_.push_back(position);
    conversations_.push_back(std::move(conversation));
    return;
  }
  const std::int64_t first = hour_of(conversation.start) + 1;
  const std::int64_t last = hour_of(conversation.end - Chance::Milliseconds(1));
  if (last >= first && carried_.size() <= static_cast<std::size_t>(last)) {
    carried_.resize(static_cast<std::size_t>(last) + 1);
  }
  for (std::int64_t hour = first; hour <= last; ++hour)
    carried_[static_cast<std::size_t>(hour)].push_back(position);
  conversations_.push_back(std::move(conversation));
}

std::vector<std::uint32_t> World::Impl::going_on(Instant since, Instant instant) const {
  std::vector<std::uint32_t> found;
  const std::int64_t hour = hour_of(since);
  const auto ends_later = [&](std::size_t position) { return conversations_[position].end > since; };
  if (hour >= 0 && static_cast<std::size_t>(hour) < carried_.size()) {
    const auto& carried = carried_[static_cast<std::size_t>(hour)];
    std::copy_if(carried.begin(), carried.end(), std::back_inserter(found), ends_later);
  }
  const auto first = lower_bound(begin_ + hours(hour));
  const auto carried_count = std::ssize(found);
  std::copy_if(lasting_.begin(), lasting_.end(), std::back_inserter(found),
               [first](std::uint32_t position) { return position < first; });
  std::inplace_merge(found.begin(), found.begin() + carried_count, found.end());
  const auto last = lower_bound(instant + Chance::Milliseconds(1));
  for (auto position = first; position < last; ++position) {
    if (ends_later(static_cast<std::size_t>(position))) found.push_back(static_cast<std::uint32_t>(position));
  }
  return found;
}

const ConversationTruth* World::Impl::find(Uuid id) const {
  const auto number = number_of_conversation(seed_, id);
  if (!number || *number >= conversations_.size()) return nullptr;
  // Among equal starts the order is that of the ids, so the place may be a little off.
  const Instant start = conversations_[*number].start;
  for (auto place = lower_bound(start); place < std::ssize(conversations_); ++place) {
    const ConversationTruth& conversation = conversations_[static_cast<std::size_t>(place)];
    if (conversation.id == id) return &conversation;
    if (conversation.start != start) break;
  }
  return nullptr;
}

World::World(WorldOptions options) : impl_(std::make_unique<Impl>(options)) { extend_to(options.end); }
World::~World() = default;
World::World(World&&) noexcept = default;
World& World::operator=(World&&) noexcept = default;

const Centre& World::centre() const { return impl_->centre_; }
std::uint64_t World::seed() const { return impl_->seed_; }
Instant World::begin() const { return impl_->begin_; }
void World::extend_to(Instant instant) { impl_->extend_to(instant); }
Instant World::extended_to() const { return impl_->extended_to_; }
std::span<const ConversationTruth> World::conversations() const { return impl_->conversations_; }

std::span<const ConversationTruth> World::starting_in(Interval interval) const {
  return impl_->starting_in(interval);
}

const ConversationTruth* World::find(std::string_view id) const {
  const auto uuid = parse_uuid(id);
  return uuid ? impl_->find(*uuid) : nullptr;
}

std::vector<std::uint32_t> World::going_on(Instant since, Instant instant) const {
  return impl_->going_on(since, instant);
}

}  // namespace nowthen::sim
