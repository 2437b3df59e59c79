#include "extract/file_format.hpp"

#include <array>
#include <string>

namespace nowthen::extract {
namespace {

using namespace std::string_view_literals;

struct Foreign {
  std::string_view first_bytes;
  const char* what;
  const char* hint;
};

constexpr std::array foreign{
    Foreign{"PK\x03\x04"sv, "a zip archive", "unpack it first: unzip -p FILE | nowthen import -"},
    Foreign{"BZh"sv, "packed with bzip2", "unpack it first: bzip2 -dc FILE | nowthen import -"},
    Foreign{"\xFD"
            "7zXZ\0"sv,
            "packed with xz", "unpack it first: xz -dc FILE | nowthen import -"},
    Foreign{"\xFF\xFE"sv, "text in UTF-16", "turn it into UTF-8 first: iconv -f UTF-16 -t UTF-8 FILE"},
    Foreign{"\xFE\xFF"sv, "text in UTF-16", "turn it into UTF-8 first: iconv -f UTF-16 -t UTF-8 FILE"},
    Foreign{"PAR1"sv, "a Parquet file", "conversation JSON is what can be imported"}};

/// A frame, or one that is to be skipped, as some packers put first.
bool is_zstd(std::string_view bytes) {
  if (bytes.starts_with("\x28\xB5\x2F\xFD")) return true;
  return bytes.size() >= 4 && (static_cast<unsigned char>(bytes[0]) & 0xF0U) == 0x50U &&
         bytes.substr(1, 3) == "\x2A\x4D\x18";
}

}  // namespace

Result<net::Coding> coding_of(std::string_view first_bytes) {
  if (first_bytes.starts_with("\x1F\x8B")) return net::Coding::gzip;
  if (is_zstd(first_bytes)) return net::Coding::zstd;
  for (const auto& each : foreign)
    if (first_bytes.starts_with(each.first_bytes))
      return Error{
          .kind = ErrorKind::local, .message = std::string("this is ") + each.what, .hint = each.hint};
  return net::Coding::identity;
}

}  // namespace nowthen::extract
