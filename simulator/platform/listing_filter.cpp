#include "simulator/platform/listing_filter.hpp"

#include <algorithm>
#include <array>

#include "net/headers.hpp"
#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

bool is_one_of(std::string_view word, const std::array<std::string_view, 2>& words) {
  return std::any_of(words.begin(), words.end(),
                     [word](std::string_view each) { return net::equals_ignoring_case(each, word); });
}

}  // namespace

Checked<ListingFilter> ListingFilter::read(const Fields& query, const ListingKind& kind) {
  ListingFilter filter;
  filter.ids_ = listed_values(query, "id");
  std::string_view name = field(query, "name").value_or("");
  filter.any_name_ = kind.name == ListingKind::Name::none || name.empty();
  filter.open_front_ = kind.name == ListingKind::Name::part;
  filter.open_back_ = filter.open_front_ || kind.name == ListingKind::Name::beginning;
  if (kind.name == ListingKind::Name::whole) {
    filter.open_front_ = name.starts_with('*');
    if (filter.open_front_) name.remove_prefix(1);
    filter.open_back_ = name.ends_with('*');
    if (filter.open_back_) name.remove_suffix(1);
  }
  filter.name_ = name;
  const bool may_sort_by = kind.sort_by == ListingKind::SortBy::always ||
                           (kind.sort_by == ListingKind::SortBy::with_name && !filter.any_name_);
  filter.by_id_ = may_sort_by && field(query, "sortBy") == "id";
  const auto order = field(query, "sortOrder").value_or("");
  if (!kind.has_sort_order || order.empty()) return filter;
  filter.descending_ = is_one_of(order, {"desc", "descending"});
  if (!filter.descending_ && !is_one_of(order, {"asc", "ascending"}))
    return invalid_value("sortOrder", order, "must be one of asc, desc, ascending, descending");
  return filter;
}

bool ListingFilter::accepts_name(std::string_view name) const {
  if (any_name_) return true;
  if (open_front_ && open_back_) return name.find(name_) != std::string_view::npos;
  if (open_front_) return name.ends_with(name_);
  return open_back_ ? name.starts_with(name_) : name == name_;
}

bool ListingFilter::accepts(std::string_view id, std::string_view name) const {
  return (ids_.empty() || std::find(ids_.begin(), ids_.end(), id) != ids_.end()) && accepts_name(name);
}

std::string rest_of_links(const Fields& query) {
  std::string rest;
  for (const auto& [name, value] : query)
    if (name != "pageSize" && name != "pageNumber")
      rest += "&" + percent_encoded(name) + "=" + percent_encoded(value);
  return rest;
}

}  // namespace nowthen::sim
