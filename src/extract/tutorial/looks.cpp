#include "extract/tutorial/looks.hpp"

#include <algorithm>

namespace nowthen::extract {
namespace {

/// @return how many of the page's ids are new
std::int64_t take_ids(const TutorialPage& page, std::unordered_set<std::string>& ids) {
  return std::count_if(page.rows.begin(), page.rows.end(),
                       [&](const TutorialRow& row) { return ids.insert(row.id).second; });
}

/// Whatever it says, nobody follows it for ever.
bool is_endless(int stale_pages, std::size_t records, const TutorialProfile& profile) {
  return stale_pages >= profile.most_stale_pages || records > profile.most_records;
}

void take_total(HistoryLook& look, const TutorialPage& page) {
  if (page.part && look.part != page.part) {
    if (look.part) look.total_before += look.total.value_or(0);
    look.part = page.part;
    look.total.reset();
  }
  if (!look.first_total) look.first_total = page.total;
  if (!page.total) return;
  look.shrank = look.shrank || (look.total && *page.total < *look.total);
  look.total = page.total;
}

}  // namespace

std::optional<std::int64_t> HistoryLook::whole_total() const noexcept {
  return total ? std::optional(total_before + *total) : std::nullopt;
}

bool HistoryLook::agrees() const noexcept {
  const bool is_to_the_end = next.empty() && (!part || part->end == started_in.end);
  return is_to_the_end && !shrank && total && std::ssize(ids) + set_aside == *whole_total();
}

bool add(HistoryLook& look, const TutorialPage& page, const TutorialProfile& profile) {
  take_total(look, page);
  const std::int64_t fresh = take_ids(page, look.ids);
  look.repeated += std::ssize(page.rows) - fresh;
  look.set_aside += page.set_aside;
  look.stale_pages = fresh + page.set_aside > 0 ? 0 : look.stale_pages + 1;
  look.page_hashes.push_back(page.hash);
  if (page.place) look.places.push_back(*page.place);
  look.next = page.next;
  return page.next.empty() || is_endless(look.stale_pages, look.ids.size(), profile);
}

HistoryLook look_again(const HistoryLook& look) {
  return {.started_in = look.started_in, .begun_at = look.begun_at, .number = look.number + 1};
}

bool LiveLook::agrees() const noexcept {
  return !is_resumed && cursor.empty() && most_total && std::ssize(ids) + set_aside >= *most_total;
}

bool add(LiveLook& look, const TutorialPage& page, const TutorialProfile& profile) {
  if (page.total) look.most_total = std::max(look.most_total.value_or(0), *page.total);
  const std::int64_t fresh = take_ids(page, look.ids);
  look.set_aside += page.set_aside;
  look.stale_pages = fresh + page.set_aside > 0 ? 0 : look.stale_pages + 1;
  look.cursor = page.next;
  if (page.next.empty()) return true;
  return !look.cursors.insert(page.next).second || is_endless(look.stale_pages, look.ids.size(), profile);
}

}  // namespace nowthen::extract
