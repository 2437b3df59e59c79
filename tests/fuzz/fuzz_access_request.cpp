// Whatever comes as a request of another process: no crash, and what is taken is written as the same again.
#include <cstdlib>
#include <string_view>

#include "access/wire.hpp"
#include "cli/commands/export_manifest.hpp"
#include "cli/commands/export_remote.hpp"
#include "cli/handed_page.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void question(std::string_view text) {
  const auto asked = nowthen::access::parse_question(text);
  if (!asked) return;
  require(asked->question.sql.find('\0') == std::string::npos);
  const auto again = nowthen::access::parse_question(nowthen::access::question_text(*asked));
  require(again && *again == *asked);
}

void page(std::string_view text) {
  const auto page = nowthen::cli::parse_handed_page(text);
  if (!page) return;
  std::size_t size = 0;
  for (const auto& record : page->records) size += record.size();
  require(size < text.size());
  const auto again = nowthen::cli::parse_handed_page(nowthen::cli::handed_page_text(*page));
  require(again && again->header == page->header && again->records == page->records);
}

void exported(std::string_view text) {
  const auto question = nowthen::cli::parse_export_question(text);
  if (!question) return;
  for (const auto& each : question->have) require(!each.day || nowthen::cli::is_day(*each.day));
  for (const auto& bound : {question->manner.range.from, question->manner.range.to})
    require(bound.empty() || nowthen::cli::is_day(bound));
  const auto again = nowthen::cli::parse_export_question(nowthen::cli::export_question_text(*question));
  require(again && again->have == question->have);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  question(text);
  page(text);
  exported(text);
  return 0;
}
