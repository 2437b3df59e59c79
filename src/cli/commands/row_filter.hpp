#pragma once
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "extract/erasure/erasure_scan.hpp"

/// Exported rows without those of erased conversations, byte for byte, without I/O of their own.
namespace nowthen::cli {

struct FilteredRows {
  std::int64_t kept = 0;
  std::int64_t removed = 0;
};

/// Copies NDJSON line by line; those are removed whose `conversation_id` is erased.
FilteredRows filter_ndjson(std::istream& in, std::ostream& out, const extract::IsErased& is_erased);

/// Copies CSV with its header row by row; `column` of them, from 0, is the conversation's id.
FilteredRows filter_csv(std::istream& in, std::ostream& out, std::size_t column,
                        const extract::IsErased& is_erased);

/// The cells of one CSV row, quotes undone.
std::vector<std::string> csv_cells(std::string_view row);

}  // namespace nowthen::cli
