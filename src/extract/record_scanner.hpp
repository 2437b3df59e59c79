#pragma once
#include <nowthen/core/result.hpp>
#include <vector>

#include "extract/place.hpp"
#include "extract/scanned.hpp"
#include "extract/value_trace.hpp"

namespace nowthen::extract {

struct ScanLimits {
  std::size_t max_record_bytes = std::size_t{256} << 20U;
};

/// Takes a text apart into conversation records, chunk by chunk, by its strings and brackets alone.
///
/// Knows replies with a list named `conversations`, `groups` or `entities`, bare lists, bare records, one a
/// line or not, and any of these one after the other. An object is a reply when it has such a list on its
/// first level; its other fields are dropped. Byte-order marks, blank lines and either line ending are fine.
///
/// What is sound JSON is always taken as it stands. Where brackets do not fit, where the text ends, or where
/// a record seems to begin in the middle of another, the scanner goes on at the first line behind the
/// beginning of the broken record that begins as that one did: with the same indentation and a bracket. What
/// lies before is refused. A rubbish line costs that line.
///
/// Memory is bounded by the largest record and the chunk, whatever the text holds. Time is linear in its
/// size. How the text is cut into chunks changes nothing. Does no I/O; not thread-safe.
class RecordScanner {
 public:
  explicit RecordScanner(ScanLimits limits = {}) : limits_(limits) {}

  /// What came to its end with these bytes, in the text's order. Valid until the next call.
  const std::vector<Scanned>& feed(std::string_view chunk);

  /// What is left when the text has ended; a record or list that has not is refused. Called once.
  const std::vector<Scanned>& finish();

 private:
  enum class State : std::uint8_t { between, record, reply, skipping };
  enum class Until : std::uint8_t { line_end, element_end, next_record };
  /// Where scanning may go on at a line's beginning.
  enum class Resume : std::uint8_t { no, in_list, at_top };
  enum class Happening : std::uint8_t { more, listed, closed, mismatch, too_deep, intruder };

  /// An object that may be a record, or something else in the place of one.
  struct Record {
    std::size_t begin = 0;  ///< In the buffer.
    Place place;
    bool is_object = false;
    bool in_list = false;
    ValueTrace trace{'{'};
    bool overflowed = false;  ///< Too large: its first bytes are in `skip_`, the others are not kept.
  };

  /// An object with a list of records.
  struct Reply {
    std::uint64_t number = 0;
    std::uint64_t records = 0;
    RecordKind kind = RecordKind::platform_record;
    Place place;
    ValueTrace trace;
    std::optional<Instant> as_of;
  };

  /// Bytes on their way to a refusal.
  struct Skip {
    Until until = Until::line_end;
    Refused refused;
  };

  void begin_call();
  void run();
  bool step();

  bool step_between();
  bool pass_mark();
  void begin_record();
  bool open_list();
  bool close_list();
  bool begin_other(char c);

  bool step_record();
  bool step_reply();
  Happening follow(ValueTrace& trace, std::size_t end);
  void end_record();
  void begin_reply();
  void end_reply();
  bool grow_too_large();

  bool step_skipping();
  void begin_skip(Until until, std::string reason);
  void skip(char c);
  void end_skip();

  void break_record(std::string reason, std::size_t seen_to);
  void break_reply(std::string reason, bool begins_anew);
  Resume resume_at(std::size_t indent, char c) const noexcept;
  bool go_back(std::size_t seen_to);
  void resume(Resume where);
  void end_text();

  void pass(char c) noexcept {
    place_.pass(c);
    ++at_;
  }
  bool at_end() const noexcept { return at_ == buffer_.size(); }
  bool in_list() const noexcept { return reply_ || lists_ > 0; }
  bool may_be_reply() const noexcept { return record_.is_object && (!reply_ || is_list_doubtful_); }
  std::size_t kept_from() const noexcept {
    return state_ == State::record && !record_.overflowed ? record_.begin : at_;
  }

  ScanLimits limits_;
  std::vector<Scanned> scanned_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t dropped_ = 0;  ///< Bytes of the text before the buffer.
  std::uint64_t reread_ = 0;   ///< Bytes gone back so far.
  bool is_whole_ = false;      ///< The text has ended.
  bool is_cut_ = false;        ///< That it ended too early has been said.

  State state_ = State::between;
  Place place_;                    ///< Of `at_`.
  Place top_;                      ///< Where the outermost value began.
  std::size_t lists_ = 0;          ///< Bare lists around.
  std::optional<Reply> reply_;     ///< Around.
  bool is_list_doubtful_ = false;  ///< A record of the list broke: what follows may not belong to it.
  std::uint64_t replies_ = 0;
  Record record_;
  Skip skip_;
};

}  // namespace nowthen::extract
