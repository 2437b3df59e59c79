#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace nowthen::sim {

/// The checked parameters of one action: every one that the action declares is there, given or by default.
class Parameters {
 public:
  using Value = std::variant<std::int64_t, double, std::string, bool>;

  void set(std::string_view name, Value value) {
    values_.insert_or_assign(std::string(name), std::move(value));
  }

  std::int64_t integer(std::string_view name) const { return std::get<std::int64_t>(at(name)); }
  double number(std::string_view name) const { return std::get<double>(at(name)); }
  const std::string& text(std::string_view name) const { return std::get<std::string>(at(name)); }
  bool boolean(std::string_view name) const { return std::get<bool>(at(name)); }
  /// A count that is declared to be zero or more.
  std::size_t size(std::string_view name) const { return static_cast<std::size_t>(integer(name)); }

 private:
  const Value& at(std::string_view name) const { return values_.find(name)->second; }

  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace nowthen::sim
