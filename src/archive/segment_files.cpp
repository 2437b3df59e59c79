#include "archive/segment_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>

#include "archive/disk.hpp"

namespace nowthen::archive {
namespace {

constexpr std::string_view segment_prefix = "segment-";
constexpr std::string_view unfinished_suffix = ".new";
constexpr std::string_view set_aside_prefix = "cut-";

/// The number of a segment's file; nothing for any other name, also for one that we would have written
/// otherwise.
std::optional<std::uint32_t> segment_number(std::string_view name) {
  if (!name.starts_with(segment_prefix)) return std::nullopt;
  const std::string_view digits = name.substr(segment_prefix.size());
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (number == 0 || segment_name(number) != name) return std::nullopt;
  return number;
}

bool is_set_aside(std::string_view name) {
  return name.starts_with(set_aside_prefix) &&
         name.find_first_not_of("0123456789-", set_aside_prefix.size()) == std::string_view::npos;
}

void sort_in(std::string name, FolderListing& listing) {
  if (const auto number = segment_number(name)) {
    listing.segments.push_back(*number);
  } else if (name.ends_with(unfinished_suffix) &&
             segment_number(std::string_view(name).substr(0, name.size() - unfinished_suffix.size()))) {
    listing.unfinished.push_back(std::move(name));
  } else if (is_set_aside(name)) {
    listing.set_aside.push_back(std::move(name));
  } else {
    listing.foreign.push_back(std::move(name));
  }
}

}  // namespace

std::string segment_name(std::uint32_t number) { return fmt::format("{}{:010}", segment_prefix, number); }

std::string unfinished_name(std::uint32_t number) { return segment_name(number).append(unfinished_suffix); }

std::string set_aside_name(std::uint32_t number, std::uint64_t offset, int attempt) {
  return fmt::format("{}{:010}-{}-{}", set_aside_prefix, number, offset, attempt);
}

std::string path_in(const std::string& folder, const std::string& name) { return folder + "/" + name; }

Result<FolderListing> list_folder(const std::string& folder) {
  FolderListing listing;
  std::error_code code;
  std::filesystem::directory_iterator entry(folder, code);
  for (const std::filesystem::directory_iterator end; !code && entry != end; entry.increment(code))
    sort_in(entry->path().filename().string(), listing);
  if (code) return disk_error("list", folder, code.value());
  for (auto* names : {&listing.unfinished, &listing.set_aside, &listing.foreign})
    std::sort(names->begin(), names->end());
  std::sort(listing.segments.begin(), listing.segments.end());
  return listing;
}

}  // namespace nowthen::archive
