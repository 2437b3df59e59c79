#include "genesys/platform/page_decoder.hpp"

#include <algorithm>

#include "genesys/other_contract.hpp"
#include "genesys/platform/summary_reader.hpp"
#include "genesys/reading/page_reader.hpp"

namespace nowthen::genesys::platform {
namespace {

constexpr double max_total = 1e12;  // so that no sum of totals comes near the end of its range

bool is_of_tutorial(std::string_view key) {
  return std::find(tutorial_reply_fields.begin(), tutorial_reply_fields.end(), key) !=
         tutorial_reply_fields.end();
}

class DetailsShape final : public reading::PageShape {
 public:
  std::string_view list_key() const override { return "conversations"; }

  void begin() override {
    total_.reset();
    is_of_tutorial_ = is_strange_ = false;
  }

  reading::RecordOutcome record(const reading::RawRecord& raw, Conversation& record) override {
    return read_summary(raw, record);
  }

  void field(std::string_view key, reading::ondemand::value value, reading::JsonReading& reading) override {
    if (key == "totalHits") total_ = reading::whole_number(value, key, max_total, reading);
    if (key == "entities" || is_of_tutorial(key)) is_of_tutorial_ = true;
    if (key != "totalHits" && key != "aggregations" && key != "cursor" && key != "dataAvailabilityDate")
      is_strange_ = true;
  }

  Result<void> finish() override {
    if (!is_of_tutorial_) return {};
    return tutorial_spoken_here();
  }

  /// Has fields that no such page has. With conversations they are new ones; without, it is no such page.
  bool is_strange() const noexcept { return is_strange_; }

  std::optional<std::int64_t> total() const noexcept { return total_; }

 private:
  std::optional<std::int64_t> total_;
  bool is_of_tutorial_ = false;
  bool is_strange_ = false;
};

}  // namespace

class PageDecoder::Impl {
 public:
  Result<PageRecords> decode(const std::string& body) {
    PageRecords page;
    if (auto read = reader_.read(body, shape_, page); !read) return read.error();
    page.total = shape_.total();
    if (page.empty() && !page.total && shape_.is_strange())
      return Error{.kind = ErrorKind::malformed_reply,
                   .message = "the reply has neither conversations nor their number",
                   .hint = "check the base URL: another service may be answering there"};
    return page;
  }

 private:
  DetailsShape shape_;
  reading::PageReader reader_;
};

PageDecoder::PageDecoder() : impl_(std::make_unique<Impl>()) {}
PageDecoder::~PageDecoder() = default;
PageDecoder::PageDecoder(PageDecoder&&) noexcept = default;
PageDecoder& PageDecoder::operator=(PageDecoder&&) noexcept = default;

Result<PageRecords> PageDecoder::decode(const std::string& body) { return impl_->decode(body); }

}  // namespace nowthen::genesys::platform
