#pragma once
#include "cli/commands/list_options.hpp"
#include "cli/output/record_writer.hpp"

namespace nowthen::cli {

/// How tables look where this command's data goes: the terminal's width and colours, or neither.
Table::Options table_options(const Context& context, bool to_terminal);

/// How the records of this listing are written, as the user wants it.
WriterOptions writer_options(const ListOptions& given, const Context& context, Listed listed);

}  // namespace nowthen::cli
