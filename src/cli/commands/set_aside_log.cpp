#include "cli/commands/set_aside_log.hpp"

#include <boost/json.hpp>

#include "cli/output/base64.hpp"
#include "cli/output/conversation_fields.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

constexpr std::int64_t most_named = 20;
constexpr std::size_t shown_characters = 120;

}  // namespace

std::string set_aside_line(const SetAside& record) {
  return "set aside: " + printable(record.reason) + ": " + excerpt(record.bytes, shown_characters);
}

std::string set_aside_json(const SetAside& record) {
  const boost::json::object line{{"reason", printable(record.reason)}, {"base64", base64(record.bytes)}};
  return boost::json::serialize(line) + "\n";
}

Result<SetAsideLog> SetAsideLog::open(std::ostream& err, const std::string& path) {
  if (path.empty()) return SetAsideLog(err, path, nullptr);
  auto file = FileOutput::create(path, "--set-aside FILE");
  if (!file) return file.error();
  return SetAsideLog(err, path, std::move(*file));
}

void SetAsideLog::add(const SetAside& record) {
  if (++count_ <= most_named) *err_ << set_aside_line(record) << '\n';
  if (file_) file_->append(set_aside_json(record));
}

Result<void> SetAsideLog::finish() {
  if (count_ > most_named) *err_ << "set aside: " << grouped(count_ - most_named) << " more like these\n";
  auto kept = file_ ? file_->commit() : Result<void>{};
  if (count_ > 0 && file_ && kept) *err_ << "set aside: their bytes are in " << printable(path_) << '\n';
  err_->flush();
  return kept;
}

}  // namespace nowthen::cli
