#pragma once
#include <cstdint>
#include <iterator>
#include <string>
#include <unordered_set>
#include <vector>

#include "extract/plan/step.hpp"

namespace nowthen::extract {

/// Conversations that a job should have had and had not: asked for by id, and taken for gone only where a
/// question that nobody cuts short does not know them either. Pure.
class Suspects {
 public:
  void add(const std::vector<std::string>& ids) { first_.insert(first_.end(), ids.begin(), ids.end()); }
  /// The first `asked` of them were not found by a long question.
  void restore(const std::vector<std::string>& ids, std::int64_t asked);
  /// How many were not found by a long question, or are to be asked for alone.
  std::int64_t asked() const noexcept { return std::ssize(again_) + std::ssize(alone_); }
  bool empty() const noexcept { return first_.empty() && again_.empty() && alone_.empty(); }
  void clear() { *this = {}; }

  /// Whom to ask for next; not for nobody.
  ReadByIds next(int ids_per_request) const;

  /// What came of it: those that are gone. The absent ones of a long question, which may be cut short, are
  /// asked for again in short ones; those beside a record that could not be understood one by one.
  std::vector<std::string> take(const ReadByIds& step, const SeenPage& page);

 private:
  std::vector<std::string> first_;
  std::vector<std::string> again_;
  std::vector<std::string> alone_;
};

}  // namespace nowthen::extract
