#pragma once
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace nowthen::sim {

/// Parses `text` with at most 32 levels. Fails with `invalid_request`, saying where the text stops being
/// JSON.
Result<boost::json::value> parse_json(std::string_view text);

/// The object that `value` is; an empty one if it is none.
const boost::json::object& object_or_empty(const boost::json::value& value);

/// The whole number from `least` to `most` that `value` is, or nothing.
std::optional<std::int64_t> whole_number(const boost::json::value& value, std::int64_t least,
                                         std::int64_t most);

/// The number that `value` is, or nothing.
std::optional<double> finite_number(const boost::json::value& value);

/// Reads the members of one object, checking type and range of each.
///
/// Getters give nothing for an absent member and for a wrong one; the first wrong one is remembered, and
/// `finish` returns it, or names a member that nobody asked for.
class ObjectReader {
 public:
  /// @param where  begins every message: `faults: rule 2 ("slow")`
  ObjectReader(const boost::json::object& object, std::string where);
  /// The same for any value: one that is no object is the first error.
  ObjectReader(const boost::json::value& value, std::string where);

  bool has(std::string_view name) const { return object_.contains(name); }
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<double> number(std::string_view name, double least, double most);
  std::optional<std::string> text(std::string_view name, std::size_t longest = 1000);
  std::optional<bool> boolean(std::string_view name);
  std::optional<Instant> instant(std::string_view name);
  /// The member itself, marked as known; nullptr when absent.
  const boost::json::value* any(std::string_view name);
  /// The member if it is an array of at most `most` elements.
  const boost::json::array* array(std::string_view name, std::size_t most);

  /// Remembers an error about the member unless there is one already.
  void refuse(std::string_view name, std::string_view complaint);
  const std::string& where() const noexcept { return where_; }
  Result<void> finish();

 private:
  const boost::json::object& object_;
  std::string where_;
  std::set<std::string, std::less<>> known_;
  std::optional<Error> error_;
};

}  // namespace nowthen::sim
