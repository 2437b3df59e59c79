#include <cassert>
#include <nowthen/genesys/listing.hpp>

#include "genesys/page_source.hpp"

namespace nowthen {

Listing::Listing(std::unique_ptr<PageSource> source) : source_(std::move(source)) { assert(source_); }
Listing::Listing(Listing&&) noexcept = default;
Listing& Listing::operator=(Listing&&) noexcept = default;
Listing::~Listing() = default;

Result<std::optional<Page>> Listing::next_page() { return source_->next_page(); }

const ListingReport& Listing::report() const { return source_->report(); }

Listing::Iterator Listing::begin() {
  load_until_conversation();
  return Iterator(this);
}

void Listing::advance() {
  ++index_;
  load_until_conversation();
}

void Listing::load_until_conversation() {
  while (index_ >= page_.conversations.size() && !exhausted_) {
    auto page = source_->next_page().value();
    index_ = 0;
    exhausted_ = !page.has_value();
    page_ = page ? std::move(*page) : Page{};
  }
}

}  // namespace nowthen
