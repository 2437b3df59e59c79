#pragma once
#include <stop_token>
#include <string>
#include <utility>

#include "access/answer.hpp"

namespace nowthen::access {

/// Asks, and calls `each(row)` for every row of the answer. Blocks. Fails as questions do.
template <class Each>
Result<void> each_row(Tables& tables, Question question, const std::stop_token& stop, Each each) {
  auto asked = tables.ask(std::move(question), stop);
  if (!asked) return asked.error();
  const Answer& row = **asked;
  for (;;) {
    const auto more = (*asked)->next();
    if (!more) return more.error();
    if (!*more) return {};
    each(row);
  }
}

template <class Each>
Result<void> each_row(Tables& tables, std::string sql, const std::stop_token& stop, Each each) {
  return each_row(tables, Question{.sql = std::move(sql)}, stop, std::move(each));
}

}  // namespace nowthen::access
