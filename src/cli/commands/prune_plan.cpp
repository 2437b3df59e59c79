#include "cli/commands/prune_plan.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <limits>
#include <optional>

#include "access/wire.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

json::value milliseconds_of(std::optional<Instant> at) {
  if (!at) return nullptr;
  return std::int64_t{at->time_since_epoch().count()};
}

/// False where it is neither an instant nor none.
bool take_instant(const json::object& object, const char* name, std::optional<Instant>& at) {
  const json::value* const value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return true;
  if (value->is_int64()) at = Instant(std::chrono::milliseconds(value->get_int64()));
  return value->is_int64();
}

/// A count in that member; nothing where there is none.
std::optional<std::int64_t> count_in(const json::object& object, std::string_view name) {
  const json::value* const value = object.if_contains(name);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0) return std::nullopt;
  return value->get_int64();
}

}  // namespace

std::string prune_request_text(const extract::PruneRequest& request) {
  return json::serialize(json::object{{"conversations", milliseconds_of(request.tables.conversations)},
                                      {"runs", milliseconds_of(request.tables.runs)},
                                      {"archive", milliseconds_of(request.archive)}});
}

Result<extract::PruneRequest> parse_prune_request(std::string_view text) {
  boost::system::error_code failed;
  const json::value value = json::parse(text, failed);
  const json::object* const object = failed ? nullptr : value.if_object();
  extract::PruneRequest request;
  if (object == nullptr || !take_instant(*object, "conversations", request.tables.conversations) ||
      !take_instant(*object, "runs", request.tables.runs) ||
      !take_instant(*object, "archive", request.archive))
    return Error{.kind = ErrorKind::invalid_request, .message = "the request is not understood"};
  return request;
}

json::object prune_plan_json(const extract::PruneReport& plan) {
  json::object rows;
  for (const auto& [table, count] : plan.rows) rows[table] = count;
  return {{"rows", std::move(rows)},
          {"segments", std::int64_t{plan.segments}},
          {"segment_bytes", static_cast<std::int64_t>(plan.segment_bytes)},
          {"tables_bytes", static_cast<std::int64_t>(plan.tables_before)}};
}

Result<extract::PruneReport> prune_plan_from(const json::object& object) {
  const auto segments = count_in(object, "segments");
  const auto segment_bytes = count_in(object, "segment_bytes");
  const auto tables_bytes = count_in(object, "tables_bytes");
  const json::value* const rows = object.if_contains("rows");
  if (!segments || *segments > std::numeric_limits<std::uint32_t>::max() || !segment_bytes || !tables_bytes ||
      rows == nullptr || !rows->is_object())
    return access::malformed("it is no plan of what to prune");
  extract::PruneReport plan{.segments = static_cast<std::uint32_t>(*segments),
                            .segment_bytes = static_cast<std::uint64_t>(*segment_bytes),
                            .tables_before = static_cast<std::uint64_t>(*tables_bytes)};
  for (const auto& [table, count] : rows->get_object()) {
    if (!count.is_int64()) return access::malformed("it is no plan of what to prune");
    plan.rows[std::string(table)] = count.get_int64();
  }
  return plan;
}

}  // namespace nowthen::cli
