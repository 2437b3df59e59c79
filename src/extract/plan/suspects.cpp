#include "extract/plan/suspects.hpp"

#include <algorithm>

namespace nowthen::extract {
namespace {

constexpr std::size_t short_question = 10;

std::vector<std::string> first_of(const std::vector<std::string>& ids, std::size_t most) {
  return {ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), most))};
}

}  // namespace

void Suspects::restore(const std::vector<std::string>& ids, std::int64_t asked) {
  const auto behind = ids.begin() + std::clamp<std::int64_t>(asked, 0, std::ssize(ids));
  again_.assign(ids.begin(), behind);
  first_.assign(behind, ids.end());
}

ReadByIds Suspects::next(int ids_per_request) const {
  ReadByIds step{.are_suspects = true};
  if (!first_.empty()) {
    step.ids = first_of(first_, static_cast<std::size_t>(ids_per_request));
  } else {
    step.ids = again_.empty() ? first_of(alone_, 1) : first_of(again_, short_question);
  }
  return step;
}

std::vector<std::string> Suspects::take(const ReadByIds& step, const SeenPage& page) {
  const std::unordered_set<std::string> asked(step.ids.begin(), step.ids.end());
  const auto was_asked = [&](const std::string& id) { return asked.contains(id); };
  for (auto* list : {&first_, &again_, &alone_}) std::erase_if(*list, was_asked);
  const auto ids = ids_of(page);
  const std::unordered_set<std::string> found(ids.begin(), ids.end());
  std::vector<std::string> absent;
  for (const auto& id : step.ids)
    if (!found.contains(id)) absent.push_back(id);
  if (page.set_aside > 0) {
    // Asked for alone it is there, if only as something that nobody understands.
    if (step.ids.size() > 1) alone_.insert(alone_.end(), absent.begin(), absent.end());
    return {};
  }
  if (step.ids.size() <= short_question) return absent;
  again_.insert(again_.end(), absent.begin(), absent.end());
  return {};
}

}  // namespace nowthen::extract
