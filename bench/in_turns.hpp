#pragma once
#include <fmt/core.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

/// Two programs on the same bytes in turns, so that what else the machine does falls on both.
namespace nowthen::bench {

constexpr int rounds = 15;

/// Of one thread's work: a program that waits for a processor does not count as slow.
inline double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <class Pass>
double seconds_of(int passes, Pass& pass) {
  const double begin = cpu_seconds();
  for (int i = 0; i < passes; ++i) pass();
  return cpu_seconds() - begin;
}

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Holds our pass against the bare one, and prints how fast both are. @return the exit code of the program: 1
/// where they do not come to the same.
template <class Ours, class Bare>
int hold_in_turns(const std::string& what, std::size_t bytes, int passes, Ours ours, Bare bare);

/// Runs both and prints megabytes a second, and the ratio of the medians against the aim of 0.85.
/// @param bytes  of one pass
template <class Ours, class Bare>
void print_in_turns(const std::string& what, std::size_t bytes, int passes, Ours ours, Bare bare) {
  std::vector<double> our_seconds;
  std::vector<double> bare_seconds;
  for (int round = 0; round < rounds; ++round) {
    our_seconds.push_back(seconds_of(passes, ours));
    bare_seconds.push_back(seconds_of(passes, bare));
  }
  const double megabytes = static_cast<double>(bytes) * passes / 1e6;
  const double our_speed = megabytes / median(our_seconds);
  const double bare_speed = megabytes / median(bare_seconds);
  fmt::print("{}, {} bytes, medians of {} runs in turns by CPU time, results equal\n", what, bytes, rounds);
  fmt::print("  nowthen     {:7.0f} MB/s (also checks everything and keeps what it does not know)\n",
             our_speed);
  fmt::print("  bare pass   {:7.0f} MB/s\n", bare_speed);
  fmt::print("  ratio       {:7.2f} (aim at least 0.85: {})\n", our_speed / bare_speed,
             our_speed >= 0.85 * bare_speed ? "met" : "MISSED");
}

template <class Ours, class Bare>
int hold_in_turns(const std::string& what, std::size_t bytes, int passes, Ours ours, Bare bare) {
  if (ours() != bare()) {
    fmt::print(stderr, "the results differ\n");
    return 1;
  }
  print_in_turns(
      what, bytes, passes, [&] { (void)ours(); }, [&] { (void)bare(); });
  return 0;
}

}  // namespace nowthen::bench
