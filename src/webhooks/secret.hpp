#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::webhooks {

/// A key that messages are signed with. It is shown nowhere.
class Secret {
 public:
  /// Reads `whsec_BASE64`, 24 to 64 bytes, white space around it left aside. Fails with `invalid_request`;
  /// the message does not repeat the text.
  /// Source: Standard Webhooks 1.0, "Signature scheme".
  static Result<Secret> parse(std::string_view text);

  /// `v1,BASE64` of id, timestamp and payload.
  std::string sign(std::string_view id, std::string_view timestamp, std::string_view payload) const;

 private:
  explicit Secret(std::string_view key) : key_(key.begin(), key.end()) {}
  std::vector<char> key_;
};

/// The secret in use, and the one before it while receivers change over.
struct Secrets {
  Secret current;
  std::optional<Secret> previous;
};

}  // namespace nowthen::webhooks
