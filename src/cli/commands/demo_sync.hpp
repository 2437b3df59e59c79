#pragma once
#include "cli/commands/demo_stage.hpp"

namespace nowthen::cli {

/// The scene in which everything is kept: a sync into a folder that is gone afterwards, three questions, two
/// nights later what was changed, and the proof. Fails as a sync does.
Result<void> show_sync(DemoStage& stage);

}  // namespace nowthen::cli
