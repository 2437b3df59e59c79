#include "archive/page_head.hpp"

#include "archive/header_fields.hpp"
#include "archive/little_endian.hpp"

namespace nowthen::archive {
namespace {

// Where each number of the lead stands, the marker being first.
constexpr std::size_t at_head_bytes = 16;
constexpr std::size_t at_record_count = 20;
constexpr std::size_t at_page_bytes = 24;
constexpr std::size_t at_sequence = 32;
constexpr std::size_t at_synced = 40;
constexpr std::size_t at_previous = 48;
constexpr std::size_t at_header_bytes = 80;
constexpr std::size_t max_head_bytes =
    head_lead_bytes + max_header_bytes + max_records_per_page * record_entry_bytes;

/// Sets what follows from the sizes of the header and of the records.
void place_records(PageHead& head, std::size_t header_bytes) {
  head.head_bytes = head_lead_bytes + header_bytes + head.records.size() * record_entry_bytes;
  std::uint64_t offset = head.head_bytes + page_hash_bytes;
  for (RecordEntry& entry : head.records) {
    entry.offset = offset;
    offset += entry.block_bytes();
  }
  head.page_bytes = offset;
}

void put_entry(std::string& bytes, const RecordEntry& entry) {
  put(bytes, entry.frame_bytes);
  put(bytes, entry.plain_bytes);
  bytes += as_text(entry.check);
  bytes += as_text(entry.hash);
}

RecordEntry entry_in(std::string_view bytes) {
  RecordEntry entry;
  entry.frame_bytes = get<std::uint32_t>(bytes);
  entry.plain_bytes = get<std::uint32_t>(bytes, 4);
  entry.check = get_octets<FrameCheck>(bytes, 8);
  entry.hash = get_octets<Sha256>(bytes, 16);
  return entry;
}

/// A frame's block of at most 128 KiB takes four bytes at least: a frame that claims more is none.
bool is_possible(const RecordEntry& entry) {
  constexpr std::uint64_t most_per_byte = 32'768;
  return entry.plain_bytes <= max_record_bytes && entry.frame_bytes <= max_frame_bytes &&
         entry.plain_bytes <= entry.frame_bytes * most_per_byte;
}

}  // namespace

std::string encode_head(const Marker& marker, PageHead& head) {
  const std::string header = encode_header(head.header);
  place_records(head, header.size());
  std::string bytes;
  bytes.reserve(head.head_bytes + page_hash_bytes);
  bytes += as_text(marker);
  put(bytes, static_cast<std::uint32_t>(head.head_bytes));
  put(bytes, static_cast<std::uint32_t>(head.records.size()));
  put(bytes, head.page_bytes);
  put(bytes, head.sequence);
  put(bytes, head.synced);
  bytes += as_text(head.previous);
  put(bytes, static_cast<std::uint32_t>(header.size()));
  bytes += header;
  for (const RecordEntry& entry : head.records) put_entry(bytes, entry);
  return bytes;
}

std::variant<HeadSize, std::string> head_size(const Marker& marker, std::string_view lead) {
  if (!lead.starts_with(as_text(marker))) return "no page begins here";
  const HeadSize size{get<std::uint32_t>(lead, at_head_bytes), get<std::uint64_t>(lead, at_page_bytes)};
  const std::uint64_t records = get<std::uint32_t>(lead, at_record_count);
  const std::uint64_t header_bytes = get<std::uint32_t>(lead, at_header_bytes);
  if (size.head_bytes > max_head_bytes || records > max_records_per_page || header_bytes > max_header_bytes ||
      size.head_bytes != head_lead_bytes + header_bytes + records * record_entry_bytes ||
      size.page_bytes < size.head_bytes + page_hash_bytes)
    return "the sizes in the page's head contradict each other";
  return size;
}

std::variant<PageHead, std::string> decode_head(std::string_view bytes) {
  PageHead head;
  head.sequence = get<std::uint64_t>(bytes, at_sequence);
  head.synced = get<std::uint64_t>(bytes, at_synced);
  head.previous = get_octets<Sha256>(bytes, at_previous);
  const auto header_bytes = get<std::uint32_t>(bytes, at_header_bytes);
  auto header = decode_header(bytes.substr(head_lead_bytes, header_bytes));
  if (!header) return "the page's header cannot be read";
  head.header = std::move(*header);
  const auto records = get<std::uint32_t>(bytes, at_record_count);
  head.records.reserve(records);
  for (auto table = bytes.substr(head_lead_bytes + header_bytes); head.records.size() < records;
       table.remove_prefix(record_entry_bytes)) {
    head.records.push_back(entry_in(table));
    if (!is_possible(head.records.back())) return "a record of the page claims an impossible size";
  }
  place_records(head, header_bytes);
  if (head.page_bytes != get<std::uint64_t>(bytes, at_page_bytes) || head.sequence == 0)
    return "the sizes in the page's head contradict each other";
  return head;
}

}  // namespace nowthen::archive
