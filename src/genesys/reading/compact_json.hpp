#pragma once
#include <string>
#include <string_view>

namespace nowthen::genesys::reading {

/// Takes insignificant white space off records. Most servers send none: a page is looked at once, and where
/// it has none its records are copied as they are. Reuses its buffer; not thread-safe.
class Compactor {
 public:
  /// Looks at a whole page before its records come.
  void look_at(std::string_view page);

  /// Replaces `out` by `record`, a part of that page known to be sound, less insignificant white space.
  void assign(std::string_view record, std::string& out);

  /// Gives back a buffer larger than `bytes`.
  void shrink_to(std::size_t bytes);

 private:
  std::size_t minify(std::string_view json);

  std::string buffer_;
  bool has_space_ = false;
};

}  // namespace nowthen::genesys::reading
