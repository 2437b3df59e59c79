#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "simulator/platform/predicate.hpp"

namespace nowthen::sim {

/// What filters come to that ask for nothing but whether the conversation has ended and which media its
/// segments have: to be held against an entry, without the record's facts.
struct SlightFilter {
  bool lets_open = true;
  bool lets_closed = true;
  std::vector<std::uint8_t> media;  ///< One of each of these must be there: bits by `MediaType`.

  bool lets_media(std::uint8_t seen) const;
};

/// Nothing where they ask for more.
std::optional<SlightFilter> slight_filter_of(const FilterLists& filters);

}  // namespace nowthen::sim
