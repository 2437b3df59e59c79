// Whatever comes for an answer: no crash; the same lines however it is cut; and it is whole only if its last
// line says as many rows as there were.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "access/answer_reader.hpp"

namespace {

using nowthen::access::AnswerReader;
using nowthen::access::LineSplitter;

constexpr std::size_t most_line_bytes = 4096;

void require(bool holds) {
  if (!holds) std::abort();
}

/// What was read, as text: to be the same however the bytes were cut.
std::string read(std::string_view whole, std::size_t piece) {
  LineSplitter splitter(most_line_bytes);
  AnswerReader reader;
  std::string all;
  std::int64_t rows = 0;
  for (auto rest = whole; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size()))) {
    splitter.feed(rest.substr(0, piece));
    for (;;) {
      const auto line = splitter.next();
      if (!line) return all + "too long";
      if (!*line) break;
      require(!(*line)->empty() && (*line)->size() <= most_line_bytes);
      require((*line)->find('\n') == std::string_view::npos);
      const auto found = reader.take(**line);
      if (!found) return all + found.error().message;
      all += std::to_string(static_cast<int>(*found)) + " ";
      if (*found != AnswerReader::Found::row) continue;
      ++rows;
      require(reader.row().cells.size() == reader.columns().size());
      require(reader.row().microseconds.size() == reader.columns().size());
    }
  }
  return all + (reader.is_whole() ? "whole with " : "cut after ") + std::to_string(rows);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view whole(reinterpret_cast<const char*>(data), size);
  const std::string at_once = read(whole, std::max<std::size_t>(size, 1));
  require(read(whole, 1) == at_once);
  require(read(whole, 7) == at_once);
  return 0;
}
