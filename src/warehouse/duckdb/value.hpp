#pragma once
#include <chrono>
#include <concepts>
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace nowthen::warehouse {

/// One value on its way into the database: a parameter of a statement, or a cell of an appended row.
///
/// NULL (`nullptr`, `std::nullopt`), truth, number, text, instant, or an optional of any of these. Durations
/// become their number of milliseconds, ids their text. A view: text must outlive the call it is handed to.
/// DuckDB converts to the column's type, and refuses what does not fit there. Text must be UTF-8.
class Value {
 public:
  using Variant =
      std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string_view, Instant>;

  // NOLINTBEGIN(google-explicit-constructor): a row is written as `{id, 3, nullptr}`
  Value(std::nullptr_t) {}
  Value(std::nullopt_t) {}
  template <std::same_as<bool> T>
  Value(T truth) : held_(truth) {}
  template <std::signed_integral T>
  Value(T number) : held_(std::int64_t{number}) {}
  template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>) Value(T number) : held_(std::uint64_t{number}) {}
  template <std::floating_point T>
  Value(T number) : held_(double{number}) {}
  template <class T>
  requires(std::convertible_to<const T&, std::string_view> && !std::same_as<T, std::nullptr_t>)
      Value(const T& text)
      : held_(std::string_view(text)) {}
  Value(Instant instant) : held_(instant) {}
  template <class Rep, class Period>
  requires std::convertible_to<std::chrono::duration<Rep, Period>, std::chrono::milliseconds> Value(
      std::chrono::duration<Rep, Period> duration)
      : held_(std::int64_t{std::chrono::milliseconds(duration).count()}) {}
  template <class Tag>
  Value(const Id<Tag>& id) : held_(std::string_view(id.str())) {}
  template <class T>
  Value(const std::optional<T>& maybe) {
    if (maybe) held_ = Value(*maybe).held_;
  }
  // NOLINTEND(google-explicit-constructor)

  const Variant& held() const noexcept { return held_; }

 private:
  Variant held_ = nullptr;
};

/// An instant as DuckDB keeps it in a TIMESTAMPTZ: microseconds since 1970 in UTC.
constexpr std::int64_t microseconds_of(Instant instant) noexcept {
  return std::chrono::microseconds(instant.time_since_epoch()).count();
}

/// The instant of such a number, to the millisecond; what is finer is cut off.
constexpr Instant instant_of_microseconds(std::int64_t microseconds) noexcept {
  return std::chrono::floor<std::chrono::milliseconds>(
      std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(microseconds)));
}

/// The parameters of one statement, in the order of its `?`, or by number for `$1`.
using Values = std::vector<Value>;

}  // namespace nowthen::warehouse
