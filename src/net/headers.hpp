#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nowthen::net {

/// Header fields in the order they came. Names compare without regard to case (RFC 9110, 5.1).
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  Headers() = default;
  Headers(std::initializer_list<Field> fields) : fields_(fields) {}

  /// The first value of `name`, or nothing. The view lives as long as the field.
  std::optional<std::string_view> get(std::string_view name) const;

  /// Replaces every field of that name with one.
  void set(std::string_view name, std::string value);

  /// Adds a field, keeping others of the same name.
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }

  void remove(std::string_view name);

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  std::size_t size() const noexcept { return fields_.size(); }

 private:
  std::vector<Field> fields_;
};

/// ASCII comparison without regard to case.
bool equals_ignoring_case(std::string_view left, std::string_view right) noexcept;

}  // namespace nowthen::net
