#include "client/token_cache.hpp"

#include <algorithm>

namespace nowthen::client {
namespace {

Error cancelled() {
  return {.kind = ErrorKind::cancelled, .message = "stopped while waiting for an access token"};
}

}  // namespace

/// Ends the flight however the fetch ends, also by an exception: a cache in flight for ever would block
/// everybody.
class TokenCache::Flight {
 public:
  Flight(TokenCache& cache, std::unique_lock<std::mutex>& lock) : cache_(&cache), lock_(&lock) {
    cache_->in_flight_ = true;
    lock_->unlock();
  }
  Flight(const Flight&) = delete;
  Flight& operator=(const Flight&) = delete;
  ~Flight() {
    lock_->lock();
    cache_->land(outcome);
  }

  std::optional<Result<Token>> outcome;

 private:
  TokenCache* cache_;
  std::unique_lock<std::mutex>* lock_;
};

void TokenCache::land(const std::optional<Result<Token>>& outcome) {
  in_flight_ = false;
  if (outcome && *outcome) {
    token_ = **outcome;
    ++fetched_;
    failures_in_a_row_ = 0;
    resting_until_ = Clock::Ticks{0};
  } else if (outcome && outcome->error().kind != ErrorKind::cancelled) {
    failure_ = outcome->error();
    ++failures_;
    failures_in_a_row_ = std::min(failures_in_a_row_ + 1, patience);
    const Clock::Ticks own = failures_in_a_row_ < patience ? Clock::Ticks{0} : pause;
    const Clock::Ticks asked = failure_.retry_after.value_or(std::chrono::seconds{0});
    resting_until_ = clock_->ticks() + std::max(own, asked);
  }
  landed_.notify_all();
}

bool TokenCache::is_fresh() const { return token_ && clock_->ticks() < token_->expires_at; }

Error TokenCache::last_failure() const {
  Error failure = failure_;
  const auto left = std::chrono::ceil<std::chrono::seconds>(resting_until_ - clock_->ticks());
  if (failure.retry_after) failure.retry_after = std::max(left, std::chrono::seconds{0});
  return failure;
}

Result<Token> TokenCache::get(Failures& heard, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const std::uint64_t fetched_before = fetched_;
  for (;;) {
    if (is_fresh() || (token_ && fetched_ != fetched_before)) return *token_;
    if (failures_ > heard || is_resting()) {
      heard = failures_;
      return last_failure();
    }
    if (stop.stop_requested()) return cancelled();
    if (!in_flight_) {
      auto fetched = fetch(lock, stop);
      heard = failures_;
      return fetched;
    }
    landed_.wait(lock, stop, [this] { return !in_flight_; });
  }
}

Result<Token> TokenCache::fetch(std::unique_lock<std::mutex>& lock, std::stop_token stop) {
  Flight flight(*this, lock);
  flight.outcome = fetch_(std::move(stop));
  return *flight.outcome;
}

void TokenCache::drop(std::string_view text) {
  const std::scoped_lock lock(mutex_);
  if (token_ && token_->text == text) token_.reset();
}

std::string TokenCache::text() const {
  const std::scoped_lock lock(mutex_);
  return token_ ? token_->text : std::string();
}

TokenCache::Failures TokenCache::failures() const {
  const std::scoped_lock lock(mutex_);
  return failures_;
}

}  // namespace nowthen::client
