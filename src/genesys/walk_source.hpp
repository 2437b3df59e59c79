#pragma once
#include <optional>
#include <stop_token>
#include <utility>

#include "core/ahead.hpp"
#include "genesys/garbled_page.hpp"
#include "genesys/page_source.hpp"
#include "net/message.hpp"

namespace nowthen::genesys {

/// Whether the next page is asked for while the caller still uses the last one.
enum class Prefetch { off, one_page };

/// Performs what a walk decides: asks for the page it wants, decodes the reply, gives it back.
///
/// `Exchange` is one contract's way to do so: `request(walk, ask)`, `send(request, stop)` (which runs on
/// another thread when a page is prefetched, also while another is decoded) and `decode(reply)`. A page that
/// cannot be read, in whole or in part, is asked for once more: it is a read, and what garbled it is mostly
/// gone by then.
///
/// Where the walk has an `expected_after(ask)`, that page is asked for before the one that came is decoded,
/// so that the server works meanwhile. If the walk then wants another one, the reply is dropped.
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
      auto reply = reply_to(**ask);
      if (reply) expect_next(**ask);
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
      if (page && *page) look_ahead();
      if (!page || *page) return page;
    }
  }

  const ListingReport& report() const override { return walk_.report(); }

 private:
  using Decision = decltype(std::declval<Walk&>().next());
  using Ask = typename Decision::value_type::value_type;

  Result<net::Reply> reply_to(const Ask& ask) {
    if (ahead_.started()) {
      auto reply = ahead_.take();
      if (asked_ahead_ == ask) return reply;
    }
    return exchange_.send(exchange_.request(walk_, ask), exchange_.stop);
  }

  void expect_next(const Ask& ask) {
    if constexpr (requires { walk_.expected_after(ask); }) {
      if (prefetch_ == Prefetch::off) return;
      if (const auto expected = walk_.expected_after(ask)) ask_ahead(*expected);
    }
  }

  void look_ahead() {
    if (prefetch_ == Prefetch::off || ahead_.started()) return;
    decided_ = walk_.next();
    if (*decided_ && **decided_) ask_ahead(***decided_);
  }

  void ask_ahead(const Ask& ask) {
    asked_ahead_ = ask;
    ahead_.start([this, request = exchange_.request(walk_, ask)](
                     std::stop_token stop) { return exchange_.send(request, std::move(stop)); },
                 exchange_.stop);
  }

  Walk walk_;
  Exchange exchange_;
  Prefetch prefetch_;
  std::optional<Decision> decided_;  ///< What the walk said when it was asked ahead of time, or said before.
  std::optional<Ask> asked_ahead_;   ///< What `ahead_` is the reply to.
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
