#pragma once
#include <vector>

#include "cli/output/record_writer.hpp"

namespace nowthen::cli {

/// The columns of a table of conversations from this listing.
std::vector<Column> conversation_columns(Listed listed);

/// The cells for them.
Row conversation_row(const Conversation& conversation, const WriterOptions& options);

}  // namespace nowthen::cli
