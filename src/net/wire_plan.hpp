#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/server.hpp"

namespace nowthen::net {

/// What a reply's form depends on in the request it answers.
struct RequestTraits {
  bool head_method = false;  ///< HEAD: the reply has no body, but the length that GET's would have.
  bool http_1_0 = false;     ///< No chunks.
  bool keep_alive = true;    ///< The peer wants the connection kept.
  bool is_endless = false;   ///< The body comes behind the head, and ends with the connection.
};

/// The bytes of one reply as they go out, and what happens to the connection then. Pure.
///
/// `pieces` point into the plan, so it stays where it is made; the body is never copied.
class WirePlan {
 public:
  WirePlan(ServerReply reply, const RequestTraits& traits);
  WirePlan(const WirePlan&) = delete;
  WirePlan& operator=(const WirePlan&) = delete;

  /// What to send, in order. Cut where the delivery says so.
  const std::vector<std::string_view>& pieces() const noexcept { return pieces_; }

  /// What to do once the pieces are sent. A reply that was cut never keeps its connection.
  Delivery::Ending ending() const noexcept { return ending_; }

 private:
  std::string head_text(const Reply& reply, const RequestTraits& traits) const;
  void add_chunks(std::optional<std::size_t> cut_after);

  bool bodiless_ = false;
  bool chunked_ = false;
  Delivery::Ending ending_ = Delivery::Ending::keep_alive;
  std::string head_;
  std::string body_;
  std::string last_chunk_head_;
  std::vector<std::string_view> pieces_;
};

}  // namespace nowthen::net
