#include "simulator/auth/tokens.hpp"

#include <fmt/ranges.h>

#include "core/digest.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_tokens = 10'000;

}  // namespace

std::string joined(const std::vector<std::string>& scopes) {
  return fmt::format("{}", fmt::join(scopes, " "));
}

std::string Tokens::issue(const Grant& grant) {
  if (tokens_.size() >= most_tokens)
    std::erase_if(tokens_, [&](const auto& entry) { return entry.second.expires <= grant.now; });
  if (tokens_.size() >= most_tokens) tokens_.clear();
  Token token{.kind = grant.kind, .client_id = grant.client_id, .scopes = grant.scopes};
  token.claims = {.subject = grant.client_id,
                  .scope = joined(grant.scopes),
                  .id = fmt::format("{:08x}", ++issued_),
                  .issued_at = grant.issued_at,
                  .expires_at = grant.issued_at + grant.lifetime.count()};
  token.expires = grant.now + grant.lifetime;
  std::string text = text_of(token);
  tokens_.insert_or_assign(text, std::move(token));
  return text;
}

std::string Tokens::text_of(const Token& token) const {
  if (token.kind == TokenKind::tutorial) return jwt(token.claims, key_);
  std::string text;
  for (const char* half : {"first", "second"}) {
    const Sha256 digest = hmac_sha256(key_, half + token.claims.id);
    text += base64url(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
  }
  return text;
}

const Token* Tokens::find(const std::string& text, Clock::Ticks now) const {
  const auto found = tokens_.find(text);
  return found != tokens_.end() && now < found->second.expires ? &found->second : nullptr;
}

}  // namespace nowthen::sim
