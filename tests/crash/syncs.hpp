#pragma once
#include <memory>
#include <string>
#include <vector>

#include "crash/imports.hpp"
#include "simulator/serve.hpp"

namespace nowthen::crash {

/// One run of the program against the organisation.
struct SyncRun {
  Ran ran;
  std::size_t requests = 0;  ///< That the server had meanwhile, without those for a token.
  std::string log;           ///< These, a line each, with what came of it.
};

/// Runs of `sync` against a simulated organisation that stands still while they last. At one instant names
/// are read, listings, and the pages of jobs that the run before has started; days later, what is gone by
/// then.
class Syncs {
 public:
  Syncs();

  /// So many runs are of interest: half of them at the first instant.
  static constexpr std::size_t count = 6;

  /// Makes the run of that number, with its data on the scratch folder's disk.
  SyncRun run(const Scratch& scratch, std::size_t which, Interference how = {});

  /// Makes runs at its instant until one has nothing to ask for. @return what the last of them said, and the
  /// requests of all
  SyncRun run_until_quiet(const Scratch& scratch, std::size_t which);

 private:
  void take_requests(std::size_t behind, SyncRun& run) const;

  std::unique_ptr<sim::Simulator> simulator_;
  sim::Serving serving_;
  std::vector<std::string> variables_;
};

/// What an undisturbed run, and those after it at its instant, come to.
struct UndisturbedSync {
  Contents disk;             ///< As it was before; paths from the disk's folder on.
  std::uint64_t steps = 0;   ///< How many steps the run takes.
  std::size_t requests = 0;  ///< Of it and those after it, until one has nothing to ask for.
  std::string held;          ///< See `held_in`.
};

/// Makes all of them, one after the other.
std::vector<UndisturbedSync> undisturbed(Syncs& syncs);

/// What is held of each conversation, what things are called, and how far each day is proven, as lines: equal
/// texts, the same is held. Not by which replies.
std::string held_in(const std::string& data);

}  // namespace nowthen::crash
