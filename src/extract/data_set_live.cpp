#include "extract/data_set.hpp"
#include "extract/privacy/named_ids.hpp"

// What the live feed receives and concludes.

namespace nowthen::extract {

Result<void> DataSet::stage(const std::vector<live::ReceivedFrame>& frames) {
  if (frames.empty() || has_policy()) return {};
  std::vector<std::string_view> records;
  records.reserve(frames.size());
  const auto is_erased = [&](std::string_view id) { return suppression_.contains(id); };
  for (const live::ReceivedFrame& frame : frames)
    if (suppression_.empty() || !names_any(frame.bytes, is_erased)) records.emplace_back(frame.bytes);
  auto staged = stage_books({.kind = archive::PageKind::live,
                             .received_at = frames.back().received_at,
                             .window = Interval{frames.front().received_at,
                                                frames.back().received_at + std::chrono::milliseconds(1)}},
                            records);
  if (!staged) return staged.error();
  return {};
}

Result<void> DataSet::stage(const live::Concluded& concluded, Instant now) {
  std::vector<LiveLogRecord> said{{.gaps = concluded.gaps}};
  if (concluded.seen_until != Instant{}) said.front().seen_until = concluded.seen_until;
  std::vector<std::string> records{encode_live_log(said.front())};
  for (const live::TrackRow& track : concluded.tracks) {
    auto record = gate_.admit_own(encode_live_log({.track = track}), suppression_);
    if (!record) continue;
    // What the tables get is what a rebuild would read.
    auto read = decode_live_log(*record);
    if (!read) return read.error();
    said.push_back(*std::move(read));
    records.push_back(*std::move(record));
  }
  const std::vector<std::string_view> views(records.begin(), records.end());
  auto staged = stage_books({.kind = archive::PageKind::live_log, .received_at = now}, views);
  if (!staged) return staged.error();
  for (std::size_t i = 0; i < said.size(); ++i) {
    said[i].place = place_of(staged->position(static_cast<std::uint32_t>(i)));
    staged_.archived.pages.live_log.push_back(std::move(said[i]));
  }
  return {};
}

}  // namespace nowthen::extract
