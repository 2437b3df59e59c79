#pragma once
#include "simulator/world/stage.hpp"

namespace nowthen::sim {

/// What happens to customers, one function per thing that can happen. Each writes down what nobody else can
/// change any more and plans an event where the next thing depends on others.

// Beginnings, by approach.
void begin_voice(const Turn& turn);  ///< Menu, then a queue, or out.
void begin_outbound(
    const Turn& turn);  ///< By hand when an agent of the calling queue is free, else by the dialer.
void begin_callback(const Turn& turn);  ///< Asked for on the web.
void begin_digital(const Turn& turn);   ///< Chat, e-mail, message.

// In a queue (acd_flow.cpp).
void join_queue(const Turn& turn, std::uint16_t queue);
void give_up(const Turn& turn);
enum class WaitEnd : std::uint8_t { answered, abandoned, moved_on };
/// Ends the wait at `turn.now`; gives its length, which is `tAcd`.
Chance::Milliseconds end_wait(const Turn& turn, WaitEnd outcome);
/// Lets `agent` take what waits for their skills.
void serve(Stage& stage, std::uint32_t agent, Instant now);

// In touch with an agent, from `turn.now` on; by the medium routed.
void talk_voice(const Turn& turn);
void talk_callback(const Turn& turn);
void talk_digital(const Turn& turn);

void consult(const Turn& turn);         ///< The agent wants a colleague's help.
void offer_callback(const Turn& turn);  ///< The caller is tired of waiting.

/// The conversation ends at `turn.now` for the customer.
void say_goodbye(const Turn& turn, DisconnectType customer_side);

/// Another queue of the same kind, for transfers.
std::uint16_t another_queue(const Turn& turn);

}  // namespace nowthen::sim
