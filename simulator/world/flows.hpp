#pragma once
#include <optional>

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
enum class WaitEnd : std::uint8_t { answered, abandoned, moved_on, sent_away };
/// Ends the wait at `turn.now`; gives its length, which is `tAcd`.
Chance::Milliseconds end_wait(const Turn& turn, WaitEnd outcome);
/// Whether the medium needs somebody on a phone, and so a queue that is open.
bool is_spoken(MediaType media);
/// Lets `agent` take what waits for their skills.
void serve(Stage& stage, std::uint32_t agent, Instant now);

// Closing time (closing_flow.cpp), of voice and callbacks.
void find_closed(const Turn& turn);       ///< The queue to join has closed.
void leave_at_closing(const Turn& turn);  ///< It closes while the contact waits.
/// The first instant from `wanted` on at which a callback can be due.
Instant first_due(const Turn& turn, Instant wanted);

// In touch with an agent, from `turn.now` on; by the medium routed.
void talk_voice(const Turn& turn);
void talk_callback(const Turn& turn);
void talk_digital(const Turn& turn);

void consult(const Turn& turn);  ///< The agent wants a colleague's help.
void offer_callback(
    const Turn& turn);  ///< The caller is tired of waiting; none is offered near closing time.
/// From now on the request is scheduled; at `due` it joins its queue.
void schedule_callback(const Turn& turn, Instant due);

/// The conversation ends at `turn.now` for the customer.
void say_goodbye(const Turn& turn, DisconnectType customer_side);

/// Another queue of the same kind that is open, for transfers.
std::optional<std::uint16_t> another_queue(const Turn& turn);

}  // namespace nowthen::sim
