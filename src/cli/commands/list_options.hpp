#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "cli/options.hpp"
#include "cli/output/format.hpp"

namespace nowthen::cli {

/// What every command that lists conversations lets its user choose.
struct ListOptions {
  std::vector<std::string> media;
  std::vector<std::string> queues;
  int page_size = 100;
  std::optional<int> max_pages;
  std::optional<std::string> format;
  std::string output;     ///< `-o`; empty or `-`: standard output.
  std::string set_aside;  ///< Where unreadable records are kept; empty: nowhere.
  bool csv_guard = false;

  bool writes_file() const { return !output.empty() && output != "-"; }
};

/// Which conversations: `--media`, `--queue`.
void declare_filters(Options& options, ListOptions& given);
/// How they are asked for: `--page-size`, `--max-pages`.
void declare_paging(Options& options, ListOptions& given);
/// Where they go: `--format`, `-o`, `--csv-guard`.
void declare_output(Options& options, ListOptions& given);
/// `--set-aside`.
void declare_set_aside(Options& options, ListOptions& given);

/// Refuses the same file for `-o` and `--set-aside`: the one renamed last would replace the other.
Result<void> check_files(const ListOptions& given);

/// Refuses media types that only the other contract has.
Result<void> check_media(const ListOptions& given, Contract contract);

/// The format asked for, or the default for where the data goes: a file counts as no terminal.
Format format_of(const ListOptions& given, const Context& context);

}  // namespace nowthen::cli
