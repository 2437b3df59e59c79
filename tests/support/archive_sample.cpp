// Writes an archive for readers that are not ours: `archive_sample FOLDER`. Prints what it wrote, a JSON line
// a page, as tools/read_archive.py prints what it reads.
#include <boost/json.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "archive/erase.hpp"
#include "archive/writer.hpp"
#include "core/seeded_random.hpp"

namespace {
using namespace nowthen;
using namespace nowthen::archive;

struct SamplePage {
  PageHeader header;
  std::vector<std::string> records;
};

std::string random_bytes(std::size_t size) {
  SeededRandom random(1);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.next() & 255U);
  return bytes;
}

std::vector<SamplePage> sample_pages() {
  const Instant noon = *parse_instant("2026-01-05T12:00:00.250Z");
  return {
      {{.kind = PageKind::job,
        .request = "GET /results?cursor=\xc3\xa4",
        .http_status = 200,
        .asked_at = noon,
        .received_at = noon + std::chrono::milliseconds(80),
        .as_of = Instant(std::chrono::milliseconds(-1)),
        .window = Interval{noon - std::chrono::hours(24), noon},
        .note = "line\nline"},
       {R"({"conversationId":"a"})", "", std::string("\0\xff\n", 3), "erased", std::string(300'000, 'z')}},
      {{.kind = PageKind::tombstone}, {}},
      {{.kind = PageKind::ledger, .received_at = noon}, {R"({"run_id":7})"}},
      {{.kind = PageKind::quarantine, .http_status = 502}, {random_bytes(70'000), "<html>"}}};
}

void set(boost::json::object& shown, const char* name, const std::optional<Instant>& instant) {
  if (instant) shown[name] = format_instant(*instant);
}

boost::json::object shown(const SamplePage& page, const Appended& appended) {
  boost::json::object shown{{"segment", appended.first.segment},
                            {"offset", appended.first.page_offset},
                            {"page", appended.head.sequence},
                            {"hash", to_hex(appended.head.hash)},
                            {"kind", to_string(page.header.kind)}};
  if (page.header.http_status != 0) shown["http_status"] = page.header.http_status;
  set(shown, "asked_at", page.header.asked_at);
  set(shown, "received_at", page.header.received_at);
  set(shown, "as_of", page.header.as_of);
  if (page.header.window)
    shown["window"] = boost::json::array{format_instant(page.header.window->begin),
                                         format_instant(page.header.window->end)};
  if (!page.header.request.empty()) shown["request"] = page.header.request;
  if (!page.header.note.empty()) shown["note"] = page.header.note;
  boost::json::array records;
  for (const std::string& record : page.records)
    records.push_back(record == "erased" ? boost::json::value() : boost::json::value(base64(record)));
  shown["records"] = std::move(records);
  return shown;
}

int run(const std::string& folder) {
  auto writer = Writer::open(folder, {.segment_bytes = 60'000}).value();
  std::vector<Position> to_erase;
  for (const SamplePage& page : sample_pages()) {
    const std::vector<std::string_view> records(page.records.begin(), page.records.end());
    const Appended appended = writer.append(page.header, records).value();
    for (std::uint32_t i = 0; i < records.size(); ++i)
      if (records[i] == "erased") to_erase.push_back(appended.position(i));
    std::puts(serialize(shown(page, appended)).c_str());
  }
  writer.close().value();
  erase(folder, to_erase).value();
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  try {
    return run(arguments[1]);
  } catch (const std::exception& failure) {
    (void)std::fprintf(stderr, "archive_sample: %s\n", failure.what());
    return 1;
  }
}
