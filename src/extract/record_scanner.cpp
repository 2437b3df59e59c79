#include "extract/record_scanner.hpp"

#include <algorithm>
#include <utility>

namespace nowthen::extract {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t kept_capacity = std::size_t{4} << 20U;  // a buffer that is larger is given back
// Going back over what was read already may cost a few times what the text has cost so far, no more.
constexpr std::uint64_t reread_share = 4;
constexpr std::uint64_t reread_always = std::uint64_t{1} << 20U;

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::optional<RecordKind> kind_of_list(std::string_view name) {
  if (name == "conversations") return RecordKind::platform_record;
  if (name == "groups") return RecordKind::tutorial_group;
  if (name == "entities") return RecordKind::tutorial_entity;
  return std::nullopt;
}

RecordKind kind_of_record(const ValueTrace::Seen& seen) {
  if (seen.conversation_id && seen.start_time && !seen.conversation_start) return RecordKind::tutorial_group;
  if (seen.id && !seen.conversation_id) return RecordKind::tutorial_entity;
  return RecordKind::platform_record;
}

/// A page behind the last one has no list.
bool is_empty_reply(const ValueTrace::Seen& seen) {
  return !seen.conversation_id && !seen.id && (seen.envelope || !seen.any);
}

std::optional<Instant> availability(const ValueTrace& trace) {
  const auto instant = parse_instant(trace.availability());
  return instant ? std::optional(*instant) : std::nullopt;
}

void trim(std::string& text) {
  while (!text.empty() && is_blank(text.back())) text.pop_back();
}

std::string line_text(const Place& place) { return std::to_string(place.line); }

}  // namespace

const std::vector<Scanned>& RecordScanner::feed(std::string_view chunk) {
  begin_call();
  buffer_.append(chunk);
  run();
  return scanned_;
}

const std::vector<Scanned>& RecordScanner::finish() {
  begin_call();
  is_whole_ = true;
  run();
  end_text();
  return scanned_;
}

void RecordScanner::begin_call() {
  scanned_.clear();
  const std::size_t done = kept_from();
  buffer_.erase(0, done);
  if (buffer_.capacity() > kept_capacity && buffer_.size() < kept_capacity / 4) buffer_.shrink_to_fit();
  at_ -= done;
  record_.begin -= std::min(record_.begin, done);
  dropped_ += done;
}

void RecordScanner::run() {
  while (step()) {
  }
}

/// @return false where more of the text is needed
bool RecordScanner::step() {
  switch (state_) {
    case State::between: return step_between();
    case State::record: return step_record();
    case State::reply: return step_reply();
    case State::skipping: return step_skipping();
  }
  return false;
}

bool RecordScanner::step_between() {
  if (at_end()) return false;
  const char c = buffer_[at_];
  // A comma at the top is what is left of a list that was torn apart.
  if (is_blank(c) || c == ',') {
    pass(c);
    return true;
  }
  if (!in_list()) top_ = place_;
  if (c == '{') {
    begin_record();
    return true;
  }
  if (c == '[') return open_list();
  if (c == ']' && in_list()) return close_list();
  return c == byte_order_mark.front() && !in_list() ? pass_mark() : begin_other(c);
}

bool RecordScanner::pass_mark() {
  const std::string_view here = std::string_view(buffer_).substr(at_, byte_order_mark.size());
  if (here == byte_order_mark) {
    at_ += here.size();
    return true;
  }
  if (!is_whole_ && byte_order_mark.starts_with(here)) return false;
  return begin_other(here.front());
}

void RecordScanner::begin_record() {
  const char first = buffer_[at_];
  record_ = {.begin = at_,
             .place = place_,
             .is_object = first == '{',
             .in_list = in_list(),
             .trace = ValueTrace(first)};
  pass(first);
  state_ = State::record;
}

bool RecordScanner::open_list() {
  if (reply_) {
    begin_record();  // no record, but followed to its end like one
  } else {
    ++lists_;
    pass('[');
  }
  return true;
}

bool RecordScanner::close_list() {
  if (reply_) {
    reply_->trace.take(']');
    state_ = State::reply;
  } else {
    --lists_;
  }
  is_list_doubtful_ = false;
  pass(']');
  return true;
}

/// Something that cannot be a record.
bool RecordScanner::begin_other(char c) {
  if (!in_list()) {
    begin_skip(Until::line_end, "neither an object nor a list");
  } else if (c == '"') {
    begin_record();
  } else if (c == '}' || c == ':') {
    record_ = {.place = place_, .in_list = true};
    record_.place.at_line_start = false;
    begin_skip(Until::next_record, "the brackets around the records do not fit together");
  } else {
    begin_skip(Until::element_end, "not an object");
  }
  return true;
}

bool RecordScanner::step_record() {
  const std::size_t limit = record_.begin + limits_.max_record_bytes;
  const std::size_t end = record_.overflowed ? buffer_.size() : std::min(buffer_.size(), limit);
  const std::size_t begin = at_;
  const Happening happening = follow(record_.trace, end);
  if (record_.overflowed) skip_.refused.size_bytes += at_ - begin;
  switch (happening) {
    case Happening::closed: end_record(); return true;
    case Happening::listed: begin_reply(); return true;
    case Happening::mismatch: break_record("a bracket closes what was not opened", at_); return true;
    case Happening::too_deep: break_record("brackets nested too deep", at_); return true;
    case Happening::intruder: break_record("another record begins before it ends", at_ + 1); return true;
    case Happening::more: break;
  }
  if (!record_.overflowed && at_ == limit) return grow_too_large();
  if (!is_whole_) return false;
  is_cut_ = true;
  break_record("cut off: the text ends before the record does", at_);
  return true;
}

bool RecordScanner::step_reply() {
  const std::string where = "the reply that begins on line " + line_text(reply_->place);
  switch (follow(reply_->trace, buffer_.size())) {
    case Happening::more:
      if (is_whole_) end_text();
      return false;
    case Happening::listed:
      if (const auto kind = kind_of_list(reply_->trace.first_level_key())) {
        reply_->kind = *kind;
        reply_->as_of = availability(reply_->trace);
        state_ = State::between;
      }
      return true;
    case Happening::closed:
      end_reply();
      state_ = State::between;
      return true;
    case Happening::intruder: break_reply(where + " has no end", true); return true;
    default: break_reply(where + " breaks here: its brackets do not fit together", false); return true;
  }
}

RecordScanner::Happening RecordScanner::follow(ValueTrace& trace, std::size_t end) {
  const std::string_view text = std::string_view(buffer_).substr(0, end);
  while (at_ < end) {
    if (!place_.at_line_start) at_ += trace.take_run(text.substr(at_));
    if (at_ == end) break;
    const char c = text[at_];
    // Sound JSON has no bracket that opens here, so that only what is broken is ever given up.
    if (place_.at_line_start && (c == '{' || c == '[') && !trace.allows_value() &&
        resume_at(place_.indent, c) != Resume::no)
      return Happening::intruder;
    pass(c);
    switch (trace.take(c)) {
      case ValueTrace::Step::inside: break;
      case ValueTrace::Step::listed: return Happening::listed;
      case ValueTrace::Step::closed: return Happening::closed;
      case ValueTrace::Step::mismatch: return Happening::mismatch;
      case ValueTrace::Step::too_deep: return Happening::too_deep;
    }
  }
  return Happening::more;
}

void RecordScanner::end_record() {
  state_ = State::between;
  if (record_.overflowed) return end_skip();
  const std::string_view bytes = std::string_view(buffer_).substr(record_.begin, at_ - record_.begin);
  if (!record_.is_object) {
    scanned_.emplace_back(Refused{.bytes = std::string(bytes),
                                  .size_bytes = bytes.size(),
                                  .line = record_.place.line,
                                  .reason = "not an object"});
  } else if (may_be_reply() && is_empty_reply(record_.trace.seen())) {
    scanned_.emplace_back(ReplyEnd{.reply = ++replies_, .as_of = availability(record_.trace)});
  } else {
    Found found{.bytes = bytes, .line = record_.place.line, .kind = kind_of_record(record_.trace.seen())};
    if (reply_) {
      ++reply_->records;
      found.kind = reply_->kind;
      found.reply = reply_->number;
      found.as_of = reply_->as_of;
    }
    scanned_.emplace_back(found);
  }
}

/// The record turns out to be a reply, if a list of its first level has the name of one.
void RecordScanner::begin_reply() {
  const auto kind = kind_of_list(record_.trace.first_level_key());
  if (!kind || !may_be_reply()) return;
  if (reply_) resume(Resume::at_top);  // The list it stands in was never closed.
  if (!in_list()) top_ = record_.place;
  auto as_of = availability(record_.trace);
  reply_ = Reply{.number = ++replies_,
                 .kind = *kind,
                 .place = record_.place,
                 .trace = std::move(record_.trace),
                 .as_of = as_of};
  record_ = {};
  skip_ = {};
  state_ = State::between;
}

void RecordScanner::end_reply() {
  scanned_.emplace_back(
      ReplyEnd{.reply = reply_->number, .records = reply_->records, .as_of = availability(reply_->trace)});
  reply_.reset();
}

/// Goes on at a later record that a broken one has swallowed, or else keeps this one's beginning alone.
bool RecordScanner::grow_too_large() {
  const std::string reason = "larger than " + std::to_string(limits_.max_record_bytes) + " bytes";
  skip_ = {.refused = {.line = record_.place.line, .reason = reason}};
  if (go_back(at_)) return true;
  skip_.refused.bytes = buffer_.substr(record_.begin, at_ - record_.begin);
  skip_.refused.size_bytes = skip_.refused.bytes.size();
  record_.overflowed = true;
  return true;
}

bool RecordScanner::step_skipping() {
  while (!at_end()) {
    const char c = buffer_[at_];
    const bool ends_line = c == '\n' && skip_.until != Until::next_record;
    const bool ends_element = skip_.until == Until::element_end && (c == ',' || c == ']' || c == '}');
    const auto where =
        skip_.until == Until::next_record && place_.at_line_start ? resume_at(place_.indent, c) : Resume::no;
    if (ends_line || ends_element || where != Resume::no) {
      end_skip();
      state_ = State::between;
      if (where != Resume::no) resume(where);
      return true;
    }
    skip(c);
  }
  if (is_whole_) {
    end_skip();
    is_cut_ = is_cut_ || skip_.until == Until::next_record;
    state_ = State::between;
  }
  return false;
}

void RecordScanner::begin_skip(Until until, std::string reason) {
  skip_ = {.until = until, .refused = {.line = place_.line, .reason = std::move(reason)}};
  state_ = State::skipping;
}

void RecordScanner::skip(char c) {
  if (skip_.refused.bytes.size() < limits_.max_record_bytes) skip_.refused.bytes += c;
  ++skip_.refused.size_bytes;
  pass(c);
}

void RecordScanner::end_skip() {
  Refused& refused = skip_.refused;
  if (refused.bytes.size() == refused.size_bytes) {
    trim(refused.bytes);
    refused.size_bytes = refused.bytes.size();
  }
  scanned_.emplace_back(std::exchange(refused, {}));
}

/// @param seen_to  how far the text was looked at, which may be one byte more than was taken
void RecordScanner::break_record(std::string reason, std::size_t seen_to) {
  if (record_.overflowed) {
    skip_.until = Until::next_record;
    state_ = State::skipping;
    return;
  }
  skip_ = {.until = Until::next_record, .refused = {.line = record_.place.line, .reason = std::move(reason)}};
  if (go_back(seen_to)) return;
  skip_.refused.bytes = buffer_.substr(record_.begin, at_ - record_.begin);
  skip_.refused.size_bytes = skip_.refused.bytes.size();
  state_ = State::skipping;
}

void RecordScanner::break_reply(std::string reason, bool begins_anew) {
  record_ = {.place = place_};
  record_.place.at_line_start = false;
  begin_skip(Until::next_record, std::move(reason));
  if (!begins_anew) return;
  end_skip();
  resume(Resume::at_top);
}

/// Whether a line that begins with `c` may be the first one behind the broken record.
RecordScanner::Resume RecordScanner::resume_at(std::size_t indent, char c) const noexcept {
  const bool has_own_line = record_.in_list && record_.place.at_line_start && state_ != State::reply;
  if (has_own_line && c == '{' && indent == record_.place.indent) return Resume::in_list;
  if (has_own_line && c == ']' && indent < record_.place.indent) return Resume::in_list;
  return (c == '{' || c == '[') && indent <= top_.indent ? Resume::at_top : Resume::no;
}

/// Refuses the record up to the first such line, if there is one and going back is not too dear.
bool RecordScanner::go_back(std::size_t seen_to) {
  Place place = record_.place;
  std::size_t line_begin = std::string::npos;
  for (std::size_t i = record_.begin; i < seen_to; place.pass(buffer_[i++])) {
    if (i > record_.begin && buffer_[i - 1] == '\n') line_begin = i;
    if (line_begin == std::string::npos || !place.at_line_start) continue;
    const Resume where = resume_at(place.indent, buffer_[i]);
    if (where == Resume::no) continue;
    const std::uint64_t distance = at_ - line_begin;
    if (reread_ + distance > reread_share * (dropped_ + at_) + reread_always) return false;
    reread_ += distance;
    skip_.refused.bytes = buffer_.substr(record_.begin, line_begin - record_.begin);
    skip_.refused.size_bytes = skip_.refused.bytes.size();
    end_skip();
    at_ = line_begin;
    place_ = {.line = place.line};
    resume(where);
    return true;
  }
  return false;
}

void RecordScanner::resume(Resume where) {
  state_ = State::between;
  is_list_doubtful_ = where == Resume::in_list;
  if (where == Resume::in_list) return;
  if (reply_) end_reply();
  lists_ = 0;
}

/// What is still open when the text has ended has lost its end.
void RecordScanner::end_text() {
  if (in_list() && !is_cut_) {
    const Place begin = reply_ ? reply_->place : top_;
    scanned_.emplace_back(
        Refused{.line = place_.line,
                .reason = "cut off: the list that begins on line " + line_text(begin) + " has no end"});
  }
  is_cut_ = true;
  if (reply_) end_reply();
  lists_ = 0;
  state_ = State::between;
}

}  // namespace nowthen::extract
