#pragma once
#include <functional>
#include <stop_token>
#include <string>

#include "access/answer.hpp"
#include "net/server.hpp"
#include "serve/query_of.hpp"
#include "serve/snapshot.hpp"

namespace nowthen::serve {

/// What a view asks the tables for, as JSON. Blocks; fails as questions do.
using TableAnswer = std::function<Result<std::string>(access::Tables&, const std::stop_token&)>;

struct AnswerSources {
  Instant now;
  std::string zone;
  std::string archive;  ///< Its folder.
  std::function<Snapshot()> state;
};

/// What answers the query. Fails with `not_found` where there is nothing at its path, and with
/// `invalid_request` naming what is wrong about it.
Result<TableAnswer> table_answer(const Query& query, const AnswerSources& sources);

net::ServerReply json_reply(std::string body);
net::ServerReply empty_reply();
/// `{"message", "hint"}`.
net::ServerReply refusal(int status, const std::string& message, const std::string& hint = {});
net::ServerReply refusal_of(const Error& error);

}  // namespace nowthen::serve
