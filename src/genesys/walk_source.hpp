#pragma once
#include <optional>
#include <stop_token>
#include <utility>

#include "genesys/ahead.hpp"
#include "genesys/garbled_page.hpp"
#include "genesys/page_source.hpp"
#include "net/message.hpp"

namespace nowthen::genesys {

/// Whether the next page is asked for while the caller still uses the last one.
enum class Prefetch { off, one_page };

/// Performs what a walk decides: asks for the page it wants, decodes the reply, gives it back.
///
/// `Exchange` is one contract's way to do so: `request(walk, ask)`, `send(request, stop)` (which runs on
/// another thread when a page is prefetched) and `decode(reply)`. A page that cannot be read, in whole or in
/// part, is asked for once more: it is a read, and what garbled it is mostly gone by then.
template <class Walk, class Exchange>
class WalkSource final : public Listing::PageSource {
 public:
  WalkSource(Walk walk, Exchange exchange, Prefetch prefetch)
      : walk_(std::move(walk)), exchange_(std::move(exchange)), prefetch_(prefetch) {}

  Result<std::optional<Page>> next_page() override {
    while (true) {
      auto ask = decided_ ? *std::exchange(decided_, std::nullopt) : walk_.next();
      if (!ask) return ask.error();
      if (!*ask) return std::optional<Page>{};
      auto reply =
          ahead_.started() ? ahead_.take() : exchange_.send(exchange_.request(walk_, **ask), exchange_.stop);
      auto decoded = exchange_.decode(std::move(reply));
      const bool garbled = decoded ? decoded->damaged : is_garbled_page(decoded.error());
      if (garbled && !std::exchange(asked_again_, true)) {
        walk_.note_asked_again();
        decided_ = std::move(ask);
        continue;
      }
      asked_again_ = false;
      if (!decoded) {
        if (auto error = walk_.refused(decoded.error())) return std::move(*error);
        continue;
      }
      auto page = walk_.take(std::move(*decoded));
      if (page && *page && prefetch_ == Prefetch::one_page) look_ahead();
      if (!page || *page) return page;
    }
  }

  const ListingReport& report() const override { return walk_.report(); }

 private:
  void look_ahead() {
    decided_ = walk_.next();
    if (!*decided_ || !**decided_) return;
    ahead_.start([this, request = exchange_.request(walk_, ***decided_)](
                     std::stop_token stop) { return exchange_.send(request, std::move(stop)); },
                 exchange_.stop);
  }

  using Decision = decltype(std::declval<Walk&>().next());

  Walk walk_;
  Exchange exchange_;
  Prefetch prefetch_;
  std::optional<Decision> decided_;  ///< What the walk said when it was asked ahead of time, or said before.
  bool asked_again_ = false;         ///< The page that is asked for was garbled before.
  Ahead<Result<net::Reply>> ahead_;  // last: its work uses the exchange
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
