#include "cli/output/record_writer.hpp"

#include <fmt/format.h>

#include "cli/output/conversation_columns.hpp"
#include "cli/output/csv.hpp"
#include "cli/output/table_pages.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

/// One array, a record a line.
class JsonWriter final : public RecordWriter {
 public:
  explicit JsonWriter(TextSink& sink) : sink_(sink) {}

  void begin() override { sink_.append("["); }

  void write(const Conversation& conversation) override {
    sink_.append(first_ ? "\n" : ",\n");
    sink_.append(conversation.json);
    first_ = false;
  }

  void end() override { sink_.append(first_ ? "]\n" : "\n]\n"); }

 private:
  TextSink& sink_;
  bool first_ = true;
};

class NdjsonWriter final : public RecordWriter {
 public:
  explicit NdjsonWriter(TextSink& sink) : sink_(sink) {}

  void write(const Conversation& conversation) override {
    sink_.append(conversation.json);
    sink_.append("\n");
  }

 private:
  TextSink& sink_;
};

std::string seconds_text(std::chrono::milliseconds duration) {
  return fmt::format("{}", static_cast<double>(duration.count()) / 1000);
}

class CsvWriter final : public RecordWriter {
 public:
  CsvWriter(TextSink& sink, WriterOptions options)
      : sink_(sink),
        options_(std::move(options)),
        formulas_(options_.guard_formulas ? Formulas::guarded : Formulas::kept) {}

  void begin() override {
    sink_.append(
        "conversation_id,media,state,direction,queue_id,started,ended,duration_s,talk_s,hold_s,wrapup_s,"
        "participants,agents\r\n");
  }

  void write(const Conversation& conversation) override {
    line_.clear();
    for (const std::string* const text :
         {&conversation.id.str(), &conversation.media_type, &conversation.state, &conversation.direction,
          &conversation.queue_id.str()})
      append(*text);
    append(instant_text(conversation.started_at));
    append(instant_text(conversation.ended_at));
    const auto duration = conversation.ended_at ? duration_of(conversation, options_.now) : std::nullopt;
    append(duration ? seconds_text(*duration) : "");
    for (const auto* const name : {"talkTime", "holdTime", "wrapupTime"}) {
      const auto value = metric_value(conversation, name);
      append(value ? fmt::format("{}", *value) : "");
    }
    append(std::to_string(conversation.participants.size()));
    append(fmt::format("{}", fmt::join(agent_names(conversation), "; ")));
    line_.append(csv_line_end);
    sink_.append(line_);
  }

 private:
  void append(std::string_view cell) { append_csv_cell(line_, printable(cell), formulas_); }

  std::string instant_text(const std::optional<Instant>& instant) const {
    return instant ? options_.show_instant(*instant) : "";
  }

  TextSink& sink_;
  WriterOptions options_;
  Formulas formulas_;
  std::string line_;
};

class TableWriter final : public RecordWriter {
 public:
  TableWriter(TextSink& sink, WriterOptions options)
      : options_(std::move(options)), table_(sink, conversation_columns(options_.listed), options_.table) {}

  void write(const Conversation& conversation) override {
    table_.add(conversation_row(conversation, options_));
  }

  void page_done() override { table_.page_done(); }
  void end() override { table_.end(); }

 private:
  WriterOptions options_;
  TablePages table_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_record_writer(TextSink& sink, WriterOptions options) {
  switch (options.format) {
    case Format::json: return std::make_unique<JsonWriter>(sink);
    case Format::ndjson: return std::make_unique<NdjsonWriter>(sink);
    case Format::csv: return std::make_unique<CsvWriter>(sink, std::move(options));
    case Format::table: break;
  }
  return std::make_unique<TableWriter>(sink, std::move(options));
}

}  // namespace nowthen::cli
