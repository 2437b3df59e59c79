#pragma once
#include <functional>
#include <stop_token>
#include <utility>

#include "genesys/page_source.hpp"

namespace nowthen::genesys {

/// Performs what a walk decides: asks for the page it wants, decodes the reply, gives it back.
///
/// `Fetch` is `Result<DecodedPage>(const Walk&, const Ask&)`.
template <class Walk, class Fetch>
class WalkSource final : public Listing::PageSource {
 public:
  WalkSource(Walk walk, Fetch fetch) : walk_(std::move(walk)), fetch_(std::move(fetch)) {}

  Result<std::optional<Page>> next_page() override {
    while (true) {
      auto ask = walk_.next();
      if (!ask) return ask.error();
      if (!*ask) return std::optional<Page>{};
      auto decoded = fetch_(walk_, **ask);
      if (!decoded) {
        if (auto error = walk_.refused(decoded.error())) return std::move(*error);
        continue;
      }
      auto page = walk_.take(std::move(*decoded));
      if (!page || *page) return page;
    }
  }

  const ListingReport& report() const override { return walk_.report(); }

 private:
  Walk walk_;
  Fetch fetch_;
};

/// A listing that cannot be: every page of it is the same error.
class RefusedSource final : public Listing::PageSource {
 public:
  explicit RefusedSource(Error error) : error_(std::move(error)) {}
  Result<std::optional<Page>> next_page() override { return error_; }
  const ListingReport& report() const override { return report_; }

 private:
  Error error_;
  ListingReport report_;
};

}  // namespace nowthen::genesys
