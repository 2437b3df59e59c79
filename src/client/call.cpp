#include "client/call.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "client/blot_out.hpp"
#include "client/http_date.hpp"
#include "client/limit_notice.hpp"
#include "client/retry_after.hpp"
#include "client/unsent.hpp"
#include "core/shown_text.hpp"

namespace nowthen::client {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Ticks = Clock::Ticks;

/// The longest sleep while an endpoint is down: another thread's success ends the pause, and this one is to
/// notice.
constexpr Ticks longest_nap = seconds{2};

constexpr std::size_t longest_correlation_id = 100;

double in_seconds(Ticks ticks) { return duration<double>(ticks).count(); }

std::string correlation_of(const net::Reply& reply) {
  return shown(reply.headers.get("ININ-Correlation-Id").value_or(""), longest_correlation_id);
}

/// Whether the server said that it did nothing.
bool was_refused(const Error& error) {
  return error.kind == ErrorKind::rate_limited || error.kind == ErrorKind::unauthenticated;
}

TokenFetcher told(Peer& peer, TokenFetcher fetch) {
  return [&peer, fetch = std::move(fetch)](std::stop_token stop) -> Result<Token> {
    const Ticks begin = peer.parts.clock->ticks();
    auto token = fetch(std::move(stop));
    if (token)
      peer.tell({.kind = CallEvent::Kind::token_refresh,
                 .endpoint = "token",
                 .duration = peer.parts.clock->ticks() - begin});
    return token;
  };
}

}  // namespace

Peer::Peer(CallerParts given)
    : parts(std::move(given)),
      tokens(told(*this, std::move(parts.fetch_token)), *parts.clock),
      pacer(parts.shared) {}

Call::Call(Peer& peer, const Endpoint& endpoint, std::stop_token stop)
    : peer_(&peer),
      endpoint_(&endpoint),
      stop_(std::move(stop)),
      heard_(peer.tokens.failures()),
      begun_(now()) {}

template <class Attempt>
auto Call::with_retries(Attempt attempt) -> decltype(attempt()) {
  for (;;) {
    auto outcome = attempt();
    if (outcome) return outcome;
    if (auto final = before_next(outcome.error())) return *std::move(final);
  }
}

Result<net::Reply> Call::send(net::Request& request) {
  request.timeouts = endpoint_->timeouts;
  return with_retries([&] { return attempt(request); });
}

Result<Token> Call::token() {
  return with_retries([this] { return peer_->tokens.get(heard_, stop_); });
}

Result<net::Reply> Call::attempt(net::Request& request) {
  sent_ = false;
  const auto token = turn();
  if (!token) return token.error().kind == ErrorKind::cancelled ? cancelled() : token.error();
  if (endpoint_->authorised) request.headers.set("Authorization", token->type + " " + token->text);
  sent_ = true;
  const bool was_uncertain = std::exchange(uncertain_, true);
  const Ticks sent_at = now();
  auto reply = judge(peer_->parts.transport->send(request, stop_), *token, sent_at);
  if (!reply && was_refused(reply.error())) uncertain_ = was_uncertain;
  return reply;
}

/// The token comes first, so that a turn is used the moment it is taken and the pace stays even.
Result<Token> Call::turn() {
  for (;;) {
    if (stop_.stop_requested()) return cancelled();
    Token token;
    if (endpoint_->authorised) {
      auto fresh = peer_->tokens.get(heard_, stop_);
      if (!fresh) return fresh.error();
      token = *std::move(fresh);
    }
    const Ticks asked = now();
    Turn turn;
    {
      const std::scoped_lock lock(peer_->pacing);
      turn = peer_->pacer.take(*endpoint_, asked);
    }
    if (turn.cause == Turn::Cause::ready) return token;
    if (auto refusal = wait_for(turn, asked)) return *std::move(refusal);
  }
}

std::optional<Error> Call::wait_for(const Turn& turn, Ticks asked) {
  const Ticks wait = turn.at - asked;
  const RetryPolicy& policy = peer_->parts.retry;
  const bool failing = turn.cause == Turn::Cause::failing;
  if (turn.cause == Turn::Cause::held && wait > policy.max_retry_after) {
    out_of_patience_ = true;
    return Error{.kind = ErrorKind::rate_limited,
                 .message = fmt::format("{}: the server asked for silence", endpoint_->name),
                 .http_status = 429,
                 .retry_after = std::chrono::ceil<seconds>(wait)};
  }
  if (failing && turn.at - begun_ > policy.max_elapsed) {
    out_of_patience_ = true;
    return Error{.kind = ErrorKind::transient,
                 .message = fmt::format("{}: the server keeps failing; the next try is due in {:.0f} s",
                                        endpoint_->name, in_seconds(wait))};
  }
  if (failing)
    return pause(std::min(wait, longest_nap), CallEvent::Kind::retry_wait, "the server keeps failing")
               ? std::nullopt
               : std::optional(cancelled());
  paced_ += wait;
  return pause(wait, CallEvent::Kind::pace_wait, "") ? std::nullopt : std::optional(cancelled());
}

Result<net::Reply> Call::judge(Result<net::Reply> reply, const Token& token, Ticks sent_at) {
  CallEvent event{.kind = CallEvent::Kind::failure, .endpoint = endpoint_->name};
  event.duration = now() - sent_at;
  if (!reply) {
    event.detail = reply.error().message;
    peer_->tell(event);
    note(reply.error(), sent_at);
    return reply;
  }
  event.kind = CallEvent::Kind::reply;
  event.status = reply->status;
  event.bytes = reply->body.size();
  event.correlation_id = correlation_of(*reply);
  event.server_time = date_of(reply->headers, peer_->parts.clock->now());
  const LimitNotice notice = read_limit_notice(reply->headers);
  event.limit = notice.allowed;
  event.limit_used = notice.count;
  peer_->tell(event);

  if (notice.allowed) {
    const std::scoped_lock lock(peer_->pacing);
    peer_->pacer.announced(*endpoint_, notice, now());
  }
  auto error = classify(*reply, token);
  note(error, sent_at);
  if (!error) return reply;
  if (error->kind == ErrorKind::unauthenticated && endpoint_->authorised && !refreshed_) {
    peer_->tokens.drop(token.text);
    refreshed_ = try_at_once_ = true;
  }
  return *std::move(error);
}

/// A server may repeat in its complaint what it was sent. An endpoint that takes no token in its header may
/// have been sent it otherwise, as introspection is.
std::optional<Error> Call::classify(const net::Reply& reply, const Token& token) const {
  auto error = peer_->parts.classify(*endpoint_, reply);
  if (!error) return error;
  if (error->http_status == 0) error->http_status = reply.status;
  if (error->correlation_id.empty()) error->correlation_id = correlation_of(reply);
  if (!error->retry_after && is_retryable(error->kind))
    error->retry_after = read_retry_after(reply.headers, peer_->parts.clock->now());
  blot_out(*error, endpoint_->authorised ? token.text : peer_->tokens.text());
  return error;
}

/// Tells the pacer how it went. Refusals and our own cancellation say nothing about the server's health.
void Call::note(const std::optional<Error>& error, Ticks sent_at) {
  const std::scoped_lock lock(peer_->pacing);
  Pacer& pacer = peer_->pacer;
  if (!error) return pacer.succeeded(*endpoint_, now());
  switch (error->kind) {
    case ErrorKind::rate_limited:
      return pacer.refused(*endpoint_, sent_at, now(), *stated_wait(peer_->parts.retry, *error));
    case ErrorKind::transient: return pacer.failed(*endpoint_, now());
    case ErrorKind::cancelled:
    case ErrorKind::local:
    case ErrorKind::no_room: return;
    default: return pacer.succeeded(*endpoint_, now());
  }
}

/// Waits until it is time to try again, or says with which error the call ends.
std::optional<Error> Call::before_next(const Error& error) {
  if (error.kind == ErrorKind::cancelled) return error;
  if (out_of_patience_) return given_up(error);
  ++attempts_;
  if (try_at_once_) {
    try_at_once_ = false;
    return std::nullopt;
  }
  if (sent_ && !may_repeat(endpoint_->idempotence, error)) return given_up(error);

  const Tried tried{.attempts = attempts_ - (refreshed_ ? 1 : 0),
                    .elapsed = std::chrono::floor<milliseconds>(now() - begun_ - paced_),
                    .jitter = peer_->parts.random->uniform()};
  const auto delay = next_delay(peer_->parts.retry, error, tried);
  if (!delay) return given_up(error);
  if (!pause(*delay, CallEvent::Kind::retry_wait, error.message)) return cancelled();
  return std::nullopt;
}

bool Call::pause(Ticks wait, CallEvent::Kind kind, std::string why) {
  if (stop_.stop_requested()) return false;
  peer_->tell({.kind = kind, .endpoint = endpoint_->name, .duration = wait, .detail = std::move(why)});
  return peer_->parts.clock->wait_for(wait, stop_);
}

Error Call::given_up(Error error) const {
  const RetryPolicy& policy = peer_->parts.retry;
  if (const auto stated = stated_wait(policy, error); stated && *stated > policy.max_retry_after)
    error.message += fmt::format("; it asks for a wait of {} s, more than the {:.0f} s allowed",
                                 stated->count(), in_seconds(policy.max_retry_after));
  if (attempts_ > 1)
    error.message += fmt::format(" ({} attempts over {:.1f} s)", attempts_, in_seconds(now() - begun_));
  return error;
}

Error Call::cancelled() const {
  return {.kind = ErrorKind::cancelled,
          .message = fmt::format("{}: {}", endpoint_->name,
                                 uncertain_ ? "stopped before a reply came" : stopped_unsent)};
}

}  // namespace nowthen::client
