#pragma once
#include <functional>
#include <memory>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

#include "access/answer.hpp"
#include "warehouse/duckdb/connection.hpp"

namespace nowthen::access {

/// Told of failures that say that the tables' file is damaged: their owner is to make it anew. May be called
/// by several threads; may be empty.
using OnDamage = std::function<void(const warehouse::Failure&)>;

/// What answers the question over that connection, once it is seen that it only reads. Fails as `Tables::ask`
/// does.
Result<std::unique_ptr<Answer>> answer_over(warehouse::Connection connection, Question question,
                                            std::stop_token stop, OnDamage on_damage = {});

/// The days and half hours of this connection are those of the zone from now on. Fails with `invalid_request`
/// for what is no zone.
Result<void> set_time_zone(warehouse::Connection& connection, const std::string& zone);

/// Tables that this process has opened itself, for reading.
class DirectTables final : public Tables {
 public:
  /// From here on the connection's database reads nothing but its own file. `zone` as for `set_time_zone`.
  static Result<std::unique_ptr<Tables>> over(warehouse::Connection connection, const std::string& zone,
                                              OnDamage on_damage = {});

  Result<std::unique_ptr<Answer>> ask(Question question, std::stop_token stop) override;

 private:
  DirectTables(warehouse::Connection connection, OnDamage on_damage)
      : connection_(std::move(connection)), on_damage_(std::move(on_damage)) {}

  warehouse::Connection connection_;
  OnDamage on_damage_;
};

}  // namespace nowthen::access
