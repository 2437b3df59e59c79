#include "extract/erasure/erasure_journal.hpp"

#include <fmt/format.h>

#include <sstream>

#include "extract/privacy/hex_hash.hpp"
#include "extract/privacy/kept_file.hpp"

namespace nowthen::extract {
namespace {

constexpr const char* journal_name = "erasing";
constexpr std::string_view title = "nowthen erasing 1";

bool take_line(const std::string& line, ErasureJournal& journal) {
  std::istringstream words(line);
  std::string kind;
  words >> kind;
  if (kind == "conversation") {
    std::string text;
    words >> text;
    const auto hash = hash_from_hex(text);
    if (hash) journal.conversations.insert(*hash);
    return hash.has_value();
  }
  if (kind == "record") {
    archive::Position position;
    words >> position.segment >> position.page_offset >> position.record;
    journal.records.push_back(position);
  } else if (kind == "in_tables") {
    words >> journal.in_tables;
  } else if (kind == "unreadable") {
    words >> journal.unreadable;
  } else if (kind == "counted") {
    words >> journal.rows >> journal.removed_files;
  } else if (kind == "only_exports_left") {
    journal.only_exports_left = true;
    return true;
  } else {
    return false;
  }
  return !words.fail();
}

}  // namespace

std::string journal_text(const ErasureJournal& journal) {
  std::string text =
      fmt::format("{}\nin_tables {}\nunreadable {}\n", title, journal.in_tables, journal.unreadable);
  if (journal.rows > 0 || journal.removed_files > 0)
    text += fmt::format("counted {} {}\n", journal.rows, journal.removed_files);
  if (journal.only_exports_left) text += "only_exports_left\n";
  for (const Sha256& hash : journal.conversations) text += fmt::format("conversation {}\n", to_hex(hash));
  for (const archive::Position& each : journal.records)
    text += fmt::format("record {} {} {}\n", each.segment, each.page_offset, each.record);
  return sealed(text);
}

std::optional<ErasureJournal> parse_journal(std::string_view text) {
  const auto body = unsealed(text);
  if (!body) return std::nullopt;
  std::istringstream lines(*body);
  std::string line;
  if (!std::getline(lines, line) || line != title) return std::nullopt;
  ErasureJournal journal;
  while (std::getline(lines, line))
    if (!take_line(line, journal)) return std::nullopt;
  return journal;
}

Result<void> keep_journal(const std::string& folder, const ErasureJournal& journal, archive::Disk& disk) {
  return replace_file(folder, journal_name, journal_text(journal), disk);
}

Result<std::optional<ErasureJournal>> kept_journal(const std::string& folder) {
  const auto text = read_kept_file(folder + "/" + journal_name);
  if (!text) return text.error();
  if (!*text) return std::optional<ErasureJournal>();
  auto journal = parse_journal(**text);
  if (!journal)
    return Error{.kind = ErrorKind::local,
                 .message = "what " + folder + "/" + journal_name +
                            " says of an erasure that was interrupted is damaged",
                 .hint = "move that file away, then run nowthen erase --again: it finds what is left"};
  return journal;
}

Result<void> forget_journal(const std::string& folder, archive::Disk& disk) {
  return remove_file(folder, journal_name, disk);
}

}  // namespace nowthen::extract
