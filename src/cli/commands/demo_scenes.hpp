#pragma once
#include "cli/commands/demo_stage.hpp"

namespace nowthen::cli {

// The scenes of the demo, in order. Each makes real calls and shows what came of them; fails as the calls do.

Result<void> show_token(DemoStage& stage);
Result<void> show_live(DemoStage& stage);
Result<void> show_history(DemoStage& stage);
Result<void> show_comparison(DemoStage& stage);
Result<void> show_platform(DemoStage& stage);
void show_wire(DemoStage& stage);
void show_next_steps(DemoStage& stage);

}  // namespace nowthen::cli
