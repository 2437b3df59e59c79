#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "simulator/records/record.hpp"

namespace nowthen::sim {

/// The conversations in one file's text: one bare conversation, an array of them, or an envelope
/// `{"conversations":[...]}`. Fails with `invalid_request` saying which one is at fault.
Result<std::vector<Record>> parse_records(std::string_view text);

/// The conversations of every `*.json` file in `folder`, in the order of the files' names; of two with the
/// same id the later counts. Fails with `local` when the folder or a file cannot be read, with
/// `invalid_request` naming a file that is no recording, and when there is none.
Result<std::vector<Record>> read_records(const std::string& folder);

}  // namespace nowthen::sim
