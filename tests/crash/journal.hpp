#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crash/journal_format.hpp"

namespace nowthen::crash {

/// One thing that was done to the disk. Views are into the journal's text.
struct Step {
  StepHead head;
  std::string_view path;
  std::string_view other;
  std::string_view bytes;
};

/// What programs did to the disk, one after the other, as the preloaded library wrote it down.
class Journal {
 public:
  /// The file's content. What a killed process left half written at its end is no step.
  explicit Journal(const std::string& path);
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  const std::vector<Step>& steps() const noexcept { return steps_; }

 private:
  std::string text_;
  std::vector<Step> steps_;
};

}  // namespace nowthen::crash
