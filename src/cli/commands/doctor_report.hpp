#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cli/output/style.hpp"

namespace nowthen::cli {

/// What became of one check.
enum class Verdict { ok, warning, wrong, not_checked };

/// As JSON has it, such as `not_checked`. Lives as long as the program.
std::string_view name_of(Verdict verdict) noexcept;

/// One check of `nowthen doctor`. Free of secrets; text from outside is not yet made harmless.
struct Finding {
  std::string check;  ///< A name that stays, such as `queue_observations`.
  Verdict verdict{};
  std::string detail;  ///< What was looked at, and what it serves.
  std::string cause;   ///< Empty: nothing is wrong.
  std::string cure;    ///< Empty: nothing is to be done.
  bool operator==(const Finding&) const = default;
};

/// Everything that `nowthen doctor` found.
struct Checkup {
  std::vector<Finding> findings;
  int requests = 0;  ///< Sent on the way, those for tokens and second tries included.

  /// Nothing is wrong; warnings and what was not checked do not count.
  bool is_healthy() const noexcept;
};

/// For people: a line a check, cause and cure below it, the verdict as a whole last.
std::string checkup_text(const Checkup& checkup, const Palette& palette);

/// One JSON object: `healthy`, `requests`, `checks`.
std::string checkup_json(const Checkup& checkup);

}  // namespace nowthen::cli
