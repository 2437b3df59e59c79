#pragma once
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "access/caller.hpp"
#include "access/server.hpp"
#include "cli/commands/export_source.hpp"

namespace nowthen::cli {

inline constexpr const char* export_target = "/export";
inline constexpr std::size_t export_request_bytes = std::size_t{4} << 20U;  // of a century of days

/// One table as it is asked of the owner of the data.
struct ExportQuestion {
  std::string table;
  ExportManner manner;
  std::vector<ExportedDay> have;
};

std::string export_question_text(const ExportQuestion& question);
/// Fails with `invalid_request` for anything else, a table or a day that cannot be ours included.
Result<ExportQuestion> parse_export_question(std::string_view text);

/// In the owner: answers with the states of the table's days and the bytes of those files that the caller
/// lacks. They are written in `workshop` first, one at a time: the owner writes nowhere else, whatever it is
/// asked.
Result<boost::json::object> answer_export(access::Visit& visit, const std::string& workshop);

/// In the caller: files whose bytes come from the owner.
std::unique_ptr<ExportSource> remote_export(access::Caller caller, ExportManner manner, std::stop_token stop);

}  // namespace nowthen::cli
