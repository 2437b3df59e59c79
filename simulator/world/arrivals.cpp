#include "simulator/world/arrivals.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "simulator/world/calendar.hpp"
#include "simulator/world/chance.hpp"
#include "simulator/world/mix.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;

constexpr std::uint64_t arrivals_kind = 0xA7;
constexpr std::uint64_t week_long_kind = 0x3EE4;
constexpr std::uint64_t microseconds_per_hour = 3'600'000'000U;

std::uint64_t thousandths_per_hour(Instant hour, const ArrivalOptions& options) {
  const auto per_day = static_cast<std::uint64_t>(options.per_day);
  if (!options.shape.quiet_hours) return per_day * 1000 / 24;
  constexpr int all_hours = std::accumulate(hour_weights.begin(), hour_weights.end(), 0);
  const LocalTime local = local_time(hour);
  const auto weight =
      static_cast<std::uint64_t>(hour_weights.at(static_cast<std::size_t>(local.minute / 60))) *
      static_cast<std::uint64_t>(weekday_weights.at(static_cast<std::size_t>(local.weekday)));
  return per_day * weight * 10 / static_cast<std::uint64_t>(all_hours);
}

// Callback requests go to the voice queues.
MediaType routed_as(Approach approach) {
  return approach == Approach::callback ? MediaType::voice : medium_of(approach);
}

std::uint16_t aimed_at(Approach approach, Chance& chance) {
  if (approach == Approach::voice_out) return outbound_queue;
  std::array<int, queue_plans.size()> weights{};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights.at(i) = queue_plans.at(i).media == routed_as(approach) ? queue_plans.at(i).weight : 0;
  }
  return static_cast<std::uint16_t>(chance.pick(weights));
}

bool is_open(std::uint16_t queue, Instant instant) {
  const int minute = local_time(instant).minute;
  return minute >= queue_plans.at(queue).opens_minute && minute < queue_plans.at(queue).closes_minute;
}

// Nobody is called at night, and who finds no chat writes a message.
Approach possible(Approach wanted, Instant instant, const WorldShape& shape) {
  if (!shape.quiet_hours) return wanted;
  if (wanted == Approach::voice_out && !is_open(outbound_queue, instant)) return Approach::voice_in;
  if (wanted == Approach::chat && !is_open(chat_queue, instant)) return Approach::message;
  return wanted;
}

Arrival arrival_at(Instant start, Chance& chance, const ArrivalOptions& options) {
  Arrival arrival{.start = start};
  arrival.approach =
      possible(static_cast<Approach>(chance.pick(options.shape.approaches)), start, options.shape);
  arrival.queue = aimed_at(arrival.approach, chance);
  arrival.customer = chance.below(static_cast<std::uint32_t>(options.per_day) * 40 + 500);
  return arrival;
}

void add_hour(std::vector<Arrival>& arrivals, Instant hour, Chance& chance, const ArrivalOptions& options) {
  const std::uint64_t rate = thousandths_per_hour(hour, options);
  if (rate == 0) return;
  const std::uint64_t mean_gap = microseconds_per_hour * 1000 / rate;
  std::uint64_t offset = 0;
  while (true) {
    offset += (chance.exponential() * mean_gap) >> 20U;
    if (offset >= microseconds_per_hour) return;
    const auto since = std::chrono::floor<std::chrono::milliseconds>(microseconds(offset));
    arrivals.push_back(arrival_at(hour + since, chance, options));
  }
}

/// Makes a thread that lasts of the few that are to. From a stream of chance of its own: nothing else moves.
void let_last(Arrival& arrival, const ArrivalOptions& options) {
  const ThreadShape& threads = options.shape.threads;
  if (threads.week_long == 0) return;
  Chance chance(mix(mix(options.seed, week_long_kind), arrival.number));
  if (!chance.is_among(threads.week_long)) return;
  arrival.approach = Approach::message;
  arrival.queue = aimed_at(arrival.approach, chance);
  arrival.stays_open = chance.between(threads.week_long_for.least, threads.week_long_for.most);
}

}  // namespace

MediaType medium_of(Approach approach) {
  switch (approach) {
    case Approach::callback: return MediaType::callback;
    case Approach::chat: return MediaType::chat;
    case Approach::email: return MediaType::email;
    case Approach::message: return MediaType::message;
    default: return MediaType::voice;
  }
}

std::vector<Arrival> arrivals_of(std::chrono::sys_days day, std::uint64_t first_number,
                                 const ArrivalOptions& options) {
  const auto days_since_epoch = static_cast<std::uint64_t>(day.time_since_epoch().count());
  Chance chance(mix(mix(options.seed, arrivals_kind), days_since_epoch));
  std::vector<Arrival> arrivals;
  for (int hour = 0; hour < 24; ++hour) add_hour(arrivals, day + hours(hour), chance, options);
  std::uint64_t number = first_number;
  for (Arrival& arrival : arrivals) {
    arrival.number = number++;
    arrival.id = conversation_uuid(options.seed, arrival.number);
    let_last(arrival, options);
  }
  std::sort(arrivals.begin(), arrivals.end(), [](const Arrival& a, const Arrival& b) {
    return std::tie(a.start, a.id) < std::tie(b.start, b.id);
  });
  std::uint64_t position = first_number;
  for (Arrival& arrival : arrivals) arrival.position = position++;
  return arrivals;
}

}  // namespace nowthen::sim
