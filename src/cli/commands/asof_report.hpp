#pragma once
#include <string>

#include "asof/view.hpp"
#include "cli/output/conversation_fields.hpp"
#include "cli/output/result_writer.hpp"
#include "cli/output/table.hpp"

namespace nowthen::cli {

struct AsOfTextOptions {
  ShowInstant show_instant;
  std::string zone_name;
  Table::Options table;
  std::size_t rows = 40;  ///< Conversations shown at most.
};

/// For people: counts, where it comes from, queues, then conversations: those that wait first. Pure.
std::string asof_text(const asof::View& view, const AsOfTextOptions& options);

/// One JSON object with everything.
std::string asof_json(const asof::View& view);

/// One row a conversation.
void write_asof_rows(const asof::View& view, ResultWriter& writer);
std::vector<Field> asof_fields();

}  // namespace nowthen::cli
