#include "net/reply_receiver.hpp"

#include <algorithm>
#include <charconv>

namespace nowthen::net {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// The status of `HTTP/1.1 200 OK` or `HTTP/2 200`, or 0.
int status_of(std::string_view line) {
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return 0;
  const std::string_view code = line.substr(space + 1, 3);
  int status = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), status);
  return error == std::errc{} && end == code.data() + 3 && status >= 100 ? status : 0;
}

/// Every value of `name`, joined as one list (RFC 9110, 5.3).
std::string list_of(const Headers& headers, std::string_view name) {
  std::string joined;
  for (const auto& [field, value] : headers)
    if (equals_ignoring_case(field, name) && !value.empty()) joined += (joined.empty() ? "" : ", ") + value;
  return joined;
}

std::size_t announced_length(const Headers& headers) {
  const auto text = headers.get("Content-Length");
  std::size_t length = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), length);
  return length;
}

Error malformed(std::string message) {
  return {.kind = ErrorKind::malformed_reply, .message = std::move(message)};
}

}  // namespace

void ReplyReceiver::start() {
  reply_ = {};
  error_.reset();
  last_name_.clear();
  head_bytes_ = body_bytes_ = field_count_ = 0;
  has_head_ = head_ended_ = decoded_ = in_body_ = is_cut_ = false;
}

bool ReplyReceiver::add_header_line(std::string_view line) {
  if (error_) return false;
  head_bytes_ += line.size();
  if (head_bytes_ > limits_.head_bytes || ++field_count_ > limits_.head_fields)
    return refuse(malformed("the reply's head is too large"));
  if (in_body_) return true;  // a trailer
  if (line.starts_with("HTTP/")) return begin_head(line);
  if (!trimmed(line).empty()) return add_field(line);
  head_ended_ = has_head_;
  return true;
}

bool ReplyReceiver::begin_head(std::string_view status_line) {
  reply_.status = status_of(status_line);
  reply_.headers = {};
  last_name_.clear();
  if (reply_.status == 0) return refuse(malformed("the reply's status line is not HTTP"));
  has_head_ = reply_.status >= 200;
  return true;
}

bool ReplyReceiver::add_field(std::string_view line) {
  const bool folded = line.front() == ' ' || line.front() == '\t';
  if (folded && !last_name_.empty()) {
    std::string value(reply_.headers.get(last_name_).value_or(""));
    value.append(" ").append(trimmed(line));
    reply_.headers.set(last_name_, std::move(value));
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos)
    return refuse(malformed("the reply has a header line without a colon"));
  last_name_ = trimmed(line.substr(0, colon));
  reply_.headers.add(last_name_, std::string(trimmed(line.substr(colon + 1))));
  return true;
}

bool ReplyReceiver::begin_body() {
  in_body_ = true;
  const std::string encoding = list_of(reply_.headers, "Content-Encoding");
  auto started = decoder_.start(encoding, announced_length(reply_.headers));
  if (!started) return refuse(started.error());
  decoded_ = !encoding.empty();
  return true;
}

bool ReplyReceiver::add_body(std::string_view bytes) {
  if (error_) return false;
  if (limits_.drops_body) return drop_body(bytes);
  if (!in_body_ && !begin_body()) return false;
  body_bytes_ += bytes.size();
  auto taken = decoder_.append(bytes);
  return taken ? true : refuse(taken.error());
}

bool ReplyReceiver::drop_body(std::string_view bytes) {
  in_body_ = true;
  body_bytes_ += bytes.size();
  is_cut_ = body_bytes_ > limits_.body_bytes;
  return !is_cut_;
}

Result<Reply> ReplyReceiver::finish() {
  if (error_) return *error_;
  if (!has_head_) return Error{.kind = ErrorKind::transient, .message = "connection closed before the reply"};
  // libcurl takes a connection that closes inside a head for the end of a reply without a body.
  if (!head_ended_) return Error{.kind = ErrorKind::transient, .message = "reply cut short"};
  if (in_body_ && !limits_.drops_body) {
    auto body = decoder_.finish();
    if (!body) return body.error();
    reply_.body = std::move(*body);
  }
  if (decoded_) {
    reply_.headers.remove("Content-Encoding");
    reply_.headers.remove("Content-Length");
  }
  return std::exchange(reply_, {});
}

bool ReplyReceiver::refuse(Error error) {
  error_ = std::move(error);
  return false;
}

}  // namespace nowthen::net
