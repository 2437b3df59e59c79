#include "genesys/resume_point.hpp"

#include <array>
#include <charconv>

#include "core/digest.hpp"

namespace nowthen::genesys {
namespace {

constexpr std::size_t max_text_bytes = 256;
constexpr std::size_t seal_digits = 16;

std::string_view version(Contract contract) { return contract == Contract::platform ? "p1" : "h1"; }

/// What the page numbers depend on, and the position itself: a text that was altered does not fit its seal.
std::string seal(const HistoryQuery& query, std::string_view position) {
  std::string all(position);
  const auto add = [&all](std::string_view text) { all.append("\n").append(text); };
  const auto add_list = [&](std::string_view name, const std::vector<std::string>& items) {
    add(name);
    for (const auto& item : items) add(item);
  };
  add(std::to_string(query.interval.begin.time_since_epoch().count()));
  add(std::to_string(query.interval.end.time_since_epoch().count()));
  add(std::to_string(query.page_size));
  add_list("media", query.media);
  add_list("queues", query.queues);
  add_list("directions", query.directions);
  add_list("metrics", query.metrics);
  return to_hex(sha256(all)).substr(0, seal_digits);
}

std::string position_text(const HistoryAsk& ask, Contract contract) {
  std::string text(version(contract));
  for (const std::int64_t number : {ask.window.begin.time_since_epoch().count(),
                                    ask.window.end.time_since_epoch().count(), ask.page_number})
    text.append(":").append(std::to_string(number));
  return ask.media.empty() ? text : text + ':' + ask.media;
}

/// Takes `:NUMBER` off the front of `rest`.
bool take_number(std::string_view& rest, std::int64_t& number) {
  if (!rest.starts_with(':')) return false;
  rest.remove_prefix(1);
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (error != std::errc{}) return false;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  return true;
}

bool read_position(std::string_view text, Contract contract, HistoryAsk& ask) {
  if (!text.starts_with(version(contract))) return false;
  text.remove_prefix(version(contract).size());
  std::int64_t begin = 0;
  std::int64_t end = 0;
  if (!take_number(text, begin) || !take_number(text, end) || !take_number(text, ask.page_number))
    return false;
  ask.window = {Instant(std::chrono::milliseconds(begin)), Instant(std::chrono::milliseconds(end))};
  if (text.starts_with(':')) ask.media = text.substr(1);
  return text.empty() || !ask.media.empty();
}

bool lies_in(const Interval& part, const Interval& whole) {
  const bool moving = whole == Interval{};
  return part.begin < part.end && (moving || (whole.begin <= part.begin && part.end <= whole.end));
}

}  // namespace

std::string resume_text(const HistoryQuery& query, const HistoryAsk& ask, Contract contract) {
  const std::string position = position_text(ask, contract);
  return base64url(position + ':' + seal(query, position));
}

Result<HistoryAsk> read_resume_text(const HistoryQuery& query, std::string_view text, Contract contract) {
  const Error refused{
      .kind = ErrorKind::invalid_request,
      .message = "the place to resume from does not belong to this query",
      .hint = "give the text a page of the same query gave, unchanged, or start from the beginning"};
  if (text.size() > max_text_bytes) return refused;
  const std::string plain = from_base64(text);
  const std::size_t cut = plain.rfind(':');
  if (cut == std::string::npos) return refused;
  const std::string position = plain.substr(0, cut);
  HistoryAsk ask;
  if (plain.substr(cut + 1) != seal(query, position) || !read_position(position, contract, ask))
    return refused;
  if (!lies_in(ask.window, query.interval) || ask.page_number < 1) return refused;
  return ask;
}

}  // namespace nowthen::genesys
