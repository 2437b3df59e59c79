#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "simulator/http/problem.hpp"

namespace nowthen::sim {

/// Reads the members of one JSON object of a request to the platform; the first thing wrong is remembered.
///
/// Getters give nothing for an absent member, for `null` and for a wrong one.
class BodyReader {
 public:
  /// @param where  the path to the object: empty, or `paging.`, `segmentFilters[0].`
  BodyReader(const boost::json::value& value, std::string where);

  std::optional<std::string> text(std::string_view name);
  /// A text that is one of `words`.
  std::optional<std::string> word(std::string_view name, std::span<const std::string_view> words);
  /// Which of `words` the text is, as an `Enum` whose values stand in the same order; `otherwise` for an
  /// absent and for a wrong one.
  template <class Enum>
  Enum choice(std::string_view name, std::span<const std::string_view> words, Enum otherwise) {
    const auto given = word(name, words);
    for (std::size_t at = 0; given && at < words.size(); ++at)
      if (words[at] == *given) return static_cast<Enum>(at);
    return otherwise;
  }
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<double> number(std::string_view name);
  std::optional<bool> boolean(std::string_view name);
  const boost::json::array* array(std::string_view name, std::size_t most);
  const boost::json::value* object(std::string_view name);

  void refuse(Problem problem);
  /// The member is required and not there.
  void refuse_absent(std::string_view name);
  std::string path(std::string_view name) const { return where_ + std::string(name); }

  /// The first problem, or a member that nobody asked for.
  std::optional<Problem> finish();

 private:
  const boost::json::value* member(std::string_view name);

  const boost::json::object& object_;
  std::string where_;
  std::vector<std::string_view> names_;
  std::optional<Problem> problem_;
};

/// The body as a JSON object, or why it is none.
Checked<boost::json::value> parse_body(std::string_view body);

}  // namespace nowthen::sim
