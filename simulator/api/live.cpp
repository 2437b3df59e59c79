#include "simulator/api/live.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "simulator/api/cursor.hpp"
#include "simulator/http/json_text.hpp"

namespace nowthen::sim {
namespace {

constexpr int default_page_size = 25;
constexpr int most_page_size = 100;

/// A stretch of the selection: positions in `Selection::indices`.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct LiveQuery {
  int page_size = default_page_size;
  std::optional<Cursor> cursor;
  std::vector<std::string> expand;
};

Checked<int> read_page_size(const Fields& query) {
  const auto text = field(query, "pageSize");
  if (!text) return accepted(int{default_page_size});
  int size = 0;
  const auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), size);
  if (code != std::errc{} || end != text->data() + text->size())
    return bad_request("pageSize",
                       fmt::format("Invalid value '{}' for pageSize: must be an integer.", *text));
  if (size < 1 || size > most_page_size)
    return bad_request("pageSize", fmt::format("Invalid pageSize {}: must be between 1 and 100.", size));
  return accepted(size);
}

std::vector<std::string> read_expand(const Fields& query) {
  std::vector<std::string> names;
  for (const auto& [key, value] : query) {
    if (key != "expand") continue;
    for (std::string_view rest = value; !rest.empty();) {
      const auto name = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), name.size() + 1));
      if (!name.empty()) names.emplace_back(name);
    }
  }
  return names;
}

Checked<LiveQuery> read_query(const ListingContext& context, const Fields& query) {
  LiveQuery wanted;
  const auto size = read_page_size(query);
  if (!size) return size.error();
  wanted.page_size = *size;
  wanted.expand = read_expand(query);
  const auto after = field(query, "after");
  if (!after || after->empty()) return wanted;
  wanted.cursor = decode_cursor(*after, context.salt);
  if (!wanted.cursor)
    return bad_request("after", "Invalid value for after: the cursor is not one that this listing gave out.");
  if (context.faults.expired) return bad_request("after", "Invalid value for after: the cursor has expired.");
  return wanted;
}

/// The first position whose conversation comes after (or, with `before`, not before) the cursor's place.
std::size_t position_of(const Selection& selection, const Source& source, const Cursor& cursor) {
  const auto entries = source.entries();
  const bool include_place = cursor.side == Cursor::Side::before;
  const auto comes_earlier = [&](std::uint32_t index) {
    if (entries[index].start != cursor.start) return entries[index].start < cursor.start;
    const int order = source.id(index).compare(cursor.id);
    return include_place ? order < 0 : order <= 0;
  };
  const auto& indices = selection.indices;
  return static_cast<std::size_t>(std::partition_point(indices.begin(), indices.end(), comes_earlier) -
                                  indices.begin());
}

Stretch stretch_of(const ListingContext& context, const Selection& selection, const LiveQuery& query) {
  const auto size = static_cast<std::size_t>(query.page_size);
  const std::size_t total = selection.indices.size();
  std::size_t begin = query.cursor ? position_of(selection, context.source, *query.cursor) : 0;
  if (query.cursor && query.cursor->side == Cursor::Side::before) {
    const std::size_t end = begin;
    return {end - std::min(end, size), end};
  }
  return {begin, std::min(total, begin + size)};
}

/// What the page shows, which a fault can make another stretch than the one its cursors are about.
Stretch shown(const PageFaults& faults, Stretch honest, std::size_t total, std::size_t size) {
  if (faults.empty) return {honest.begin, honest.begin};
  auto moved = static_cast<std::ptrdiff_t>(honest.begin) + faults.shift;
  if (faults.repeat_page) moved -= static_cast<std::ptrdiff_t>(size);
  const auto begin =
      static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(moved, 0, static_cast<std::ptrdiff_t>(total)));
  return begin == honest.begin ? honest : Stretch{begin, std::min(total, begin + size)};
}

void append_entity(std::string& out, const Source& source, std::size_t index, Instant now) {
  const Entry entry = source.entries()[index];
  out += R"({"id":)";
  append_json_string(out, source.id(index));
  out += R"(,"type":)";
  append_json_string(out, source.type_name(entry.type));
  out += R"(,"state":)";
  append_json_string(out, source.state(index, now));
  out += R"(,"initialContact":{"id":)";
  append_json_string(out, source.initial_contact_id(index));
  if (entry.queue != Entry::no_queue) {
    out += R"(,"queueId":)";
    append_json_string(out, source.queue_id(entry.queue));
  }
  out += entry.outbound ? R"(,"direction":"outbound"},"participants":[)"
                        : R"(,"direction":"inbound"},"participants":[)";
  source.append_live_participants(out, index, now);
  out += R"(],"startTime":)";
  append_json_instant(out, entry.start);
  if (entry.end <= now) {
    out += R"(,"endTime":)";
    append_json_instant(out, entry.end);
  }
  out += '}';
}

std::string cursor_at(const ListingContext& context, const Selection& selection, std::size_t position,
                      Cursor cursor) {
  const std::size_t index = selection.indices[position];
  cursor.start = context.source.entries()[index].start;
  cursor.id = context.source.id(index);
  return encode_cursor(cursor, context.salt);
}

/// The cursor to the next page as JSON, or `null`.
std::string next_cursor(const ListingContext& context, const Selection& selection, Stretch stretch,
                        const Fields& query) {
  const int page = live_page(query, context.salt);
  const PageFaults& faults = context.faults;
  if (faults.repeat_cursor)
    if (const auto after = field(query, "after")) return fmt::format(R"("{}")", *after);
  if (selection.indices.empty() || stretch.end == 0) return "null";
  const std::size_t first_size =
      std::min(selection.indices.size(), std::max<std::size_t>(1, stretch.end - stretch.begin));
  if (faults.cycle || faults.repeat_cursor)
    return fmt::format(R"("{}")", cursor_at(context, selection, first_size - 1, {.page = 2}));
  // An empty page's cursor leads to where this page should have begun, so that nothing is lost by it.
  const std::size_t end = faults.empty ? stretch.begin : stretch.end;
  if (end == 0)
    return fmt::format(R"("{}")",
                       encode_cursor({.start = Instant{}, .id = "", .page = page + 1}, context.salt));
  if (end >= selection.indices.size() && !faults.empty) return "null";
  return fmt::format(R"("{}")", cursor_at(context, selection, end - 1, {.page = page + 1}));
}

std::string previous_cursor(const ListingContext& context, const Selection& selection, Stretch stretch,
                            int page) {
  if (stretch.begin == 0 || stretch.begin >= selection.indices.size()) return "null";
  return fmt::format(R"("{}")", cursor_at(context, selection, stretch.begin,
                                          {.side = Cursor::Side::before, .page = std::max(1, page - 1)}));
}

void append_tail(std::string& out, const std::vector<std::string>& expand, std::int64_t total,
                 int page_size) {
  fmt::format_to(std::back_inserter(out), R"(,"pageCount":{},"pageSize":{},"totalCount":{},"expand":[)",
                 (total + page_size - 1) / page_size, page_size, total);
  for (std::size_t at = 0; at < expand.size(); ++at) {
    if (at > 0) out += ',';
    append_json_string(out, expand[at]);
  }
  out += "]}";
}

}  // namespace

int live_page(const Fields& query, std::uint64_t salt) {
  const auto after = field(query, "after");
  const auto cursor = after ? decode_cursor(*after, salt) : std::nullopt;
  return cursor ? cursor->page : 1;
}

Checked<std::string> answer_live(const ListingContext& context, const Fields& query) {
  const auto wanted = read_query(context, query);
  if (!wanted) return wanted.error();
  const Selection& selection = context.selections.live(context.source.entries(), context.now);
  const auto size = static_cast<std::size_t>(wanted->page_size);
  const Stretch stretch = stretch_of(context, selection, *wanted);
  const Stretch page = shown(context.faults, stretch, selection.indices.size(), size);
  std::string body;
  body.reserve(1024 + (page.end - page.begin) * 1200);
  body += R"({"entities":[)";
  for (std::size_t position = page.begin; position < page.end; ++position) {
    if (position > page.begin) body += ',';
    append_entity(body, context.source, selection.indices[position], context.now);
  }
  body += R"(],"nextPage":)";
  body += next_cursor(context, selection, stretch, query);
  body += R"(,"previousPage":)";
  body += previous_cursor(context, selection, stretch, live_page(query, context.salt));
  const auto total = static_cast<std::int64_t>(selection.indices.size()) + context.faults.total_by;
  append_tail(body, wanted->expand, std::max<std::int64_t>(0, total), wanted->page_size);
  return body;
}

}  // namespace nowthen::sim
