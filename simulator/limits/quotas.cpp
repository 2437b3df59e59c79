#include "simulator/limits/quotas.hpp"

#include <algorithm>
#include <optional>

namespace nowthen::sim {
namespace {

// Token churn must not grow without bound; a simulator with that many callers starts counting afresh.
constexpr std::size_t most_accounts = 10'000;

Clock::Ticks step_of(const OtherUsers& others) {
  const std::chrono::duration<double> minute(60);
  return std::max(Clock::Ticks(1), std::chrono::duration_cast<Clock::Ticks>(minute / others.per_minute));
}

}  // namespace

void Quotas::apply_changes(Clock::Ticks now) {
  while (changes_done_ < limits_.changes.size()) {
    const LimitChange& change = limits_.changes[changes_done_];
    if (now < started_ + change.after) return;
    set_limit(change.endpoint, change.limit);
    ++changes_done_;
  }
}

std::optional<int> Quotas::limit_of(Endpoint endpoint) const {
  const auto& quota = limits_.quotas.at(static_cast<std::size_t>(endpoint));
  return quota ? std::optional(quota->limit) : std::nullopt;
}

void Quotas::set_limit(Endpoint endpoint, int limit) {
  auto& quota = limits_.quotas.at(static_cast<std::size_t>(endpoint));
  if (!quota) quota = Quota{};
  quota->limit = limit;
  for (auto& [key, account] : accounts_)
    if (key.first == endpoint) account.limiter->set_limit(limit);
}

Quotas::Account& Quotas::account(Endpoint endpoint, const std::string& caller, Clock::Ticks now) {
  auto found = accounts_.find({endpoint, caller});
  if (found != accounts_.end()) return found->second;
  if (accounts_.size() >= most_accounts) accounts_.clear();
  const Quota& quota = *limits_.quotas.at(static_cast<std::size_t>(endpoint));
  // Made in the past: others who share it may have been there before this caller.
  Account fresh{.limiter = make_limiter(quota, now - 2 * quota.window)};
  return accounts_.emplace(std::pair(endpoint, caller), std::move(fresh)).first->second;
}

void Quotas::let_others_in(Account& account, Endpoint endpoint, Clock::Ticks now) {
  const Clock::Ticks window = limits_.quotas.at(static_cast<std::size_t>(endpoint))->window;
  while (account.next_of_others.size() < limits_.others.size())
    account.next_of_others.push_back(started_ + limits_.others[account.next_of_others.size()].from);
  for (;;) {
    std::size_t next = limits_.others.size();
    for (std::size_t at = 0; at < limits_.others.size(); ++at) {
      const OtherUsers& others = limits_.others[at];
      Clock::Ticks& due = account.next_of_others[at];
      due = std::max(due, now - 2 * window);  // What came earlier is counted no more.
      const bool over = others.until != Clock::Ticks::max() && due >= started_ + others.until;
      if (others.endpoint != endpoint || over || due > now) continue;
      if (next == limits_.others.size() || due < account.next_of_others[next]) next = at;
    }
    if (next == limits_.others.size()) return;
    account.limiter->take(account.next_of_others[next]);
    account.next_of_others[next] += step_of(limits_.others[next]);
  }
}

std::optional<Verdict> Quotas::take(Endpoint endpoint, const std::string& caller, Clock::Ticks now) {
  apply_changes(now);
  if (!limits_.quotas.at(static_cast<std::size_t>(endpoint))) return std::nullopt;
  Account& entry = account(endpoint, caller, now);
  if (!limits_.others.empty()) let_others_in(entry, endpoint, now);
  return entry.limiter->take(now);
}

}  // namespace nowthen::sim
