#include "cli/commands/export_remote.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "cli/commands/export_local.hpp"
#include "cli/output/base64.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t bytes_a_line = std::size_t{48} << 10U;

Error caller_gone() { return {.kind = ErrorKind::cancelled, .message = "the caller has gone"}; }

Error failed(const std::string& what, const std::string& path, int code, std::string hint) {
  return {.kind = ErrorKind::local,
          .message = fmt::format("cannot {} {}: {}", what, path, std::generic_category().message(code)),
          .hint = std::move(hint)};
}

/// Where the caller writes.
Error not_written(const std::string& path, int code) {
  const bool is_full = code == ENOSPC || code == EDQUOT;
  return failed("write", path, code,
                is_full ? "make room there, or let --to name a folder elsewhere; then run it again"
                        : "let --to name a folder that can be written");
}

/// Where the owner makes the files.
Error not_read(const std::string& path, int code) {
  return failed("read", path, code,
                "the process that has the data makes each file there first; look at that disk, then run it "
                "again");
}

Error malformed_export() {
  return {.kind = ErrorKind::malformed_reply,
          .message = "the files that the process with the data sends are not understood",
          .hint = "is it another version of nowthen? wait until it has ended, then try again"};
}

json::value states_json(const std::vector<DayState>& states) {
  json::array all;
  for (const DayState& each : states)
    all.push_back(json::object{{"day", each.day ? json::value(*each.day) : json::value()},
                               {"rows", each.rows},
                               {"state", each.state}});
  return json::object{{"states", std::move(all)}};
}

std::optional<DayState> state_from(const json::value& value) {
  const json::object* const object = value.if_object();
  if (object == nullptr) return std::nullopt;
  const auto* const day = object->if_contains("day");
  const auto* const rows = object->if_contains("rows");
  const auto* const state = object->if_contains("state");
  if (day == nullptr || rows == nullptr || state == nullptr || !rows->is_int64() || !state->is_string())
    return std::nullopt;
  if (!day->is_null() && !day->is_string()) return std::nullopt;
  DayState found{.day = std::nullopt, .rows = rows->get_int64(), .state = std::string(state->get_string())};
  if (day->is_string()) found.day = std::string(day->get_string());
  return found;
}

/// A file for one answer, gone with it.
class WorkshopFile {
 public:
  explicit WorkshopFile(const std::string& workshop) {
    static std::atomic<unsigned> count{0};
    path_ = fmt::format("{}/{}", workshop, ++count);
  }
  ~WorkshopFile() { ::unlink(path_.c_str()); }
  WorkshopFile(const WorkshopFile&) = delete;
  WorkshopFile& operator=(const WorkshopFile&) = delete;

  const std::string& path() const noexcept { return path_; }

  /// Sends its bytes, line by line, and how many there were.
  Result<void> send(access::Visit& visit) const {
    errno = 0;
    std::ifstream file(path_, std::ios::binary);
    if (!file) return not_read(path_, errno == 0 ? EIO : errno);
    std::string bytes(bytes_a_line, '\0');
    std::int64_t size = 0;
    while (file) {
      file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      const std::string_view read(bytes.data(), static_cast<std::size_t>(file.gcount()));
      if (!read.empty() && !visit.send(json::object{{"bytes", base64(read)}})) return caller_gone();
      size += file.gcount();
    }
    if (!file.eof()) return not_read(path_, EIO);
    if (!visit.send(json::object{{"size_bytes", size}})) return caller_gone();
    return {};
  }

 private:
  std::string path_;
};

/// A file that is written as its bytes come.
class ComingFile {
 public:
  explicit ComingFile(const std::string& path)
      : path_(path),
        descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR)),
        code_(descriptor_ < 0 ? errno : 0) {}
  ~ComingFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  ComingFile(const ComingFile&) = delete;
  ComingFile& operator=(const ComingFile&) = delete;

  Result<void> append(std::string_view bytes) {
    if (descriptor_ < 0) return not_written(path_, code_);
    size_ += static_cast<std::int64_t>(bytes.size());
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return not_written(path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  std::int64_t size() const noexcept { return size_; }

 private:
  std::string path_;
  int descriptor_;
  int code_;  ///< Why it could not be opened.
  std::int64_t size_ = 0;
};

class RemoteExport final : public ExportSource {
 public:
  RemoteExport(access::Caller caller, ExportManner manner, std::stop_token stop)
      : caller_(std::move(caller)), manner_(std::move(manner)), stop_(std::move(stop)) {
    caller_.stay_in_one_state();
  }

  Result<std::vector<DayState>> begin(const ExportTable& table,
                                      const std::vector<ExportedDay>& have) override {
    auto reply = caller_.call(
        export_target,
        export_question_text({.table = std::string(table.name), .manner = manner_, .have = have}), stop_);
    if (!reply) return reply.error();
    reply_ = *std::move(reply);
    const auto line = object();
    if (!line) return line.error();
    const auto* const all = line->if_contains("states");
    if (all == nullptr || !all->is_array()) return malformed_export();
    std::vector<DayState> states;
    for (const json::value& each : all->get_array()) {
      auto state = state_from(each);
      if (!state) return malformed_export();
      states.push_back(*std::move(state));
    }
    return states;
  }

  /// The owner sends the files in the same order.
  Result<void> write(const DayState&, const std::string& path) override {
    ComingFile file(path);
    for (;;) {
      const auto line = object();
      if (!line) return line.error();
      if (const auto* const size = line->if_contains("size_bytes")) {
        if (!size->is_int64() || size->get_int64() != file.size()) return malformed_export();
        return {};
      }
      const auto* const text = line->if_contains("bytes");
      if (text == nullptr || !text->is_string()) return malformed_export();
      const auto bytes = bytes_of_base64(std::string_view(text->get_string()));
      if (!bytes) return malformed_export();
      if (auto appended = file.append(*bytes); !appended) return appended;
    }
  }

  Result<void> end() override {
    const auto line = reply_->next();
    if (!line) return line.error();
    if (*line) return malformed_export();
    return {};
  }

 private:
  Result<json::object> object() {
    auto line = reply_->next();
    if (!line) return line.error();
    if (!*line || !(*line)->is_object()) return malformed_export();
    return std::move((*line)->get_object());
  }

  access::Caller caller_;
  ExportManner manner_;
  std::stop_token stop_;
  std::unique_ptr<access::Reply> reply_;
};

}  // namespace

Result<json::object> answer_export(access::Visit& visit, const std::string& workshop) {
  const auto question = parse_export_question(visit.body());
  if (!question) return question.error();
  const auto tables = chosen_tables({question->table});
  if (!tables) return tables.error();
  auto connection = visit.snapshot(question->manner.zone);
  if (!connection) return connection.error();
  const auto source = local_export(*std::move(connection), question->manner, visit.stop());
  const auto states = source->begin(tables->front(), question->have);
  if (!states) return states.error();
  if (!visit.send(states_json(*states))) return caller_gone();
  for (const DayState& day : days_to_write(*states, question->have)) {
    const WorkshopFile file(workshop);
    if (auto written = source->write(day, file.path()); !written) return written.error();
    if (auto sent = file.send(visit); !sent) return sent.error();
  }
  if (auto ended = source->end(); !ended) return ended.error();
  return json::object{};
}

std::unique_ptr<ExportSource> remote_export(access::Caller caller, ExportManner manner,
                                            std::stop_token stop) {
  return std::make_unique<RemoteExport>(std::move(caller), std::move(manner), std::move(stop));
}

}  // namespace nowthen::cli
