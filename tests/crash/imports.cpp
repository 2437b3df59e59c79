#include "crash/imports.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "extract/verify_data.hpp"
#include "support/kept_data.hpp"
#include "warehouse/schema/table.hpp"

namespace nowthen::crash {
namespace {

constexpr std::size_t records_in_a_file = 3;
constexpr std::size_t files_of_an_import = 3;

/// A reply of its own, last written at a time of its own: of two readings the later file's wins.
std::string write_reply(const Scratch& scratch, std::size_t number, const std::vector<std::string>& records) {
  std::string path = scratch.file("reply-" + std::to_string(number) + ".json");
  std::string text;
  for (const std::string& record : records) text += (text.empty() ? R"({"conversations":[)" : ",") + record;
  std::ofstream(path) << text << "]}";
  const timeval time{.tv_sec = 1'764'000'000 + static_cast<time_t>(number), .tv_usec = 0};
  const std::array<timeval, 2> times{time, time};
  ::utimes(path.c_str(), times.data());
  return path;
}

std::string corrected(const std::string& record, std::size_t number) {
  auto json = boost::json::parse(record).as_object();
  json["externalTag"] = "corrected " + std::to_string(number);
  return boost::json::serialize(json);
}

/// What comes from the archive. What else is kept, such as the runs, is of the run that kept it.
bool is_compared(const warehouse::TableSchema& schema, bool with_places) {
  return schema.kind == warehouse::TableKind::record || schema.kind == warehouse::TableKind::history ||
         (with_places && schema.id == warehouse::TableId::set_aside);
}

/// Which run showed something, and where its bytes lie, differs from one import to the next.
bool is_compared(const warehouse::Column& column, bool with_places) {
  return with_places || (!column.name.starts_with("archive_") && column.name != "run_id");
}

std::string sum_over(const warehouse::TableSchema& schema, bool with_places) {
  std::string columns;
  for (const auto& column : schema.columns)
    if (is_compared(column, with_places)) columns += (columns.empty() ? "" : ", ") + std::string(column.name);
  return fmt::format(
      "SELECT '{0} ' || count(*) || ' ' || sum(hash(t)::HUGEINT) AS line FROM (SELECT {1} FROM {0}) t",
      schema.name, columns);
}

/// The lines that a query gives; what is wrong, where something is.
std::string lines_of(warehouse::Connection& connection, const std::string& sql) {
  auto rows = connection.query(sql);
  if (!rows) return rows.error().message;
  std::string text;
  for (;;) {
    const auto more = rows->next();
    if (!more) return more.error().message;
    if (!*more) return text;
    text += rows->get<std::string>(0).value_or("") + "\n";
  }
}

std::string joined(const std::vector<std::string>& queries) {
  std::string sql;
  for (const std::string& each : queries) sql += (sql.empty() ? "" : " UNION ALL ") + each;
  return sql;
}

}  // namespace

Imports::Imports(const Scratch& scratch) {
  const std::vector<std::string> records = testing::simulated_records(5);
  std::size_t number = 0;
  for (std::size_t import = 0; import < count; ++import) {
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < files_of_an_import; ++i, ++number) {
      std::vector<std::string> reply;
      const std::size_t first = number * (records_in_a_file - 1);  // one of the file before comes again
      reply.push_back(corrected(records.at(first), number));
      for (std::size_t j = 1; j < records_in_a_file; ++j) reply.push_back(records.at(first + j));
      if (number + 1 == count * files_of_an_import) reply.emplace_back(R"({"conversationId":7})");
      paths.push_back(write_reply(scratch, number, reply));
    }
    files.push_back(std::move(paths));
  }
}

std::vector<std::string> Imports::arguments(std::size_t which) const {
  std::vector<std::string> all{"import"};
  all.insert(all.end(), files.at(which).begin(), files.at(which).end());
  return all;
}

std::uint64_t steps_taken(const Scratch& scratch) {
  const Journal journal(scratch.file("journal"));
  return static_cast<std::uint64_t>(
      std::count_if(journal.steps().begin(), journal.steps().end(), [](const Step& step) {
        return step.head.kind != StepKind::start && step.head.kind != StepKind::open;
      }));
}

std::vector<Undisturbed> undisturbed(const Imports& imports) {
  std::vector<Undisturbed> all;
  const Scratch scratch;
  for (std::size_t i = 0; i < Imports::count; ++i) {
    Undisturbed each{.disk = contents_of(scratch.disk())};
    std::filesystem::remove(scratch.file("journal"));
    const Ran ran = run_program(scratch, imports.arguments(i));
    const bool was_done = ran.code == 0 || ran.code == 3;  // the second has something that is no record
    if (!was_done) throw std::runtime_error("an undisturbed import fails: " + ran.err);
    each.code = ran.code;
    each.steps = steps_taken(scratch);
    if (each.steps == 0) throw std::runtime_error("the preloaded library saw nothing");
    each.tables = tables_of(scratch.data());
    Contents moved;
    for (auto& [path, bytes] : each.disk) moved[path.substr(scratch.disk().size())] = std::move(bytes);
    each.disk = std::move(moved);
    all.push_back(std::move(each));
  }
  return all;
}

std::string tables_of(warehouse::Warehouse& tables, bool with_places) {
  auto connection = tables.connect();
  if (!connection) return connection.error().message;
  std::vector<std::string> counts;
  for (const warehouse::TableSchema& schema : warehouse::tables())
    counts.push_back(fmt::format("SELECT '{0}' AS line, count(*) AS rows FROM {0}", schema.name));
  const std::string filled =
      "\n" + lines_of(*connection, "SELECT line FROM (" + joined(counts) + ") WHERE rows > 0 ORDER BY 1");
  std::vector<std::string> sums;
  for (const warehouse::TableSchema& schema : warehouse::tables())
    if (is_compared(schema, with_places) &&
        filled.find("\n" + std::string(schema.name) + "\n") != std::string::npos)
      sums.push_back(sum_over(schema, with_places));
  return sums.empty() ? filled : lines_of(*connection, "SELECT line FROM (" + joined(sums) + ") ORDER BY 1");
}

std::string tables_of(const std::string& data) {
  auto tables = warehouse::Warehouse::open(
      warehouse::Library::load().value(),
      {.path = data + "/warehouse.duckdb", .access = warehouse::Access::read_only});
  return tables ? tables_of(*tables, false) : "unreadable: " + tables.error().message;
}

namespace {

std::string broken_promise(const std::map<std::string, std::string>& promised) {
  for (const auto& [path, bytes] : promised) {
    const std::string now = content_of(path);
    if (!now.starts_with(bytes))
      return fmt::format("{} had {} bytes synced, and has {} that are others or too few", path, bytes.size(),
                         now.size());
  }
  return {};
}

std::string damage_of(const archive::Verification& found) {
  for (const archive::Finding& finding : found.findings)
    if (archive::is_damage(finding.kind)) return "archive: " + to_text(finding);
  return {};
}

std::string flaws_of_everything(const std::string& data) {
  const auto folder = extract::DataFolder::take(data, extract::Use::shared, "test");
  if (!folder) return folder.error().message;
  const auto found = extract::verify_data(*folder, warehouse::Library::load().value(), {}, {});
  if (!found) return found.error().message;
  if (!found->tables_unreadable.empty()) return "tables unreadable: " + found->tables_unreadable;
  if (!found->differences.empty()) return "a table differs from the archive: " + found->differences[0].table;
  if (found->pages_not_merged > 0) return std::to_string(found->pages_not_merged) + " pages are not merged";
  if (found->unreadable > 0) return "records of the archive are unreadable";
  if (!found->ledger.findings.empty()) return "ledger: " + found->ledger.findings[0].cause;
  return damage_of(found->archive);
}

}  // namespace

std::string flaws_of(const std::string& data, const std::map<std::string, std::string>& promised, Look look) {
  if (auto broken = broken_promise(promised); !broken.empty()) return broken;
  if (look == Look::at_everything) return flaws_of_everything(data);
  const auto found = archive::verify(data + "/archive");
  return found ? damage_of(*found) : found.error().message;
}

namespace {

/// What is promised is there whatever a power cut takes: the bytes, and the names that lead to them.
std::string unkept(const DiskModel& model) {
  for (const auto& [path, bytes] : model.promised()) {
    const auto safe = model.safe(path);
    if (!safe) return "a power cut could take the name of " + path;
    if (!safe->starts_with(bytes)) return "a power cut could take bytes of " + path;
  }
  return {};
}

}  // namespace

Done done_by(const Scratch& scratch, const Contents& before) {
  Contents there;
  for (const auto& [path, bytes] : before) there[scratch.disk() + path] = bytes;
  const Journal journal(scratch.file("journal"));
  DiskModel model(scratch.disk(), there);
  Done done;
  for (const Step& step : journal.steps()) {
    model.apply(step);
    const bool is_telling = step.head.kind == StepKind::sync || step.head.kind == StepKind::rename ||
                            step.head.kind == StepKind::unlink || step.head.kind == StepKind::truncate;
    if (is_telling && done.broken.empty()) done.broken = unkept(model);
  }
  done.promised = model.promised();
  return done;
}

}  // namespace nowthen::crash
