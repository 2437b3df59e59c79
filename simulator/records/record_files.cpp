#include "simulator/records/record_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "simulator/http/json_object.hpp"
#include "simulator/records/json_pieces.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = std::uintmax_t{512} << 20U;

Error invalid(std::string message) {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message)};
}
Error local(std::string message) { return {.kind = ErrorKind::local, .message = std::move(message)}; }

Result<std::vector<Record>> read_array(const json::array& array, std::string_view text) {
  std::vector<Record> records;
  const auto texts = elements_of(text);
  if (texts.size() != array.size()) return invalid("the list of conversations cannot be taken apart");
  for (std::size_t at = 0; at < array.size(); ++at) {
    auto record = read_record(array[at]);
    if (!record) return invalid(fmt::format("conversation number {}: {}", at + 1, record.error().message));
    record->json = std::string(texts.at(at));
    records.push_back(std::move(*record));
  }
  return records;
}

/// The text of the envelope's list; of several of that name the last one, as the parser has it.
std::string_view list_in(std::string_view envelope) {
  std::string_view list;
  for (const JsonMember& member : members_of(envelope))
    if (member.name == "conversations") list = member.value;
  return list;
}

Result<std::vector<fs::path>> files_in(const std::string& folder) {
  std::error_code code;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code))
    if (entry->path().extension() == ".json") files.push_back(entry->path());
  if (code) return local(fmt::format("records: cannot read the folder {}: {}", folder, code.message()));
  if (files.empty()) return invalid(fmt::format("records: there is no .json file in {}", folder));
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::string> content_of(const fs::path& file) {
  std::error_code code;
  const auto size = fs::file_size(file, code);
  if (!code && size > largest_file)
    return invalid(fmt::format("records: {}: larger than 512 MiB", file.string()));
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (code || !stream) return local(fmt::format("records: cannot read {}", file.string()));
  return std::move(text).str();
}

}  // namespace

Result<std::vector<Record>> parse_records(std::string_view whole) {
  const auto value = parse_json(whole);
  if (!value) return value.error();
  const std::string text = without_white_space(whole);
  if (value->is_array()) return read_array(value->get_array(), text);
  if (!value->is_object()) return invalid("neither a conversation nor an array nor an envelope");
  const json::value* list = value->get_object().if_contains("conversations");
  if (list != nullptr) {
    if (!list->is_array()) return invalid("conversations must be an array");
    return read_array(list->get_array(), list_in(text));
  }
  auto record = read_record(*value);
  if (!record) return record.error();
  record->json = text;
  return std::vector<Record>{std::move(*record)};
}

Result<std::vector<Record>> read_records(const std::string& folder) {
  const auto files = files_in(folder);
  if (!files) return files.error();
  std::map<std::string, Record> by_id;
  for (const fs::path& file : *files) {
    const auto text = content_of(file);
    if (!text) return text.error();
    auto records = parse_records(*text);
    if (!records) return invalid(fmt::format("records: {}: {}", file.string(), records.error().message));
    for (Record& record : *records) {
      std::string id = record.id;
      by_id.insert_or_assign(std::move(id), std::move(record));
    }
  }
  std::vector<Record> all;
  all.reserve(by_id.size());
  for (auto& [id, record] : by_id) all.push_back(std::move(record));
  return all;
}

}  // namespace nowthen::sim
