#include "cli/output/csv.hpp"

namespace nowthen::cli {
namespace {

bool begins_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

}  // namespace

void append_csv_cell(std::string& line, std::string_view cell, Formulas formulas) {
  if (!line.empty()) line += ',';
  const bool guarded = formulas == Formulas::guarded && begins_formula(cell);
  if (!guarded && cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += cell;
    return;
  }
  line += '"';
  if (guarded) line += '\'';
  for (const char byte : cell) {
    if (byte == '"') line += '"';
    line += byte;
  }
  line += '"';
}

}  // namespace nowthen::cli
