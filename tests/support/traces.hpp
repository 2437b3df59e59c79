#pragma once
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "warehouse/duckdb/database.hpp"

namespace nowthen::testing {

/// The forms in which bytes may hide in a file: as they are, in base 64 at each of the three places where
/// they may begin, in hexadecimal, as UTF-16, percent-encoded.
inline std::vector<std::string> disguises(const std::string& secret) {
  constexpr const char* lower = "0123456789abcdef";
  constexpr const char* upper = "0123456789ABCDEF";
  std::string hex, big_hex, little_endian, big_endian, url;
  for (const char c : secret) {
    const auto byte = static_cast<unsigned char>(c);
    hex += {lower[byte >> 4U], lower[byte & 15U]};
    big_hex += {upper[byte >> 4U], upper[byte & 15U]};
    little_endian += {c, '\0'};
    big_endian += {'\0', c};
    url += {'%', upper[byte >> 4U], upper[byte & 15U]};
  }
  std::vector<std::string> forms{secret, hex, big_hex, little_endian, big_endian, url};
  for (std::size_t before = 0; before < 3; ++before) {
    const std::string encoded = base64(std::string(before, 'x') + secret + "xx");
    const std::size_t begin = before == 0 ? 0 : 4;  // what does not depend on the bytes before and behind
    forms.push_back(encoded.substr(begin, (secret.size() - 3) / 3 * 4 - 4));
  }
  return forms;
}

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What is in every Zstandard frame that begins anywhere in `bytes`.
inline std::string inflated_frames(const std::string& bytes) {
  constexpr std::string_view magic("\x28\xB5\x2F\xFD", 4);
  std::string all;
  for (std::size_t at = bytes.find(magic); at != std::string::npos; at = bytes.find(magic, at + 1)) {
    const auto size = ZSTD_getFrameContentSize(bytes.data() + at, bytes.size() - at);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > (1U << 24U)) continue;
    const auto whole = ZSTD_findFrameCompressedSize(bytes.data() + at, bytes.size() - at);
    if (ZSTD_isError(whole) != 0) continue;
    std::string text(size, '\0');
    if (ZSTD_isError(ZSTD_decompress(text.data(), text.size(), bytes.data() + at, whole)) == 0)
      all += text + "\n";
  }
  return all;
}

/// All rows of a Parquet file as text.
inline std::string parquet_rows(const std::filesystem::path& path) {
  const auto library = warehouse::Library::load().value();
  auto connection = warehouse::Database::open(library, {}).value().connect().value();
  auto rows =
      connection.query("SELECT CAST(to_json(t) AS VARCHAR) FROM read_parquet('" + path.string() + "') AS t")
          .value();
  std::string all;
  while (rows.next().value()) all += rows.get<std::string>(0).value_or("") + "\n";
  return all;
}

/// Where any of the secrets is in the files of a folder, in whatever form; empty: nowhere.
inline std::string traces_of(const std::vector<std::string>& secrets, const std::filesystem::path& folder) {
  std::string found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string raw = bytes_of(entry.path());
    std::string all = entry.path().filename().string() + "\n" + raw + "\n" + inflated_frames(raw);
    if (entry.path().extension() == ".parquet") all += parquet_rows(entry.path());
    for (const std::string& secret : secrets)
      for (const std::string& form : disguises(secret))
        if (all.find(form) != std::string::npos) found += entry.path().string() + " has " + form + "\n";
  }
  return found;
}

}  // namespace nowthen::testing
