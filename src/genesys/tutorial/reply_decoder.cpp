#include "genesys/tutorial/reply_decoder.hpp"

#include <algorithm>
#include <cstdint>

#include "genesys/reading/page_reader.hpp"
#include "genesys/tutorial/record_decoder.hpp"

namespace nowthen::genesys::tutorial {
namespace {

namespace ondemand = simdjson::ondemand;
using reading::JsonReading;

constexpr std::size_t max_cursor_bytes = 8'192;
constexpr double max_total = 1e12;  // so that no sum of totals comes near the end of its range
constexpr double max_exact = 9'007'199'254'740'992.0;  // 2^53

Error malformed(std::string message, std::string hint) {
  return Error{.kind = ErrorKind::malformed_reply, .message = std::move(message), .hint = std::move(hint)};
}

/// What the pages of both listings have in common.
class ListingShape : public reading::PageShape {
 public:
  void begin() override {
    total_.reset();
    has_next_ = is_of_platform_ = false;
  }

  void field(std::string_view key, ondemand::value value, JsonReading& reading) override {
    if (key == "conversations" || key == "totalHits") is_of_platform_ = true;
    if (key == "nextPage") {
      has_next_ = true;
      return next(value, reading);
    }
    if (key != "total" && key != "totalCount") return;
    const auto total = reading::whole_number(value, key, max_total, reading);
    // Where the two disagree the larger one counts, so that a lack is reported rather than hidden.
    if (total) total_ = std::max(*total, total_.value_or(0));
  }

  Result<void> finish() override {
    if (has_next_ || total_) return {};
    if (is_of_platform_)
      return malformed("the reply is one of the platform's contract, not of the tutorial's",
                       "this host speaks the other contract: use --contract platform");
    return malformed("the reply says neither how many records there are nor whether more follow",
                     "check the base URL: another service may be answering there");
  }

  std::optional<std::int64_t> total() const noexcept { return total_; }

 private:
  virtual void next(ondemand::value value, JsonReading& reading) = 0;

  std::optional<std::int64_t> total_;
  bool has_next_ = false;
  bool is_of_platform_ = false;
};

class LiveShape final : public ListingShape {
 public:
  std::string_view list_key() const override { return "entities"; }
  void begin() override {
    ListingShape::begin();
    next_cursor_.clear();
  }
  reading::RecordOutcome record(const reading::RawRecord& raw, Conversation& record) override {
    return read_record("id", raw, record);
  }
  std::string take_next() noexcept { return std::move(next_cursor_); }

 private:
  void next(ondemand::value value, JsonReading& reading) override {
    reading.text(value, "nextPage", next_cursor_);
    if (next_cursor_.size() > max_cursor_bytes) reading.wrong("nextPage", "too long");
  }

  std::string next_cursor_;
};

class HistoryShape final : public ListingShape {
 public:
  std::string_view list_key() const override { return "groups"; }
  void begin() override {
    ListingShape::begin();
    next_page_.reset();
  }
  reading::RecordOutcome record(const reading::RawRecord& raw, Conversation& record) override {
    return read_record("conversationId", raw, record);
  }
  std::optional<std::int64_t> next_page() const noexcept { return next_page_; }

 private:
  void next(ondemand::value value, JsonReading& reading) override {
    next_page_ = reading::whole_number(value, "nextPage", max_exact, reading);
  }

  std::optional<std::int64_t> next_page_;
};

}  // namespace

class ReplyDecoder::Impl {
 public:
  Result<LivePage> live(const std::string& body) {
    LivePage page;
    if (auto done = reader_.read(body, live_, page); !done) return done.error();
    page.total = live_.total();
    if (auto cursor = live_.take_next(); !cursor.empty()) page.next_cursor = std::move(cursor);
    return page;
  }

  Result<HistoryPage> history(const std::string& body) {
    HistoryPage page;
    if (auto done = reader_.read(body, history_, page); !done) return done.error();
    page.total = history_.total();
    page.next_page = history_.next_page();
    return page;
  }

 private:
  LiveShape live_;
  HistoryShape history_;
  reading::PageReader reader_;
};

ReplyDecoder::ReplyDecoder() : impl_(std::make_unique<Impl>()) {}
ReplyDecoder::~ReplyDecoder() = default;
ReplyDecoder::ReplyDecoder(ReplyDecoder&&) noexcept = default;
ReplyDecoder& ReplyDecoder::operator=(ReplyDecoder&&) noexcept = default;

Result<LivePage> ReplyDecoder::live(const std::string& body) { return impl_->live(body); }

Result<HistoryPage> ReplyDecoder::history(const std::string& body) { return impl_->history(body); }

}  // namespace nowthen::genesys::tutorial
