#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <nowthen/core/call_event.hpp>
#include <optional>
#include <string>

namespace nowthen::cli {

/// How far a listing is.
struct ProgressState {
  std::int64_t records = 0;
  std::optional<std::int64_t> total;  ///< What the server says.
  std::chrono::nanoseconds elapsed{0};
  std::string note;  ///< What is waited for; may be empty.
};

/// One line about it that takes at most `width` cells: counts, a bar, the rate, the time left, the note.
/// `1,200 of 12,345  ███░░░░░░░░░░░░░░░░░   9 %  980/s  0:11 left`
std::string progress_line(const ProgressState& state, std::size_t width);

/// What `event` makes the user wait for, such as `waiting 6 s for the rate limit`; empty when it is not worth
/// a word.
std::string wait_note(const CallEvent& event);

}  // namespace nowthen::cli
