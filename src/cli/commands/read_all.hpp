#pragma once
#include <functional>
#include <nowthen/genesys/listing.hpp>
#include <vector>

namespace nowthen::cli {

/// Every conversation of the listing, in memory: for what has to see them all at once. `on_page` is told of
/// each page before it is kept and may change it; it may be empty. Fails as the listing does.
inline Result<std::vector<Conversation>> read_all(Listing& listing,
                                                  const std::function<void(Page&)>& on_page) {
  std::vector<Conversation> all;
  while (true) {
    auto page = listing.next_page();
    if (!page) return page.error();
    if (!*page) return all;
    if (on_page) on_page(**page);
    for (Conversation& conversation : (*page)->conversations) all.push_back(std::move(conversation));
  }
}

}  // namespace nowthen::cli
