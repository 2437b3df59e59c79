#include "cli/commands/export_local.hpp"

#include <utility>

namespace nowthen::cli {
namespace {

class LocalExport final : public ExportSource {
 public:
  LocalExport(warehouse::Connection connection, ExportManner manner, std::stop_token stop)
      : connection_(std::move(connection)), manner_(std::move(manner)), stop_(std::move(stop)) {}

  Result<std::vector<DayState>> begin(const ExportTable& table,
                                      const std::vector<ExportedDay>& have) override {
    table_ = table;
    if (auto named = execute(name_rows_sql(table)); !named) return named.error();
    auto states = read_states();
    if (!states) return states;
    std::vector<std::optional<std::string>> chosen;
    for (const DayState& day : days_to_write(*states, have)) chosen.push_back(day.day);
    if (!chosen.empty())
      if (auto staged = execute(stage_sql(table, chosen)); !staged) return staged.error();
    return states;
  }

  Result<void> write(const DayState& day, const std::string& path) override {
    return execute(copy_sql(*table_, day.day, manner_.form, path));
  }

  Result<void> end() override { return execute(forget_sql(*table_)); }

 private:
  Result<std::vector<DayState>> read_states() {
    auto rows = connection_.query(states_sql(*table_, manner_.range), {}, stop_);
    if (!rows) return rows.error();
    std::vector<DayState> states;
    while (true) {
      const auto more = rows->next();
      if (!more) return more.error();
      if (!*more) return states;
      states.push_back(
          {.day = rows->get<std::string>(0),
           .rows = rows->get<std::int64_t>(1).value_or(0),
           .state = rows->get<std::string>(2).value_or("") + "-" + rows->get<std::string>(3).value_or("")});
    }
  }

  Result<void> execute(const std::string& sql) {
    if (stop_.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "interrupted"};
    const auto done = connection_.execute(sql, {}, stop_);
    if (!done) return done.error();
    return {};
  }

  warehouse::Connection connection_;
  ExportManner manner_;
  std::stop_token stop_;
  std::optional<ExportTable> table_;
};

}  // namespace

std::unique_ptr<ExportSource> local_export(warehouse::Connection connection, ExportManner manner,
                                           std::stop_token stop) {
  return std::make_unique<LocalExport>(std::move(connection), std::move(manner), std::move(stop));
}

}  // namespace nowthen::cli
