#include "serve/sessions.hpp"

#include <algorithm>

namespace nowthen::serve {
namespace {

/// In a time that does not depend on where they differ.
bool are_equal(const Sha256& one, const Sha256& other) {
  unsigned difference = 0;
  for (std::size_t i = 0; i < one.size(); ++i) difference |= static_cast<unsigned>(one[i] ^ other[i]);
  return difference == 0;
}

}  // namespace

std::string secret_text(Random& random) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) {
    std::uint64_t bits = random.next();
    for (int byte = 0; byte < 8; ++byte, bits >>= 8U) bytes.push_back(static_cast<char>(bits & 0xffU));
  }
  return base64url(bytes);
}

/// Until whoever is wrong again may try; nothing where there were few.
std::chrono::seconds Sessions::wait(Ticks now) {
  if (wrong_.size() <= most_attempts) return std::chrono::seconds(0);
  return std::chrono::ceil<std::chrono::seconds>(wrong_.front() + attempts_within - now);
}

bool Sessions::is_right(std::string_view token, Ticks now) {
  if (are_equal(sha256(token), token_)) return true;
  while (!wrong_.empty() && wrong_.front() <= now - attempts_within) wrong_.pop_front();
  if (wrong_.size() <= most_attempts) wrong_.push_back(now);
  return false;
}

Sessions::Login Sessions::login(std::string_view token, Ticks now) {
  const std::scoped_lock lock(mutex_);
  if (!is_right(token, now)) return {.session = {}, .retry_after = wait(now)};
  std::erase_if(sessions_, [now](const auto& each) { return each.second.is_over(now); });
  while (sessions_.size() >= most_sessions)
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) {
      return a.second.used < b.second.used;
    }));
  std::string session = secret_text(random_);
  sessions_.insert_or_assign(sha256(session), Session{.end = now + longest, .used = now});
  return {.session = std::move(session)};
}

bool Sessions::is_token(std::string_view token, Ticks now) {
  const std::scoped_lock lock(mutex_);
  return is_right(token, now);
}

std::optional<Sessions::Ticks> Sessions::use(std::string_view session, Ticks now) {
  const std::scoped_lock lock(mutex_);
  const auto found = sessions_.find(sha256(session));
  if (found == sessions_.end() || found->second.is_over(now)) return std::nullopt;
  found->second.used = now;
  return found->second.end;
}

void Sessions::logout(std::string_view session) {
  const std::scoped_lock lock(mutex_);
  sessions_.erase(sha256(session));
}

}  // namespace nowthen::serve
