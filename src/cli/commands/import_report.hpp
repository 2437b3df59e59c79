#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "extract/importer.hpp"

/// What `nowthen import` says, without I/O.
namespace nowthen::cli {

/// `FILE:LINE: REASON`, made harmless for a terminal.
std::string trouble_line(const std::string& file, const extract::ImportTrouble& trouble);

/// How many more there were than were told.
std::string more_troubles_line(const std::string& file, const extract::ImportReport& report);

/// How far a file is, in at most `width` cells.
std::string import_progress(const std::string& file, const extract::ImportReport& report, std::uint64_t bytes,
                            int width);

/// `12,345 records: 12,000 new conversations, 40 changed, 305 as they were; 2 not understood`.
std::string import_summary(const extract::ImportReport& report);

/// A line for each field that this program does not know and that is new to the data set; at most some
/// twenty.
std::vector<std::string> new_field_lines(const extract::ImportReport& report);

/// What a run has come to.
void count_into(extract::Run& run, const extract::ImportReport& report);

void add_to(extract::ImportReport& all, const extract::ImportReport& one);

}  // namespace nowthen::cli
