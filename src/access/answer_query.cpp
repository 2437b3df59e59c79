#include "access/answer_query.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "access/direct_tables.hpp"
#include "access/wire.hpp"

namespace nowthen::access {
namespace {

constexpr std::size_t bytes_at_once = std::size_t{64} << 10U;

Error caller_gone() { return {.kind = ErrorKind::cancelled, .message = "the caller has gone"}; }

}  // namespace

Result<boost::json::object> answer_query(Visit& visit, const OnDamage& on_damage) {
  auto asked = parse_question(visit.body());
  if (!asked) return asked.error();
  auto connection = visit.snapshot(asked->time_zone);
  if (!connection) return connection.error();
  const auto answer =
      answer_over(*std::move(connection), std::move(asked->question), visit.stop(), on_damage);
  if (!answer) return answer.error();
  if (!visit.send(columns_json((*answer)->columns(), (*answer)->is_plan()))) return caller_gone();
  std::string lines;
  std::size_t page_left = 0;
  for (std::int64_t rows = 0;; ++rows) {
    const auto more = (*answer)->next();
    if (!more) return more.error();
    if (!*more) return boost::json::object{{"rows", rows}};
    if (page_left == 0) {
      page_left = (*answer)->rows_at_hand() + 1;
      fmt::format_to(std::back_inserter(lines), "{{\"page\":{}}}\n", page_left);
    }
    append_row(lines, **answer);
    if (--page_left > 0 && lines.size() < bytes_at_once) continue;
    if (!visit.send_lines(lines)) return caller_gone();
    lines.clear();
  }
}

}  // namespace nowthen::access
