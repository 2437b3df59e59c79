#include "simulator/world/extraction_world.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

ThreadShape threads() {
  ThreadShape threads;
  threads.last_email_round = hours(100);
  threads.longest_email = hours(116);  // And a few hours for the last answer.
  threads.email_answer = hours(14);
  threads.most_email_rounds = 6;
  threads.email_goes_on_per_mille = 450;
  threads.week_long = 50;
  return threads;
}

VisibilityShape visibility() {
  VisibilityShape sight;
  sight.shows_week_long_open = false;
  sight.ordinary_lag = {seconds(2), seconds(150)};
  sight.late = {1'000, {seconds(150), hours(2)}};
  sight.very_late = {};
  sight.days_late = {50, {hours(48), minutes(86 * 60 + 24)}};
  sight.wrapup = {.late = everyone, .after = {seconds(0), hours(2)}, .keeps_lag = true};
  // About nine of ten conversations have a wrap-up to correct.
  sight.corrections = {.share = 560, .after = {hours(48), hours(90)}, .in_the_night = false};
  sight.deletions = {
      .share = 100, .after = {hours(72), hours(144)}, .since_start = true, .seen_for_at_least = hours(1)};
  return sight;
}

}  // namespace

WorldShape extraction_world() {
  WorldShape shape;
  shape.arriving_days = 8;
  shape.quiet_hours = false;
  shape.approaches = {71, 9, 4, 4, 4, 8};
  shape.lost_ends = false;
  shape.threads = threads();
  shape.visibility = visibility();
  return shape;
}

}  // namespace nowthen::sim
