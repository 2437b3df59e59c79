#include "warehouse/duckdb/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "warehouse/duckdb/failure_position.hpp"

namespace nowthen::warehouse {
namespace {

struct Sign {
  std::string_view text;  // within the message
  FailureKind kind;
};

// What happened decides before the class of the exception: a full disk is told as an IO error, as a failed
// commit or as a fatal one. The first that fits holds.
constexpr std::array by_text{
    Sign{"No space left on device", FailureKind::disk_full},
    Sign{"Disk quota exceeded", FailureKind::disk_full},
    Sign{"Input/output error", FailureKind::io_error},
    Sign{"fsync failed", FailureKind::io_error},
    Sign{"Could not set lock on file", FailureKind::locked},
    Sign{"Trying to read a database file with version number", FailureKind::newer_file},
    Sign{"Failed to read WAL of version", FailureKind::newer_file},
    Sign{"Corrupt database file", FailureKind::corrupt},
    Sign{"corrupt database file", FailureKind::corrupt},
    Sign{"Corrupt WAL file", FailureKind::corrupt},
    Sign{"not a valid DuckDB database file", FailureKind::corrupt},
    Sign{"Could not read enough bytes from file", FailureKind::corrupt},
    Sign{"WAL does not match database file", FailureKind::corrupt},
    Sign{"This WAL was created for this database file, but", FailureKind::corrupt},
    Sign{"Corrupt WAL", FailureKind::corrupt},
    Sign{"Corrupted database", FailureKind::corrupt},
    Sign{"Data corruption detected", FailureKind::corrupt},
    Sign{"orrupt file?", FailureKind::corrupt},
    Sign{"orrupted file?", FailureKind::corrupt},
    Sign{"appears to be corrupted", FailureKind::corrupt},
    Sign{"in read-only mode: database does not exist", FailureKind::inaccessible},
    Sign{"read-only mode", FailureKind::read_only},
    Sign{"Read-only file system", FailureKind::read_only},
    Sign{"No such file or directory", FailureKind::inaccessible},
    Sign{"Permission denied", FailureKind::inaccessible},
    Sign{"Is a directory", FailureKind::inaccessible},
    Sign{"database has been invalidated", FailureKind::unusable},
};

// The class of the exception, as the message begins.
constexpr std::array by_class{
    Sign{"INTERRUPT", FailureKind::interrupted},
    Sign{"Out of Memory", FailureKind::out_of_memory},
    Sign{"FATAL", FailureKind::unusable},
    Sign{"INTERNAL", FailureKind::unusable},
    Sign{"Serialization", FailureKind::corrupt},
    Sign{"Constraint", FailureKind::constraint},
    Sign{"TransactionContext", FailureKind::conflict},
    Sign{"Parser", FailureKind::invalid_sql},
    Sign{"Syntax", FailureKind::invalid_sql},
    Sign{"Binder", FailureKind::invalid_sql},
    Sign{"Catalog", FailureKind::invalid_sql},
    Sign{"Not implemented", FailureKind::invalid_sql},
    Sign{"Parameter Not Resolved", FailureKind::invalid_sql},
    Sign{"Parameter Not Allowed", FailureKind::invalid_sql},
    Sign{"Conversion", FailureKind::invalid_value},
    Sign{"Out of Range", FailureKind::invalid_value},
    Sign{"Invalid Input", FailureKind::invalid_value},
    Sign{"Mismatch Type", FailureKind::invalid_value},
    Sign{"Divide by Zero", FailureKind::invalid_value},
};

// A log that cannot be carried out on its file belongs to another state of it, whatever the class says: after
// a power cut the two may be of different ages. A want of memory, or our own interruption, says nothing of
// the log.
bool is_log_at_odds(std::string_view message, std::string_view exception_class) {
  return message.find("Failure while replaying WAL file") != std::string_view::npos &&
         exception_class != "Out of Memory" && exception_class != "INTERRUPT";
}

// What DuckDB says where its limit of memory does not suffice; of a failed commit the class does not say it.
constexpr std::array<std::string_view, 7> of_memory{"failed to pin block",
                                                    "could not allocate block",
                                                    "failed to offload data block",
                                                    "failed to allocate data of size",
                                                    "failed to reserve memory data of size",
                                                    "failed to resize block",
                                                    "Failed to allocate block"};

// After a fatal error nothing works until the file is opened anew, which is more than a want of memory.
bool is_want_of_memory(std::string_view message, std::string_view exception_class) {
  if (exception_class == "FATAL" || exception_class == "INTERNAL") return false;
  return std::any_of(of_memory.begin(), of_memory.end(), [message](std::string_view sign) {
    return message.find(sign) != std::string_view::npos;
  });
}

// Of a statement, or of a value in it: their messages show either, which may read like anything.
constexpr std::array of_statements{"Parser",
                                   "Syntax",
                                   "Binder",
                                   "Catalog",
                                   "Not implemented",
                                   "Parameter Not Resolved",
                                   "Parameter Not Allowed",
                                   "Conversion",
                                   "Out of Range",
                                   "Mismatch Type"};

// An excerpt of the statement follows the message.
std::string_view without_excerpt(std::string_view message) {
  return message.substr(0, message.find("\nLINE "));
}

FailureKind by_class_of(std::string_view exception_class) {
  for (const Sign& sign : by_class)
    if (exception_class == sign.text) return sign.kind;
  return FailureKind::other;
}

FailureKind kind_of(std::string_view message, std::string_view exception_class) {
  message = without_excerpt(message);
  const bool is_log = message.find("replaying WAL file") != std::string_view::npos;
  if (!is_log &&
      std::find(of_statements.begin(), of_statements.end(), exception_class) != of_statements.end())
    return by_class_of(exception_class);
  for (const Sign& sign : by_text)
    if (message.find(sign.text) != std::string_view::npos) return sign.kind;
  if (is_want_of_memory(message, exception_class)) return FailureKind::out_of_memory;
  if (is_log_at_odds(message, exception_class)) return FailureKind::corrupt;
  return by_class_of(exception_class);
}

std::string hint_for(FailureKind kind) {
  switch (kind) {
    case FailureKind::locked: return "stop the process that holds the file, or ask that process";
    case FailureKind::newer_file: return "use the version of nowthen that wrote the file, or a later one";
    case FailureKind::older_file: return "open it once for writing: nowthen import FILE; /dev/null will do";
    case FailureKind::disk_full: return "make room on that disk, then run it again";
    case FailureKind::out_of_memory:
      return "allow more memory or fewer threads, or ask for less at once; a folder for spilling needs room "
             "too";
    case FailureKind::read_only: return "open it for writing, or leave out what writes";
    case FailureKind::inaccessible: return "check that the path exists and belongs to this user";
    case FailureKind::io_error: return "the disk may be failing: look at the system's log, then run it again";
    case FailureKind::corrupt:
      return "the next nowthen import makes the tables anew from the archive: nowthen import /dev/null will "
             "do";
    case FailureKind::unusable: return "run it again: the file has to be opened anew";
    default: return {};
  }
}

// The part before ` Error: `, and the rest. A message without one is all rest.
std::pair<std::string_view, std::string_view> split_class(std::string_view message) {
  constexpr std::string_view mark = " Error: ";
  const std::size_t at = message.find(mark);
  if (at == std::string_view::npos || at > message.find('\n')) return {{}, message};
  return {message.substr(0, at), message.substr(at + mark.size())};
}

// The first paragraph on one line, without the addresses of pages to read.
std::string one_line(std::string_view text) {
  text = text.substr(0, text.find("\n\n"));
  text = text.substr(0, text.find(" See also http"));
  text = text.substr(0, text.find("\nLINE "));
  std::string line(text);
  for (char& c : line)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  while (line.ends_with(' ') || line.ends_with('.')) line.pop_back();
  return line;
}

}  // namespace

Failure failure_from(std::string_view message, std::string_view sql) {
  const auto [exception_class, text] = split_class(message);
  Failure failure{.kind = kind_of(message, exception_class),
                  .message = one_line(text),
                  .position = position_in(message, sql),
                  .is_outcome_unknown = message.find("Failed to commit") != std::string_view::npos};
  failure.hint = hint_for(failure.kind);
  if (failure.position)
    failure.message += fmt::format(" (line {}, column {})", failure.position->line, failure.position->column);
  return failure;
}

Failure::operator Error() const {
  switch (kind) {
    case FailureKind::interrupted: return {.kind = ErrorKind::cancelled, .message = message, .hint = hint};
    case FailureKind::invalid_sql:
    case FailureKind::invalid_value:
      return {.kind = ErrorKind::invalid_request, .message = message, .hint = hint};
    default: return {.kind = ErrorKind::local, .message = message, .hint = hint};
  }
}

const char* to_string(FailureKind kind) noexcept {
  switch (kind) {
    case FailureKind::locked: return "locked";
    case FailureKind::newer_file: return "newer_file";
    case FailureKind::older_file: return "older_file";
    case FailureKind::corrupt: return "corrupt";
    case FailureKind::read_only: return "read_only";
    case FailureKind::inaccessible: return "inaccessible";
    case FailureKind::disk_full: return "disk_full";
    case FailureKind::io_error: return "io_error";
    case FailureKind::out_of_memory: return "out_of_memory";
    case FailureKind::interrupted: return "interrupted";
    case FailureKind::constraint: return "constraint";
    case FailureKind::conflict: return "conflict";
    case FailureKind::invalid_sql: return "invalid_sql";
    case FailureKind::invalid_value: return "invalid_value";
    case FailureKind::unusable: return "unusable";
    case FailureKind::no_library: return "no_library";
    case FailureKind::other: return "other";
  }
  return "unknown";
}

}  // namespace nowthen::warehouse
