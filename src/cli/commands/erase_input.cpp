#include "cli/commands/erase_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/report_error.hpp"
#include "extract/input_file.hpp"

namespace nowthen::cli {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20U;
constexpr std::size_t longest_id = 256;

Result<std::string> text_of(const std::string& path, const std::stop_token& stop) {
  auto input = extract::open_input(path);
  if (!input) return input.error();
  std::string text;
  std::string block(std::size_t{64} << 10U, '\0');
  for (;;) {
    const auto count = (*input)->read(block, stop);
    if (!count) return count.error();
    if (*count == 0) return text;
    text.append(block, 0, *count);
    if (text.size() > most_bytes)
      return usage_error("the list of ids is larger than 64 MB", "erase in parts");
  }
}

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= longest_id && std::all_of(id.begin(), id.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x1F && c != '\x7F';
  });
}

}  // namespace

std::vector<std::string> ids_in(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<std::string> ids;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto first = line.find_first_not_of(blanks);
    if (first == std::string_view::npos) continue;
    ids.emplace_back(line.substr(first, line.find_last_not_of(blanks) - first + 1));
  }
  return ids;
}

Result<std::vector<std::string>> read_ids(const std::vector<std::string>& given, const std::string& file,
                                          const std::stop_token& stop) {
  std::set<std::string> ids;
  std::set<std::string> lists;
  if (!file.empty()) lists.insert(file);
  for (const std::string& id : given) (id == "-" ? lists : ids).insert(id);
  for (const std::string& list : lists) {
    const auto text = text_of(list, stop);
    if (!text) return text.error();
    for (std::string& id : ids_in(*text)) ids.insert(std::move(id));
  }
  for (const std::string& id : ids)
    if (!is_id(id))
      return usage_error(fmt::format("'{}' cannot be a conversation's id", neutralised(id.substr(0, 64))),
                         "give whole ids, one a line in a file: nowthen erase --from-file FILE");
  return std::vector<std::string>(ids.begin(), ids.end());
}

}  // namespace nowthen::cli
