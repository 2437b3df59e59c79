#pragma once
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "net/local_outbox.hpp"
#include "net/local_server.hpp"
#include "net/server_asio.hpp"

namespace nowthen::net {

/// How many large requests are read and answered. Used on the server's thread alone.
struct LargeRequests {
  std::size_t count = 0;
};

/// One connection of a `LocalServer`, from its acceptance to its end, on the server's thread; its answers are
/// made on threads of their own, which have ended when `run` has.
class LocalConnection : public std::enable_shared_from_this<LocalConnection> {
 public:
  LocalConnection(LocalSocket socket, const LocalServerOptions& options, LargeRequests& large,
                  std::unique_ptr<LocalSession> session);

  /// Serves requests until either side ends it.
  Awaitable<void> run();
  /// Ends it: at once, or after the reply that is being made.
  void end(bool at_once);

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void watch(std::chrono::milliseconds limit);
  Awaitable<bool> serve_one();
  Awaitable<int> read_request(Parser& parser);
  Awaitable<int> read_body(Parser& parser, std::size_t limit);
  Awaitable<void> watch_peer();
  Awaitable<bool> deliver(Request request);
  Awaitable<LocalOutbox::Piece> pump(LocalOutbox& outbox);
  Awaitable<bool> write(std::string_view bytes);
  Awaitable<bool> write_chunk(std::string_view bytes);
  Awaitable<void> refuse(int status);
  void start_making(Request request);
  void make(const Request& request, LocalOutbox& outbox);
  void give_up();

  LocalSocket socket_;
  const LocalServerOptions& options_;
  LargeRequests& large_;
  std::unique_ptr<LocalSession> session_;
  Timer watchdog_;
  Timer wakeup_;  ///< Ends the wait for news of a reply.
  boost::beast::flat_buffer buffer_;
  std::shared_ptr<LocalOutbox> outbox_;  ///< Of the reply that is being made.
  std::stop_source stop_;                ///< Ends the making of that reply.
  std::thread maker_;
  bool is_large_ = false;    ///< The request at hand counts as large.
  bool is_awaited_ = false;  ///< The reply that is being made is to reach its peer in any case.
  bool is_ending_ = false;
  bool is_lost_ = false;
};

}  // namespace nowthen::net
