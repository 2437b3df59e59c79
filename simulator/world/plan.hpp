#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "simulator/world/names.hpp"

namespace nowthen::sim {

/// What the organisation planned for a queue; position for position with `Centre::queues`.
struct QueuePlan {
  std::string_view name;
  MediaType media = MediaType::voice;
  int division = 0;
  int weight = 0;            ///< Share of its medium's arrivals.
  int handle_seconds = 300;  ///< Mean time in touch with the customer, per answer.
  int wrapup_seconds = 40;   ///< Mean.
  int service_seconds = 20;
  int opens_minute = 420;  ///< Local; voice queues turn callers away outside, chat is not offered.
  int closes_minute = 1320;
};

inline constexpr std::array<QueuePlan, 11> queue_plans{{
    {"Sales", MediaType::voice, 0, 22, 260, 45, 20},
    {"Customer Support", MediaType::voice, 1, 26, 320, 50, 30},
    {"Billing", MediaType::voice, 1, 18, 240, 40, 30},
    {"Orders and Delivery", MediaType::voice, 0, 14, 200, 30, 20},
    {"Technical Support", MediaType::voice, 1, 12, 520, 80, 45},
    {"Emergency Line", MediaType::voice, 2, 8, 180, 35, 10, 0, 1440},
    {"Renewals", MediaType::voice, 0, 5, 230, 40, 20, 540, 1200},
    {"Web Chat", MediaType::chat, 1, 10, 540, 30, 40, 450, 1290},
    {"Mail Service", MediaType::email, 1, 7, 380, 20, 14'400, 0, 1440},
    {"Complaints", MediaType::email, 2, 3, 640, 60, 28'800, 0, 1440},
    {"Messaging", MediaType::message, 1, 10, 300, 20, 120, 0, 1440},
}};

inline constexpr std::uint16_t chat_queue = 7;
inline constexpr std::uint16_t outbound_queue = 6;  ///< Renewals: the queue that calls customers.

/// Arrivals in each local hour, of a thousand a day.
inline constexpr std::array<int, 24> hour_weights{6,  4,  3,  3,  4,  8,  18, 38, 68, 90, 94, 86,
                                                  72, 74, 82, 84, 76, 62, 46, 32, 22, 14, 9,  5};
/// Arrivals on each weekday from Monday, in hundredths of the average day.
inline constexpr std::array<int, 7> weekday_weights{125, 115, 110, 110, 105, 75, 60};

/// What arrives: voice in, voice out, callback request, chat, e-mail, message; of a hundred.
enum class Approach : std::uint8_t { voice_in, voice_out, callback, chat, email, message };
inline constexpr std::array<int, 6> approach_weights{57, 9, 4, 13, 9, 8};

}  // namespace nowthen::sim
