#include "archive/prune_trace.hpp"

#include <fmt/format.h>

#include <charconv>

namespace nowthen::archive {
namespace {

/// Takes `name`, a blank, the number and a line's end off `text`.
template <class Integer>
bool take_number(std::string_view& text, std::string_view name, Integer& number) {
  if (!text.starts_with(name)) return false;
  text.remove_prefix(name.size());
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.starts_with('\n')) return false;
  text.remove_prefix(1);
  return true;
}

bool take_hash(std::string_view text, Sha256& hash) {
  for (std::uint8_t& octet : hash) {
    if (text.size() < 2) return false;
    const auto [end, code] = std::from_chars(text.data(), text.data() + 2, octet, 16);
    if (code != std::errc() || end != text.data() + 2) return false;
    text.remove_prefix(2);
  }
  return text == "\n";
}

}  // namespace

std::string encode_trace(const PruneTrace& trace) {
  return fmt::format("segment {}\npage {}\nhash {}\n", trace.segment, trace.last.sequence,
                     to_hex(trace.last.hash));
}

std::optional<PruneTrace> decode_trace(std::string_view text) {
  constexpr std::string_view hash = "hash ";
  PruneTrace trace;
  if (!take_number(text, "segment ", trace.segment) || !take_number(text, "page ", trace.last.sequence) ||
      !text.starts_with(hash) || !take_hash(text.substr(hash.size()), trace.last.hash))
    return std::nullopt;
  return trace;
}

}  // namespace nowthen::archive
