#pragma once
#include <functional>
#include <nowthen/genesys/listing.hpp>

namespace nowthen::cli {

/// Every conversation of the listing, in memory: for what has to see them all at once. `on_page` is told of
/// each page and may be empty. Fails as the listing does.
inline Result<std::vector<Conversation>> read_all(Listing& listing,
                                                  const std::function<void(const Page&)>& on_page) {
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
