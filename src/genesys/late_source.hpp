#pragma once
#include <functional>
#include <memory>
#include <utility>

#include "genesys/page_source.hpp"

namespace nowthen::genesys {

/// A listing that can be planned only when its first page is wanted, because the plan depends on the time by
/// then. A plan that fails is made anew at the next call.
class LateSource final : public Listing::PageSource {
 public:
  using Make = std::function<Result<std::unique_ptr<PageSource>>()>;
  explicit LateSource(Make make) : make_(std::move(make)) {}

  Result<std::optional<Page>> next_page() override {
    if (!source_) {
      auto made = make_();
      if (!made) return made.error();
      source_ = *std::move(made);
    }
    return source_->next_page();
  }

  const ListingReport& report() const override { return source_ ? source_->report() : nothing_yet_; }

 private:
  Make make_;
  std::unique_ptr<PageSource> source_;
  ListingReport nothing_yet_;
};

}  // namespace nowthen::genesys
