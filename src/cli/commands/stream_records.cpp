#include "cli/commands/stream_records.hpp"

#include "cli/commands/listing_summary.hpp"

namespace nowthen::cli {
namespace {

/// How reading ended: by itself (neither), or because one of the two ends failed.
struct Ending {
  std::optional<Error> listing;
  std::optional<Error> output;
  bool begun = false;  ///< Something was written.
};

Result<void> write_page(const RecordStream& stream, Page& page) {
  if (stream.on_page) stream.on_page(page);
  for (const Conversation& conversation : page.conversations) stream.writer.write(conversation);
  stream.writer.page_done();
  stream.progress.hide();
  for (const SetAside& record : page.set_aside) stream.set_aside.add(record);
  auto shown = stream.output.page_done();
  stream.progress.show(stream.listing.report());
  return shown;
}

Ending read_all(const RecordStream& stream) {
  Ending ending;
  while (true) {
    auto page = stream.listing.next_page();
    if (!page) {
      ending.listing = page.error();
      return ending;
    }
    if (!ending.begun) stream.writer.begin();
    ending.begun = true;
    if (!*page) return ending;
    if (auto written = write_page(stream, **page); !written) {
      ending.output = written.error();
      return ending;
    }
  }
}

Result<ExitCode> finish_output(const RecordStream& stream, ExitCode code) {
  if (auto kept = stream.set_aside.finish(); !kept) {
    if (!stream.output.is_file() && !stream.output.finish()) return ExitCode::failed;
    return kept.error();
  }
  if (auto finished = stream.output.finish(); !finished) return stream.output.failed(finished.error());
  return code;
}

}  // namespace

Result<ExitCode> stream_records(const RecordStream& stream) {
  const Ending ending = read_all(stream);
  stream.progress.hide();
  if (ending.output) return stream.output.failed(*ending.output);

  const bool interrupted = ending.listing && ending.listing->kind == ErrorKind::cancelled;
  if (ending.listing && !interrupted) {
    if (!ending.begun || stream.output.is_file()) return *ending.listing;
    stream.writer.end();
    if (auto flushed = stream.output.finish(); !flushed) return stream.output.failed(flushed.error());
    return *ending.listing;
  }
  if (!ending.begun) stream.writer.begin();
  stream.writer.end();
  auto code = finish_output(stream, exit_code_for(stream.listing.report()));
  if (interrupted && code) return *ending.listing;
  return code;
}

bool is_output_lost(const Result<ExitCode>& code) noexcept {
  return code ? *code == ExitCode::failed : code.error().kind == ErrorKind::local;
}

}  // namespace nowthen::cli
