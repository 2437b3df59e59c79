#pragma once
#include <string>
#include <utility>

#include "client/caller.hpp"
#include "genesys/found_in.hpp"
#include "genesys/history_walk.hpp"
#include "genesys/live_walk.hpp"
#include "genesys/other_contract.hpp"
#include "genesys/platform/details_request.hpp"
#include "genesys/platform/details_walk.hpp"
#include "genesys/platform/page_decoder.hpp"
#include "genesys/tutorial/reply_decoder.hpp"
#include "genesys/tutorial/requests.hpp"

/// How each listing's pages are asked for and read: what `WalkSource` needs of a contract.
namespace nowthen::genesys {

/// Sends the requests of one listing.
struct Sender {
  client::Caller* caller;
  client::Endpoint endpoint;
  std::stop_token stop;

  Result<net::Reply> send(net::Request request, std::stop_token until) const {
    return caller->call(endpoint, std::move(request), std::move(until));
  }
};

/// Reads a reply as a page, and says on an error which reply it was and whether the host speaks another
/// contract.
template <class Read>
auto page_of(Result<net::Reply> reply, Contract in_use, Read read) -> decltype(read(std::string())) {
  if (!reply) {
    Error error = reply.error();
    hint_at_other_contract(error, in_use);
    return error;
  }
  auto page = read(reply->body);
  if (!page) return found_in(*reply, page.error());
  return page;
}

struct LiveExchange : Sender {
  tutorial::ReplyDecoder decoder{};

  static net::Request request(const LiveWalk& walk, const LiveAsk& ask) {
    return tutorial::live_request(walk.query(), ask);
  }
  Result<LivePage> decode(Result<net::Reply> reply) {
    return page_of(std::move(reply), Contract::tutorial,
                   [this](const std::string& body) { return decoder.live(body); });
  }
};

struct HistoryExchange : Sender {
  tutorial::ReplyDecoder decoder{};

  static net::Request request(const HistoryWalk& walk, const HistoryAsk& ask) {
    return tutorial::history_request(walk.query(), ask);
  }
  Result<HistoryPage> decode(Result<net::Reply> reply) {
    return page_of(std::move(reply), Contract::tutorial,
                   [this](const std::string& body) { return decoder.history(body); });
  }
};

/// Both listings of the platform.
struct DetailsExchange : Sender {
  platform::PageDecoder decoder{};

  static net::Request request(const platform::DetailsWalk& walk, const HistoryAsk& ask) {
    return platform::details_request(walk.query(), ask, walk.wanted());
  }
  Result<PageRecords> decode(Result<net::Reply> reply) {
    return page_of(std::move(reply), Contract::platform,
                   [this](const std::string& body) { return decoder.decode(body); });
  }
};

}  // namespace nowthen::genesys
