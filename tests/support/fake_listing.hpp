#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <nowthen/genesys/listing.hpp>

#include "genesys/page_source.hpp"

namespace nowthen::testing {

/// A listing whose pages, errors and report a test decides.
class FakePages final : public Listing::PageSource {
 public:
  /// Gives `pages` one after the other, then ends. The report counts what was given; `server_total` is as
  /// told.
  FakePages(std::deque<Result<Page>> pages, std::optional<std::int64_t> server_total)
      : pages_(std::move(pages)) {
    report_.server_total = server_total;
  }

  Result<std::optional<Page>> next_page() override {
    if (before_page) before_page();
    if (pages_.empty()) {
      report_.ended = true;
      report_.unproven_windows = report_.server_total == report_.records ? 0 : 1;
      return std::optional<Page>{};
    }
    Result<Page> page = std::move(pages_.front());
    pages_.pop_front();
    if (!page) return page.error();
    ++report_.pages;
    report_.records += static_cast<std::int64_t>(page->conversations.size());
    report_.matched = report_.records;
    report_.set_aside += static_cast<std::int64_t>(page->set_aside.size());
    return std::optional<Page>(std::move(*page));
  }

  const ListingReport& report() const override { return report_; }

  std::function<void()> before_page;

 private:
  std::deque<Result<Page>> pages_;
  ListingReport report_;
};

inline Listing fake_listing(std::deque<Result<Page>> pages, std::optional<std::int64_t> server_total) {
  return Listing(std::make_unique<FakePages>(std::move(pages), server_total));
}

/// A page of conversations with these ids, each with `{"id":"..."}` as its bytes.
inline Page page_of(std::initializer_list<const char*> ids) {
  Page page;
  for (const char* const id : ids)
    page.conversations.push_back({.id = ConversationId(id),
                                  .media_type = "voice",
                                  .state = "closed",
                                  .json = std::string(R"({"id":")") + id + "\"}"});
  return page;
}

}  // namespace nowthen::testing
