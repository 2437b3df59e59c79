#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cli/data_owner.hpp"
#include "cli/handed_page.hpp"
#include "support/filled_home.hpp"

namespace nowthen::testing {

/// A home of data that somebody owns: this process, beside the test's own questions. The lock is the
/// descriptor's, not the process's, so that it keeps the rest of the process out as it would another.
class OwnedHome {
 public:
  /// @param opened_for  see `extract::DataSetOptions`
  explicit OwnedHome(const FilledHome& home, const std::stop_token& stop = {},
                     std::int64_t opened_for = 200'000) {
    auto folder = extract::DataFolder::take(home.data(), extract::Use::owned, "import").value();
    const auto open = [opened_for](extract::DataFolder of) {
      return extract::DataSet::open_with(std::move(of), warehouse::Library::load().value(),
                                         {.opened_for = opened_for}, {});
    };
    data_ = std::make_unique<cli::OwnedData>(open(std::move(folder)).value(), open);
    data_->open_to_others(stop).value();
  }

  cli::OwnedData& data() noexcept { return *data_; }

  extract::Intake take(std::vector<std::string> records, const std::string& as_of = "2026-11-25T00:00:00Z") {
    const Instant at = parse_instant(as_of).value();
    return data_
        ->take_in_turn(
            {.header = {.kind = archive::PageKind::sync, .request = "test", .received_at = at, .as_of = at},
             .records = std::move(records)},
            {})
        .value();
  }

 private:
  std::unique_ptr<cli::OwnedData> data_;
};

}  // namespace nowthen::testing
