#pragma once
#include <stop_token>
#include <string>
#include <utility>

#include "access/answer.hpp"

namespace nowthen::cli {

/// Asks, and calls `each(row)` for every row of the answer. Blocks. Fails as questions do.
template <class Each>
Result<void> each_row(access::Tables& tables, std::string sql, const std::stop_token& stop, Each each) {
  auto asked = tables.ask({.sql = std::move(sql)}, stop);
  if (!asked) return asked.error();
  const access::Answer& row = **asked;
  for (;;) {
    const auto more = (*asked)->next();
    if (!more) return more.error();
    if (!*more) return {};
    each(row);
  }
}

}  // namespace nowthen::cli
