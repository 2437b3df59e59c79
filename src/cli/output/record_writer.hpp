#pragma once
#include <memory>
#include <nowthen/model/conversation.hpp>

#include "cli/output/conversation_fields.hpp"
#include "cli/output/format.hpp"
#include "cli/output/table.hpp"
#include "cli/output/text_sink.hpp"

namespace nowthen::cli {

/// Writes conversations, one after the other, in one of the formats.
///
/// `begin`, then any number of `write` with `page_done` now and then, then `end`: also when the records end
/// early, so that what was written is well-formed. Failures of the destination show at the sink. Not
/// thread-safe.
class RecordWriter {
 public:
  virtual ~RecordWriter() = default;
  virtual void begin() {}
  virtual void write(const Conversation& conversation) = 0;
  /// What was written may be shown now; more may follow.
  virtual void page_done() {}
  virtual void end() {}
};

/// Which of the two listings the records come from: it decides the columns of a table.
enum class Listed { live, history };

/// How records are written.
struct WriterOptions {
  Format format = Format::table;
  Listed listed = Listed::history;
  ShowInstant show_instant;  ///< What table and CSV cells say of an instant.
  Instant now;               ///< Against which the duration of an open conversation is shown.
  Table::Options table;
  bool guard_formulas = false;  ///< CSV: no cell may become a formula in a spreadsheet.
};

/// A writer to `sink`, which must outlive it.
std::unique_ptr<RecordWriter> make_record_writer(TextSink& sink, WriterOptions options);

}  // namespace nowthen::cli
