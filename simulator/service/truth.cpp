#include "simulator/service/truth.hpp"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "simulator/http/json_text.hpp"
#include "simulator/listing/selection.hpp"

namespace nowthen::sim {
namespace {

enum class Standing { not_started, open, pending, shown, deleted };

Standing standing_of(const Entry& entry, Instant at) {
  if (entry.start > at) return Standing::not_started;
  if (entry.deleted_at <= at) return Standing::deleted;
  if (entry.end > at) return Standing::open;
  return entry.visible_at <= at ? Standing::shown : Standing::pending;
}

void append_shown(std::string& out, const Source& source, std::size_t index, Instant at) {
  const Entry entry = source.entries()[index];
  out += R"({"id":)";
  append_json_string(out, source.id(index));
  out += R"(,"type":)";
  append_json_string(out, source.type_name(entry.type));
  out += entry.outbound ? R"(,"direction":"outbound","queueId":)" : R"(,"direction":"inbound","queueId":)";
  append_json_string(out, entry.queue == Entry::no_queue ? "" : source.queue_id(entry.queue));
  out += R"(,"startTime":)";
  append_json_instant(out, entry.start);
  out += R"(,"endTime":)";
  append_json_instant(out, entry.end);
  const MetricValues values = source.metrics(index, at);
  for (std::size_t metric = 0; metric < metric_count; ++metric) {
    fmt::format_to(std::back_inserter(out), R"(,"{}":)", name_of(static_cast<Metric>(metric)));
    append_json_seconds(out, std::chrono::milliseconds(values.at(metric)));
  }
  out += '}';
}

using Board = std::map<std::string, std::map<std::string, int, std::less<>>>;

void append_board(std::string& out, const Board& board) {
  for (const auto& [queue, states] : board) {
    if (out.back() == '}') out += ',';
    append_json_string(out, queue);
    out += ":{";
    for (const auto& [state, count] : states) {
      if (out.back() != '{') out += ',';
      append_json_string(out, state);
      fmt::format_to(std::back_inserter(out), ":{}", count);
    }
    out += '}';
  }
}

/// The four lists and the board, filled in one walk.
struct Lists {
  std::string history;
  std::string pending;
  std::string open;
  std::string deleted;
  Board board;

  static void next(std::string& list) {
    if (!list.empty()) list += ',';
  }

  void add_open(const Source& source, std::size_t index, Instant at) {
    const Entry entry = source.entries()[index];
    const std::string_view state = source.state(index, at);
    next(open);
    open += R"({"id":)";
    append_json_string(open, source.id(index));
    open += R"(,"state":)";
    append_json_string(open, state);
    open += '}';
    const std::string queue = entry.queue == Entry::no_queue ? std::string() : source.queue_id(entry.queue);
    ++board[queue][std::string(state)];
  }

  void add_id(std::string& list, const Source& source, std::size_t index) {
    next(list);
    append_json_string(list, source.id(index));
  }

  void add(const Source& source, std::size_t index, Instant at) {
    switch (standing_of(source.entries()[index], at)) {
      case Standing::not_started: return;
      case Standing::open: return add_open(source, index, at);
      case Standing::pending: return add_id(pending, source, index);
      case Standing::deleted: return add_id(deleted, source, index);
      case Standing::shown: next(history); append_shown(history, source, index, at);
    }
  }
};

}  // namespace

std::string truth_json(const Source& source, Instant instant) {
  const auto entries = source.entries();
  Lists lists;
  for (std::size_t index = 0; index < entries.size(); ++index) lists.add(source, index, instant);
  std::string out = R"({"at":)";
  append_json_instant(out, instant);
  out += fmt::format(R"(,"history":[{}],"pending":[{}],"open":[{}],"deleted":[{}],"live":{},"board":{{)",
                     lists.history, lists.pending, lists.open, lists.deleted,
                     select_live(entries, departures_of(entries), instant).indices.size());
  append_board(out, lists.board);
  out += "}}";
  return out;
}

std::string records_truth_json(PlatformSource& source, Instant instant) {
  const std::size_t count = source.entries().size();
  std::string out = "[";
  for (std::size_t index = 0; index < count; ++index) {
    const std::string_view revision = source.revision(index, instant);
    if (revision.empty()) continue;
    if (out.back() != '[') out += ',';
    out += R"({"id":)";
    append_json_string(out, source.id(index));
    out += R"(,"revision":")";
    out += revision;
    out += "\"}";
  }
  return out + "]";
}

}  // namespace nowthen::sim
