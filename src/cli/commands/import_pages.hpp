#pragma once
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <variant>

#include "access/caller.hpp"
#include "cli/context.hpp"
#include "cli/data_owner.hpp"

namespace nowthen::cli {

/// Where the pages of an import go: into the data, which this process owns then and takes the pages of others
/// for; or to the process that owns it. Not thread-safe.
class ImportPages {
 public:
  /// Fails as `own_or_reach` does. `context` must outlive it.
  static Result<std::unique_ptr<ImportPages>> open(Context& context);

  /// Takes a page as `DataSet::take` does. Where its owner ends meanwhile the page is taken once more, by the
  /// next owner or by this process: that changes nothing.
  Result<extract::Intake> take(const extract::RawPage& page, const std::stop_token& stop);

  /// Whether a page could not be taken: none of any file can be, then.
  bool is_broken() const noexcept { return is_broken_; }

  /// Keeps a run as `DataSet::keep` does, whoever owns the data.
  Result<void> keep(extract::Run& run);

  /// Whether the archive was found damaged when this process opened it.
  bool found_damage() const;

 private:
  explicit ImportPages(Context& context) : context_(context) {}
  Result<void> reach();
  Result<extract::Intake> take_now(const extract::RawPage& page, const std::stop_token& stop);
  /// Calls `own` or `handed_over`, whichever fits, until one is done or fails for good.
  template <class Own, class HandedOver>
  auto with_owner(Own own, HandedOver handed_over, const std::stop_token& stop) -> decltype(own());
  static Result<boost::json::object> hand_over(access::Caller& owner, const char* target,
                                               const std::string& text, const std::stop_token& stop);

  Context& context_;
  std::unique_ptr<OwnedData> data_;
  std::optional<access::Caller> owner_;
  bool is_broken_ = false;
};

}  // namespace nowthen::cli
