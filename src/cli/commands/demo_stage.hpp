#pragma once
#include <memory>
#include <nowthen/genesys/client.hpp>
#include <string>
#include <string_view>

#include "cli/commands/progress_bar.hpp"
#include "cli/commands/wire_tally.hpp"
#include "cli/context.hpp"
#include "cli/fast_clock.hpp"
#include "cli/output/table.hpp"
#include "core/seeded_random.hpp"
#include "simulator/simulator.hpp"

namespace nowthen::cli {

/// How the demo is run.
struct DemoOptions {
  std::uint64_t seed = 1;
  std::string faults;  ///< Text of a fault script.
};

/// The fault script of a demo that nobody gave another one: one of each kind that a day brings.
std::string_view usual_demo_faults();

/// A contact centre in this process, a client that reaches it, and the page on which the demo is told.
///
/// Members are made in an order in which each outlives what uses it.
class DemoStage {
 public:
  static constexpr double times_as_fast = 120;
  static constexpr int days = 4;        ///< Of history.
  static constexpr int per_day = 1500;  ///< Conversations, so that somebody waits when one looks.

  /// Fails with `invalid_request` naming the rule of the fault script at fault.
  static Result<std::unique_ptr<DemoStage>> create(const Context& context, const DemoOptions& options);

  Client& client() { return *client_; }
  Client& platform_client() {
    return *platform_client_;
  }  ///< Of the same centre, by the platform's contract.
  FastClock& clock() { return clock_; }
  const Context& context() const { return context_; }
  ProgressBar& progress() { return progress_; }
  const WireTally& tally() const { return tally_; }
  const sim::Simulator& simulator() const { return *simulator_; }

  /// What the clock of the demo showed at its start: the same each time, so that a seed shows the same
  /// centre. A Wednesday afternoon, when the floor is full.
  static Instant beginning();

  /// Real time since the demo began.
  std::chrono::nanoseconds real_time() const { return context_.clock.ticks() - started_; }

  /// How tables are drawn below a heading.
  Table::Options look() const;

  /// The next numbered heading.
  void heading(std::string_view title);

  /// A block of lines, indented below the heading.
  void say(std::string_view lines);

 private:
  DemoStage(const Context& context, std::uint64_t seed);
  Result<void> open(const DemoOptions& options);
  Result<std::unique_ptr<Client>> connect(ClientOptions credentials, Contract contract);

  const Context& context_;
  Clock::Ticks started_;
  FastClock clock_;
  SeededRandom random_;
  std::unique_ptr<sim::Simulator> simulator_;
  WireTally tally_;
  ProgressBar progress_;
  std::unique_ptr<Client> client_;
  std::unique_ptr<Client> platform_client_;
  int headings_ = 0;
};

}  // namespace nowthen::cli
