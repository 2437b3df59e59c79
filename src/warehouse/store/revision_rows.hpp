#pragma once
#include <functional>
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

#include "warehouse/store/story.hpp"

namespace nowthen::warehouse {

/// A story and the readings it is told by.
struct ToldStory {
  const std::vector<KnownReading>& readings;
  const Story& story;
};

/// How many revisions both stories have in common from the first on.
std::size_t same_steps(const ToldStory& one, const ToldStory& other);

struct RevisionKind {
  std::string name;           ///< As the column `kind` of table `revision` has it.
  std::string changed_paths;  ///< A JSON list; empty where nothing is compared.
};

/// The reading of that index. `not_found`: its bytes are gone.
using ReadingAt = std::function<Result<Reading>(std::size_t reading)>;

/// What a revision is: `unknown` where one of its two readings is gone or no JSON that can be compared. Fails
/// as `read` does otherwise.
Result<RevisionKind> kind_of(const RevisionStep& step, const std::vector<KnownReading>& readings,
                             const ReadingAt& read);

}  // namespace nowthen::warehouse
