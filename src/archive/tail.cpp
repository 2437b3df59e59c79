#include "archive/tail.hpp"

#include <algorithm>

namespace nowthen::archive {
namespace {

std::string flaw_of_records(const Segment& segment, const FoundPage& page) {
  for (const RecordEntry& entry : page.head.records) {
    const auto block = read_block(*segment.source, page, entry);
    if (!block) return block.error().message;
    if (check_block(entry, *block) == BlockState::damaged) return "a record is not what was written";
  }
  return {};
}

/// What a later page knows to be on the disk is no part of the tail.
void drop_synced(Tail& tail, std::uint64_t synced) {
  const auto first = std::find_if(tail.parts.begin(), tail.parts.end(),
                                  [&](const TailPart& part) { return part.number > synced; });
  tail.before = last_page(tail, static_cast<std::size_t>(first - tail.parts.begin()));
  tail.parts.erase(tail.parts.begin(), first);
}

}  // namespace

Tail read_tail(const Segment& segment) {
  Tail tail;
  if (segment.state == HeaderState::sound) tail.before = segment.header.before;
  SegmentWalk walk(*segment.source, *segment.marker);
  for (;;) {
    auto step = walk.next({});
    if (!step || (!step->gap && !step->page)) break;  // nothing stops it but the end
    const std::uint64_t number = step->page
                                     ? step->page->head.sequence - 1
                                     : last_page(tail, tail.parts.size()).value_or(Head{}).sequence + 1;
    if (step->gap)
      tail.parts.push_back({.offset = step->gap->offset, .number = number, .flaw = step->gap->flaw.cause});
    if (!step->page) continue;
    const std::uint64_t synced = step->page->head.synced;
    tail.parts.push_back({.offset = step->page->offset, .number = number + 1, .page = std::move(step->page)});
    drop_synced(tail, synced);
  }
  for (TailPart& part : tail.parts)
    if (part.page) part.flaw = flaw_of_records(segment, *part.page);
  return tail;
}

std::optional<Head> last_page(const Tail& tail, std::size_t end) {
  while (end > 0 && !tail.parts[end - 1].page) --end;
  if (end == 0) return tail.before;
  const FoundPage& page = *tail.parts[end - 1].page;
  return Head{page.head.sequence, page.hash};
}

std::size_t first_to_cut(const std::vector<TailPart>& parts, const std::optional<Head>& concluded) {
  if (concluded) {
    const auto first = std::find_if(parts.begin(), parts.end(), [&](const TailPart& part) {
      return !part.flaw.empty() && part.number > concluded->sequence;
    });
    return static_cast<std::size_t>(first - parts.begin());
  }
  std::size_t end = parts.size();
  while (end > 0 && !parts[end - 1].flaw.empty()) --end;
  return end;
}

}  // namespace nowthen::archive
