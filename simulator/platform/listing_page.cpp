#include "simulator/platform/listing_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

constexpr std::int64_t most_page_size = 100;
constexpr std::int64_t most_page_number = 100'000'000;

/// The number in the query, or `otherwise`; nothing when it is none from 1 to `most`.
std::optional<std::int64_t> number_in(std::string_view text, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc{} || end != text.data() + text.size() || number < 1 || number > most)
    return std::nullopt;
  return number;
}

std::optional<Problem> read(const Fields& query, std::string_view name, std::int64_t most, std::int64_t& to) {
  const auto text = field(query, name);
  if (!text) return std::nullopt;
  const auto number = number_in(*text, most);
  if (!number)
    return invalid_value(std::string(name), *text, fmt::format("must be a number from 1 to {}", most));
  to = *number;
  return std::nullopt;
}

void append_uri(std::string& out, std::string_view name, const Listing& listing, std::int64_t number) {
  out += fmt::format(R"(,"{}":)", name);
  append_json_string(out, fmt::format("{}?pageSize={}&pageNumber={}{}", listing.path, listing.page.size,
                                      number, listing.rest));
}

}  // namespace

std::size_t NumberedPage::first(std::size_t total) const {
  return static_cast<std::size_t>(std::min((number - 1) * size, static_cast<std::int64_t>(total)));
}

std::size_t NumberedPage::end(std::size_t total) const {
  return static_cast<std::size_t>(std::min(number * size, static_cast<std::int64_t>(total)));
}

Checked<NumberedPage> read_page(const Fields& query) {
  NumberedPage page;
  if (auto problem = read(query, "pageSize", most_page_size, page.size)) return *problem;
  if (auto problem = read(query, "pageNumber", most_page_number, page.number)) return *problem;
  return page;
}

std::string listing_body(const Listing& listing,
                         const std::function<void(std::string&, std::size_t)>& append) {
  const NumberedPage& page = listing.page;
  std::string body = R"({"entities":[)";
  for (std::size_t at = page.first(listing.total); at < page.end(listing.total); ++at) {
    if (body.back() != '[') body += ',';
    append(body, at);
  }
  const auto count = (static_cast<std::int64_t>(listing.total) + page.size - 1) / page.size;
  body += fmt::format(R"(],"pageSize":{},"pageNumber":{},"total":{},"pageCount":{})", page.size, page.number,
                      listing.total, count);
  append_uri(body, "firstUri", listing, 1);
  append_uri(body, "selfUri", listing, page.number);
  if (page.number < count) append_uri(body, "nextUri", listing, page.number + 1);
  if (page.number > 1) append_uri(body, "previousUri", listing, page.number - 1);
  append_uri(body, "lastUri", listing, std::max<std::int64_t>(1, count));
  return body + '}';
}

}  // namespace nowthen::sim
