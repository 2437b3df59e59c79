#pragma once
#include <optional>
#include <queue>

#include "client/pacer.hpp"
#include "core/seeded_random.hpp"
#include "net/headers.hpp"
#include "support/limiter_models.hpp"

/// An hour of a client that always has something to send against one limiter, in virtual time.
namespace nowthen::testing {

/// Decides when the next request goes. Time is an argument.
class PacingClient {
 public:
  struct Outcome {
    bool admitted = true;
    Ticks sent_at{0};
    Ticks now{0};
    std::chrono::seconds retry_after{0};
    client::LimitNotice notice;
  };
  static constexpr Ticks after_a_reply = Ticks::max();

  virtual ~PacingClient() = default;

  /// Sends now (true) or says in `at` when to ask again; `after_a_reply`: not before one comes.
  virtual bool send(Ticks now, Ticks& at) = 0;
  virtual void reply(const Outcome& outcome) = 0;
};

/// Ours.
class PacedClient final : public PacingClient {
 public:
  explicit PacedClient(double per_minute) : endpoint_{.name = "experiment", .per_minute = per_minute} {}

  bool send(Ticks now, Ticks& at) override {
    const client::Turn turn = pacer_.take(endpoint_, now);
    at = turn.at;
    return turn.cause == client::Turn::Cause::ready;
  }
  void reply(const Outcome& outcome) override {
    pacer_.announced(endpoint_, outcome.notice, outcome.now);
    if (!outcome.admitted) pacer_.refused(endpoint_, outcome.sent_at, outcome.now, outcome.retry_after);
  }

 private:
  client::Endpoint endpoint_;
  client::Pacer pacer_;
};

/// Sends one request after the other as fast as replies come, and waits as told after each refusal.
class RetryOn429Client final : public PacingClient {
 public:
  bool send(Ticks now, Ticks& at) override {
    at = waiting_ ? after_a_reply : free_at_;
    if (waiting_ || free_at_ > now) return false;
    waiting_ = true;
    return true;
  }
  void reply(const Outcome& outcome) override {
    waiting_ = false;
    free_at_ = outcome.admitted ? outcome.now : outcome.now + outcome.retry_after;
  }

 private:
  bool waiting_ = false;
  Ticks free_at_{0};
};

struct PacingScenario {
  std::string_view limiter;
  double per_minute = 50;
  std::uint64_t seed = 1;
  Ticks duration = std::chrono::hours{1};
  Ticks shortest_trip = std::chrono::milliseconds{20};  ///< One way through the network.
  Ticks longest_trip = std::chrono::milliseconds{70};
  bool headers = false;             ///< Replies carry the rate limit headers.
  std::optional<Ticks> changes_at;  ///< The limit changes without announcement,
  double changes_to = 0;            ///< to this.
  double others_per_minute = 0;     ///< Somebody else's requests on the same token, at random times.
};

struct PacingFigures {
  double admitted = 0;
  double refused = 0;
  double quota = 0;  ///< What could have been let in, a bucket's start burst included, others' requests not.
  double quota_without_burst = 0;

  double share() const { return admitted / quota_without_burst; }
  double share_with_burst() const { return admitted / quota; }
};

/// One scenario, played once.
class PacingExperiment {
 public:
  PacingExperiment(const PacingScenario& scenario, PacingClient& client)
      : scenario_(scenario),
        client_(&client),
        random_(scenario.seed),
        limiter_(make_limiter(scenario.limiter, scenario.per_minute,
                              uniform(Ticks{0}, std::chrono::minutes{1}))) {}

  PacingFigures run() {
    figures_.quota = limiter_->burst();
    next_other_ = scenario_.others_per_minute > 0 ? gap() : Ticks::max();
    Ticks now{0};
    while (now < scenario_.duration) {
      Ticks at{0};
      if (client_->send(now, at)) {
        travel(now);
        continue;
      }
      const Ticks reply = replies_.empty() ? Ticks::max() : replies_.front().now;
      now = std::max(now, std::min(at, reply));
      while (!replies_.empty() && replies_.front().now <= now) {
        client_->reply(replies_.front());
        replies_.pop_front();
      }
    }
    count_quota();
    return figures_;
  }

 private:
  Ticks uniform(Ticks low, Ticks high) {
    return low + std::chrono::duration_cast<Ticks>((high - low) * random_.uniform());
  }
  Ticks gap() {
    const double mean = 60.0 / scenario_.others_per_minute;
    return std::chrono::duration_cast<Ticks>(
        std::chrono::duration<double>(-mean * std::log(1 - random_.uniform())));
  }

  /// The network delays, but keeps the order.
  void travel(Ticks sent_at) {
    arrived_ = std::max(arrived_, sent_at + uniform(scenario_.shortest_trip, scenario_.longest_trip));
    change_and_let_others_in(arrived_);
    PacingClient::Outcome outcome{.admitted = limiter_->admit(arrived_), .sent_at = sent_at};
    (outcome.admitted ? figures_.admitted : figures_.refused) += 1;
    const Ticks wait = limiter_->until_free(arrived_);
    if (!outcome.admitted) outcome.retry_after = std::chrono::ceil<std::chrono::seconds>(wait);
    if (scenario_.headers)
      outcome.notice = {.allowed = limiter_->limit(),
                        .count = limiter_->counted(arrived_),
                        .reset = std::chrono::ceil<std::chrono::seconds>(wait)};
    outcome.now = std::max(answered_, arrived_ + uniform(scenario_.shortest_trip, scenario_.longest_trip));
    answered_ = outcome.now;
    replies_.push_back(outcome);
  }

  void change_and_let_others_in(Ticks now) {
    if (scenario_.changes_at && now >= *scenario_.changes_at) limiter_->set_limit(scenario_.changes_to);
    for (; next_other_ <= now; next_other_ += gap())
      if (limiter_->admit(next_other_)) others_ += 1;
  }

  void count_quota() {
    const auto minutes = [](Ticks time) { return std::chrono::duration<double>(time).count() / 60; };
    const Ticks changed = scenario_.changes_at.value_or(scenario_.duration);
    figures_.quota_without_burst = scenario_.per_minute * minutes(changed) +
                                   scenario_.changes_to * minutes(scenario_.duration - changed) - others_;
    figures_.quota += figures_.quota_without_burst;
  }

  PacingScenario scenario_;
  PacingClient* client_;
  SeededRandom random_;
  std::unique_ptr<LimiterModel> limiter_;
  std::deque<PacingClient::Outcome> replies_;
  PacingFigures figures_;
  Ticks arrived_{0};
  Ticks answered_{0};
  Ticks next_other_ = Ticks::max();
  double others_ = 0;
};

/// Plays `scenario` with our pacing.
inline PacingFigures pace(const PacingScenario& scenario) {
  PacedClient client(scenario.per_minute);
  return PacingExperiment(scenario, client).run();
}

/// Plays `scenario` with a client that knows nothing and obeys each refusal.
inline PacingFigures retry_on_429(const PacingScenario& scenario) {
  RetryOn429Client client;
  return PacingExperiment(scenario, client).run();
}

}  // namespace nowthen::testing
