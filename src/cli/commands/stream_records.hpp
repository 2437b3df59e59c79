#pragma once
#include <functional>
#include <nowthen/genesys/listing.hpp>

#include "cli/commands/data_output.hpp"
#include "cli/commands/progress_bar.hpp"
#include "cli/commands/set_aside_log.hpp"
#include "cli/exit_code.hpp"
#include "cli/output/record_writer.hpp"

namespace nowthen::cli {

/// What one pass over a listing works with. All of it outlives the pass.
struct RecordStream {
  Listing& listing;
  RecordWriter& writer;
  DataOutput& output;
  SetAsideLog& set_aside;
  ProgressBar& progress;
  std::function<void(Page&)>
      on_page;  ///< Told of each page before it is written; may change it. May be empty.
};

/// Reads the listing to its end and writes each page as it comes, so that the first is seen before the
/// second.
///
/// Gives 0 when complete (or ended by `max_pages`), 3 when that could not be shown. When stopped, what came
/// is written out whole and a file gets its name; the error is `cancelled`. On any other error standard
/// output ends well-formed and a file is as if it had never been begun. Nothing is written when the first
/// page cannot be had.
Result<ExitCode> stream_records(const RecordStream& stream);

/// Whether what `stream_records` read arrived nowhere: a reader that left, a file that could not be written.
/// Then a word on how complete it was would mislead.
bool is_output_lost(const Result<ExitCode>& code) noexcept;

}  // namespace nowthen::cli
