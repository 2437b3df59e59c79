#include "serve/query_of.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

namespace nowthen::serve {
namespace {

Error wrong(std::string_view name, std::string_view wanted) {
  return {.kind = ErrorKind::invalid_request,
          .message = std::string(name) + " must be " + std::string(wanted)};
}

}  // namespace

std::optional<Query> Query::of(std::string_view target) {
  const auto parsed = boost::urls::parse_origin_form(target);
  if (!parsed) return std::nullopt;
  Query query;
  query.path_ = parsed->path();
  boost::urls::encoding_opts options;
  options.space_as_plus = true;
  for (const auto& each : parsed->params(options)) query.fields_.emplace_back(each.key, each.value);
  return query;
}

std::string Query::text(std::string_view name) const {
  for (const auto& [key, value] : fields_)
    if (key == name) return value;
  return {};
}

std::vector<std::string> Query::texts(std::string_view name) const {
  std::vector<std::string> all;
  for (const auto& [key, value] : fields_)
    if (key == name && !value.empty()) all.push_back(value);
  return all;
}

Result<Instant> Query::instant(std::string_view name) const {
  const auto read = parse_instant(text(name));
  if (!read) return wrong(name, "an instant, such as 2026-11-12T09:30:00Z");
  return *read;
}

Result<Interval> Query::interval(int most_days) const {
  auto begin = instant("from");
  if (!begin) return begin.error();
  auto end = instant("to");
  if (!end) return end.error();
  if (*end <= *begin) return wrong("to", "later than from");
  if (*end - *begin > std::chrono::days(most_days))
    return wrong("to", "at most " + std::to_string(most_days) + " days later than from");
  return Interval{*begin, *end};
}

Result<int> Query::number(std::string_view name, int otherwise, int least, int most) const {
  const std::string given = text(name);
  if (given.empty()) return otherwise;
  int value = 0;
  const auto read = std::from_chars(given.data(), given.data() + given.size(), value);
  if (read.ec != std::errc{} || read.ptr != given.data() + given.size() || value < least || value > most)
    return wrong(name, "a number from " + std::to_string(least) + " to " + std::to_string(most));
  return value;
}

}  // namespace nowthen::serve
