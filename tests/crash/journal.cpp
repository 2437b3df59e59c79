#include "crash/journal.hpp"

#include <cstring>

#include "crash/scratch.hpp"

namespace nowthen::crash {
namespace {

std::string_view taken(std::string_view& rest, std::size_t size) {
  const std::string_view part = rest.substr(0, size);
  rest.remove_prefix(part.size());
  return part;
}

}  // namespace

Journal::Journal(const std::string& path) : text_(content_of(path)) {
  std::string_view rest = text_;
  while (rest.size() >= sizeof(StepHead)) {
    Step step;
    std::memcpy(&step.head, taken(rest, sizeof(StepHead)).data(), sizeof(StepHead));
    const std::uint64_t bytes = step.head.kind == StepKind::write ? step.head.size : 0;
    if (rest.size() < step.head.path_bytes + step.head.other_bytes + bytes) return;
    step.path = taken(rest, step.head.path_bytes);
    step.other = taken(rest, step.head.other_bytes);
    step.bytes = taken(rest, bytes);
    steps_.push_back(step);
  }
}

}  // namespace nowthen::crash
