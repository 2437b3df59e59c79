#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <string>
#include <vector>

#include "simulator/world/names.hpp"
#include "simulator/world/shape.hpp"
#include "simulator/world/uuid.hpp"

namespace nowthen::sim {

struct QueueTruth {
  Uuid id;
  std::string name;
  MediaType media = MediaType::voice;  ///< What it mainly takes; callbacks arrive in voice queues.
  std::uint16_t division = 0;          ///< Into `Centre::divisions`.
  std::string address;                 ///< The number dialled or the address written to: `tel:+4930...`.
  int service_seconds = 20;            ///< Service-level target: answered within.
  int service_percent = 80;            ///< ... for so many of a hundred.
  int opens_minute = 0;                ///< Local time of the centre; voice callers are turned away outside.
  int closes_minute = 1440;
};

struct AgentTruth {
  Uuid id;
  std::string name;
  std::vector<std::uint16_t> queues;  ///< Those whose skill the person has.
  int shift_begin_minute = 480;       ///< Local time of the centre.
  int shift_end_minute = 960;         ///< Above 1440: into the next day.
  std::uint8_t weekdays = 0x1F;       ///< Bit 0 is Monday; the day on which the shift begins.
  std::uint8_t chat_slots = 3;        ///< Chats and messages at a time.
};

struct WrapupCode {
  std::string id;  ///< Not always a UUID: `ININ-WRAP-UP-TIMEOUT`.
  std::string name;
};

struct DivisionTruth {
  Uuid id;
  std::string name;
};

/// Who and what the contact centre consists of: fixed for a seed and a size.
struct Centre {
  std::vector<DivisionTruth> divisions;
  std::vector<QueueTruth> queues;
  std::vector<AgentTruth> agents;
  std::vector<WrapupCode> wrapup_codes;
  Uuid organisation;
  Uuid ivr_flow;  ///< The inbound call flow.
  std::string ivr_name;
  std::string ivr_address;
};

/// Builds the centre for about `per_day` conversations on an average day, with the hours and approaches of
/// `shape`.
Centre make_centre(std::uint64_t seed, int per_day, const WorldShape& shape = {});

/// First and last name of made-up person `number`; many share one.
std::string person_name(std::uint64_t number);

/// A made-up person; about every thirtieth has none to show and gives "".
std::string customer_name(std::uint32_t customer);

/// `tel:+4915...` for voice and callback, a mail address in example.org for e-mail, an opaque id otherwise.
std::string customer_address(std::uint32_t customer, MediaType media);

}  // namespace nowthen::sim
