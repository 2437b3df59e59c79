#include "net/wire_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace nowthen::net {
namespace {

using Ending = Delivery::Ending;

constexpr std::size_t chunk_bytes = 0x4000;
constexpr std::string_view chunk_head = "4000\r\n";
constexpr std::string_view line_end = "\r\n";
constexpr std::string_view last_chunk = "0\r\n\r\n";

const char* reason_phrase(int status) {
  constexpr std::array<std::pair<int, const char*>, 25> phrases{{{200, "OK"},
                                                                 {201, "Created"},
                                                                 {202, "Accepted"},
                                                                 {204, "No Content"},
                                                                 {301, "Moved Permanently"},
                                                                 {302, "Found"},
                                                                 {304, "Not Modified"},
                                                                 {307, "Temporary Redirect"},
                                                                 {400, "Bad Request"},
                                                                 {401, "Unauthorized"},
                                                                 {403, "Forbidden"},
                                                                 {404, "Not Found"},
                                                                 {405, "Method Not Allowed"},
                                                                 {408, "Request Timeout"},
                                                                 {409, "Conflict"},
                                                                 {413, "Content Too Large"},
                                                                 {421, "Misdirected Request"},
                                                                 {415, "Unsupported Media Type"},
                                                                 {422, "Unprocessable Content"},
                                                                 {429, "Too Many Requests"},
                                                                 {431, "Request Header Fields Too Large"},
                                                                 {500, "Internal Server Error"},
                                                                 {502, "Bad Gateway"},
                                                                 {503, "Service Unavailable"},
                                                                 {504, "Gateway Timeout"}}};
  const auto* found = std::find_if(phrases.begin(), phrases.end(),
                                   [&](const auto& phrase) { return phrase.first == status; });
  return found == phrases.end() ? "Status" : found->second;
}

/// Whether the field is the handler's to set, and cannot end its line.
bool is_sendable(const Headers::Field& field) {
  constexpr std::array<std::string_view, 4> ours{"Content-Length", "Connection", "Transfer-Encoding",
                                                 "Keep-Alive"};
  constexpr std::string_view line_breaks("\r\n\0", 3);
  const std::string& name = field.first;
  const std::string& value = field.second;
  return !name.empty() && name.find_first_of(line_breaks) == std::string_view::npos &&
         value.find_first_of(line_breaks) == std::string_view::npos &&
         std::none_of(ours.begin(), ours.end(),
                      [&](std::string_view own) { return equals_ignoring_case(own, name); });
}

bool forbids_body(int status) { return status < 200 || status == 204 || status == 304; }

}  // namespace

WirePlan::WirePlan(ServerReply reply, const RequestTraits& traits)
    : bodiless_(traits.head_method || traits.is_endless || forbids_body(reply.reply.status)),
      chunked_(reply.delivery.chunked && !traits.http_1_0 && !forbids_body(reply.reply.status)),
      ending_(reply.delivery.ending) {
  const Delivery& delivery = reply.delivery;
  const bool cut = delivery.cut_head_after || delivery.cut_body_after;
  const bool is_last = cut || traits.is_endless || !traits.keep_alive;
  if (ending_ == Ending::keep_alive && is_last) ending_ = Ending::close;
  // A cut reply does not announce its end: it pretends to be like any other.
  const bool announces_close = ending_ == Ending::close && !cut;
  head_ = head_text(
      reply.reply,
      {.http_1_0 = traits.http_1_0, .keep_alive = !announces_close, .is_endless = traits.is_endless});
  body_ = std::move(reply.reply.body);
  pieces_.emplace_back(head_);
  if (!bodiless_ && chunked_)
    add_chunks(delivery.cut_body_after);
  else if (!bodiless_ && !body_.empty())
    pieces_.push_back(std::string_view(body_).substr(0, delivery.cut_body_after.value_or(body_.size())));
  if (delivery.cut_head_after) pieces_.assign(1, std::string_view(head_).substr(0, *delivery.cut_head_after));
}

std::string WirePlan::head_text(const Reply& reply, const RequestTraits& traits) const {
  std::string text = fmt::format("HTTP/1.1 {} {}\r\n", reply.status, reason_phrase(reply.status));
  for (const auto& field : reply.headers)
    if (is_sendable(field)) text.append(field.first).append(": ").append(field.second).append(line_end);
  if (chunked_)
    text.append("Transfer-Encoding: chunked\r\n");
  else if (!traits.is_endless && !forbids_body(reply.status))
    text.append(fmt::format("Content-Length: {}\r\n", reply.body.size()));
  if (!traits.keep_alive)
    text.append("Connection: close\r\n");
  else if (traits.http_1_0)
    text.append("Connection: keep-alive\r\n");
  return text.append(line_end);
}

/// A chunk that is cut announces its whole size; a cut behind all data leaves out the last, empty chunk.
void WirePlan::add_chunks(std::optional<std::size_t> cut_after) {
  std::string_view rest = body_;
  std::size_t left = cut_after.value_or(rest.size());
  last_chunk_head_ = fmt::format("{:x}\r\n", rest.size() % chunk_bytes);
  while (!rest.empty()) {
    const std::string_view data = rest.substr(0, chunk_bytes);
    pieces_.push_back(data.size() == chunk_bytes ? chunk_head : std::string_view(last_chunk_head_));
    pieces_.push_back(data.substr(0, left));
    if (left < data.size()) return;
    pieces_.push_back(line_end);
    left -= data.size();
    rest.remove_prefix(data.size());
  }
  if (!cut_after) pieces_.push_back(last_chunk);
}

}  // namespace nowthen::net
