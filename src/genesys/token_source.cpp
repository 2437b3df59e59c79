#include "genesys/token_source.hpp"

#include <algorithm>

#include "client/http_date.hpp"
#include "core/shown_text.hpp"
#include "genesys/credentials.hpp"
#include "genesys/other_contract.hpp"
#include "genesys/platform/token_request.hpp"
#include "genesys/small_documents.hpp"
#include "genesys/status_error.hpp"
#include "genesys/token_failure.hpp"
#include "genesys/tutorial/requests.hpp"

namespace nowthen::genesys {

Result<client::Token> TokenSource::fetch(std::stop_token stop) const {
  auto token = fetch_once(std::move(stop));
  if (token || token.error().kind == ErrorKind::cancelled) return token;
  Error error = token.error();
  error.message.insert(0, getting_a_token);
  return error;
}

Result<client::Token> TokenSource::fetch_once(std::stop_token stop) const {
  using namespace std::chrono_literals;
  const Clock::Ticks asked_at = clock_->ticks();
  const Instant asked_on = clock_->now();
  auto request = options_->contract == Contract::platform ? platform::token_request(*options_, endpoint_)
                                                          : tutorial::token_request(*options_, endpoint_);
  const auto reply = login_->send(request, std::move(stop));
  tell(reply, clock_->ticks() - asked_at);
  if (!reply) return reply.error();
  if (auto error = status_error(endpoint_, *reply, clock_->now())) {
    blot_out_credentials(*error, *options_);
    hint_at_other_contract(*error, options_->contract);
    return *std::move(error);
  }
  auto read = read_token_reply(reply->body);
  if (!read) return read.error();
  const Instant issued_on = client::date_of(reply->headers, asked_on).value_or(asked_on);
  const Clock::Ticks life = std::chrono::seconds(read->expires_in);
  const Clock::Ticks margin = std::min<Clock::Ticks>(10s, life / 2);
  return client::Token{.text = std::move(read->access_token),
                       .type = std::move(read->token_type),
                       .expires_at = asked_at + life - margin,
                       .expires_on = issued_on + std::chrono::seconds(read->expires_in)};
}

void TokenSource::tell(const Result<net::Reply>& reply, Clock::Ticks duration) const {
  if (!options_->observer) return;
  CallEvent event{.kind = CallEvent::Kind::failure, .endpoint = endpoint_.name, .duration = duration};
  if (reply) {
    event.kind = CallEvent::Kind::reply;
    event.status = reply->status;
    event.bytes = reply->body.size();
    event.correlation_id = shown(reply->headers.get("ININ-Correlation-Id").value_or(""), 100);
    event.server_time = client::date_of(reply->headers, clock_->now());
  } else {
    event.detail = reply.error().message;
  }
  options_->observer(event);
}

}  // namespace nowthen::genesys
