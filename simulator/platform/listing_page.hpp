#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "simulator/http/problem.hpp"
#include "simulator/http/target.hpp"

namespace nowthen::sim {

/// One page by number, from 1.
struct NumberedPage {
  std::int64_t size = 25;
  std::int64_t number = 1;

  /// The first element on it, at most `total`.
  std::size_t first(std::size_t total) const;
  /// One past the last element on it.
  std::size_t end(std::size_t total) const;
};

/// Reads `pageSize` (1 to 100, default 25) and `pageNumber` (from 1).
Checked<NumberedPage> read_page(const Fields& query);

/// A listing of the platform as it goes out.
struct Listing {
  std::string_view path;  ///< `/api/v2/users`.
  std::string rest;       ///< What its links carry besides the page: `&state=any`.
  NumberedPage page;
  std::size_t total = 0;
};

/// `{entities, pageSize, pageNumber, total, pageCount, firstUri, selfUri, nextUri, previousUri, lastUri}`. A
/// page past the end has no entities. `append` writes the entity at a position.
std::string listing_body(const Listing& listing,
                         const std::function<void(std::string&, std::size_t)>& append);

}  // namespace nowthen::sim
