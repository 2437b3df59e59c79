// Any text is a recording or is refused with words; what was read comes out as JSON again, without attributes
// too.
#include <cstdlib>
#include <string_view>

#include "simulator/http/json_object.hpp"
#include "simulator/records/record_files.hpp"
#include "simulator/records/recorded_records.hpp"

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  using namespace nowthen::sim;
  auto records = parse_records(std::string_view(data, size_bytes));
  if (!records) {
    if (records.error().message.empty()) std::abort();
    return 0;
  }
  RecordedRecords source(*records);
  for (std::size_t index = 0; index < source.entries().size(); ++index) {
    const auto at = source.entries()[index].shown_at;
    source.facts(index, at, Knowledge::of_history);
    for (const auto attributes : {Attributes::hidden, Attributes::shown}) {
      std::string text;
      source.append_record(text, index, at, attributes);
      if (!parse_json(text)) std::abort();
    }
  }
  return 0;
}
