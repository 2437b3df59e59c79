#pragma once
#include <nowthen/core/error.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <variant>

#include "access/caller.hpp"
#include "cli/context.hpp"
#include "extract/data_folder.hpp"

namespace nowthen::cli {

/// How often, and how many times, it is looked whether a folder has become free: five seconds.
inline constexpr Clock::Ticks between_looks = std::chrono::milliseconds(50);
inline constexpr int most_looks = 100;

/// A folder that is wanted in one way or the other, after a while where others have it; or who owns it. What
/// this process is doing is `purpose`: the command's name.
class Taking {
 public:
  Taking(const Context& context, std::string path, extract::Use use, std::string purpose)
      : context_(context), path_(std::move(path)), use_(use), purpose_(std::move(purpose)) {}

  /// One look. Who waits to own the folder keeps new readers out. Fails as `DataFolder::take` does, but that
  /// it is in use is no failure.
  Result<std::variant<extract::DataFolder, extract::Holder>> look();

  /// Until the next look. Fails with what `holder` is refused for, once it has been waited for long enough,
  /// and with `cancelled`.
  Result<void> wait(const extract::Holder& holder);

  const std::string& path() const noexcept { return path_; }
  const std::string& purpose() const noexcept { return purpose_; }

 private:
  const Context& context_;
  std::string path_;
  extract::Use use_;
  std::string purpose_;
  std::optional<extract::NextOwner> next_;
  int look_ = 0;
};

/// The owner that the folder's lock names. Fails as `Caller::reach` does.
Result<access::Caller> reach_owner(const Context& context, const std::string& path,
                                   const extract::Holder& holder);

/// Whether it may be gone at the next look: nobody listens yet or any more, or too many ask.
bool is_passing(const Error& error);

Error interrupted();

}  // namespace nowthen::cli
