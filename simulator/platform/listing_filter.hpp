#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/http/problem.hpp"
#include "simulator/http/target.hpp"

namespace nowthen::sim {

/// What one of the listings of names can be asked for besides a page; `id` every one of them can.
struct ListingKind {
  enum class Name : std::uint8_t { none, whole, beginning, part };
  enum class SortBy : std::uint8_t { never, with_name, always };
  std::string_view path;
  Name name = Name::none;          ///< What of a name `name` has to be.
  bool has_sort_order = false;     ///< Else ascending.
  SortBy sort_by = SortBy::never;  ///< When `sortBy=id` counts.
};

/// Which entities a listing is asked for, and in which order. A parameter that is empty counts as absent.
class ListingFilter {
 public:
  /// Fails with `invalid.value` for a `sortOrder` that is none.
  static Checked<ListingFilter> read(const Fields& query, const ListingKind& kind);

  bool accepts(std::string_view id, std::string_view name) const;
  bool is_by_id() const { return by_id_; }
  bool is_descending() const { return descending_; }

 private:
  bool accepts_name(std::string_view name) const;

  std::vector<std::string> ids_;  ///< Empty: any.
  std::string name_;              ///< Without its asterisks; empty: see `any_name_`.
  bool any_name_ = true;
  bool open_front_ = false;  ///< Anything may stand before the name,
  bool open_back_ = false;   ///< or after it.
  bool by_id_ = false;
  bool descending_ = false;
};

/// What the links between pages carry besides the page: `&name=a%20b`.
std::string rest_of_links(const Fields& query);

}  // namespace nowthen::sim
