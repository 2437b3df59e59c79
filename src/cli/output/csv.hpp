#pragma once
#include <string>
#include <string_view>

namespace nowthen::cli {

/// What happens to cells that a spreadsheet would take for a formula.
enum class Formulas {
  kept,     ///< Cells are written as they are: telephone numbers begin with `+`.
  guarded,  ///< A cell that begins with `=`, `+`, `-`, `@`, tab or carriage return gets an apostrophe before
            ///< it.
};

/// Appends one cell to `line`, quoted where RFC 4180 asks for it, a comma before it unless the line is empty.
///
/// The first cell of a line must not be the empty text. Source: RFC 4180; OWASP, "CSV Injection".
void append_csv_cell(std::string& line, std::string_view cell, Formulas formulas = Formulas::kept);

/// Ends a line as RFC 4180 has it.
inline constexpr std::string_view csv_line_end = "\r\n";

}  // namespace nowthen::cli
