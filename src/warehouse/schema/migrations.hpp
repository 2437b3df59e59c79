#pragma once
#include <span>
#include <string_view>

namespace nowthen::warehouse {

/// One step by which tables of version `from` become those of the next version. All texts live for ever.
///
/// Only tables are its matter: views and comments are made anew after the last step. New columns come last,
/// for that is where DuckDB adds them.
struct Migration {
  int from = 0;
  std::string_view about;  ///< What it brings; a phrase.
  std::string_view sql;    ///< Statements, run in the transaction that all steps share.
};

/// The steps there are, in ascending order. A version without a step cannot be moved forward: its tables are
/// made anew from the archive.
std::span<const Migration> migrations();

}  // namespace nowthen::warehouse
