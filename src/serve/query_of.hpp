#pragma once
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nowthen::serve {

/// The path and the query of a request, decoded.
class Query {
 public:
  /// Nothing where the target is none (RFC 9112, origin-form), or has broken escapes.
  static std::optional<Query> of(std::string_view target);

  const std::string& path() const noexcept { return path_; }

  /// The first of that name; empty: there is none.
  std::string text(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  /// Fails with `invalid_request` naming it, where it is missing or no time.
  Result<Instant> instant(std::string_view name) const;
  /// From `from` until `to`, of `most` days at most. Fails likewise.
  Result<Interval> interval(int most_days) const;
  /// A number between the two; `otherwise` where there is none. Fails likewise.
  Result<int> number(std::string_view name, int otherwise, int least, int most) const;

 private:
  std::string path_;
  std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace nowthen::serve
