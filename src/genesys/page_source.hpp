#pragma once
#include <nowthen/genesys/listing.hpp>
#include <optional>

namespace nowthen {

/// Where a listing's pages come from: one implementation per contract and kind of listing, and fakes in
/// tests.
class Listing::PageSource {
 public:
  PageSource() = default;
  PageSource(const PageSource&) = delete;
  PageSource& operator=(const PageSource&) = delete;
  virtual ~PageSource() = default;

  /// The next page, nothing at the end. After an error the next call tries the same page again.
  virtual Result<std::optional<Page>> next_page() = 0;

  virtual const ListingReport& report() const = 0;
};

}  // namespace nowthen
