// What it costs to bring a record into its canonical form, to hash it, and to give out its rows, beside
// decoding it, on the same bytes in turns.

#include <fmt/core.h>

#include <algorithm>
#include <nowthen/genesys/detail_decoder.hpp>

#include "bench/one_page.hpp"
#include "core/digest.hpp"
#include "genesys/platform/record_digest.hpp"
#include "warehouse/schema/row_writer.hpp"

namespace {
using namespace nowthen;

/// Looks at each value so that none is left out, and keeps none.
struct CountingSink {
  std::uint64_t rows = 0;
  std::uint64_t cells = 0;
  std::uint64_t seen = 0;

  void begin_row(warehouse::TableId) { ++rows; }
  void null() { ++cells; }
  void text(std::string_view text) { look(text.empty() ? 0 : static_cast<unsigned char>(text.back())); }
  void bigint(std::int64_t number) { look(static_cast<std::uint64_t>(number)); }
  void real(double number) { look(number > 0 ? 1 : 0); }
  void boolean(bool flag) { look(flag ? 1 : 0); }
  void timestamp(Instant instant) { look(static_cast<std::uint64_t>(instant.time_since_epoch().count())); }
  void text_list(const warehouse::TextList& list) { look(list.size()); }
  void bigint_list(std::span<const std::int64_t> list) { look(list.size()); }
  void end_row() {}

 private:
  void look(std::uint64_t value) {
    ++cells;
    seen += value;
  }
};

/// The medians of several things done in turns, in microseconds for one record.
template <class... Pass>
std::array<double, sizeof...(Pass)> medians(std::size_t records, Pass... pass) {
  constexpr int rounds = 15;
  constexpr int passes = 50;
  std::array<std::vector<double>, sizeof...(Pass)> taken;
  const auto measure = [&](auto& one, std::vector<double>& times) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < passes; ++i) one();
    const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
    times.push_back(time.count() / passes / static_cast<double>(records));
  };
  for (int round = 0; round < rounds; ++round) {
    std::size_t at = 0;
    (measure(pass, taken.at(at++)), ...);
  }
  std::array<double, sizeof...(Pass)> middle{};
  for (std::size_t at = 0; at < middle.size(); ++at) {
    std::sort(taken.at(at).begin(), taken.at(at).end());
    middle.at(at) = taken.at(at)[rounds / 2];
  }
  return middle;
}

}  // namespace

int main() {
  const auto records = bench::platform_records();
  std::size_t bytes = 0;
  std::vector<ConversationDetail> details;
  for (const auto& record : records) {
    bytes += record.size();
    details.push_back(decode_detail(record).value());
  }
  DetailDecoder decoder;
  genesys::platform::CanonicalRecord canonical;
  CountingSink sink;
  std::uint64_t kept = 0;
  const auto [decode, form, digest, hash, rows] = medians(
      records.size(),
      [&] {
        for (const auto& record : records) kept += decoder.decode(record).value().participants.size();
      },
      [&] {
        for (const auto& record : records) kept += canonical.texts(record).value().content.size();
      },
      [&] {
        for (const auto& record : records) kept += canonical.digest(record).value().content[0];
      },
      [&] {
        for (const auto& record : records) kept += sha256(record)[0];
      },
      [&] {
        for (const auto& detail : details) warehouse::write_rows(detail, {}, sink);
      });
  const double per_record = 1.0 / (15 * 50 * static_cast<double>(records.size()));
  fmt::print("{} records of {} bytes each, {:.1f} rows of {:.0f} values; microseconds for one, medians\n",
             records.size(), bytes / records.size(), static_cast<double>(sink.rows) * per_record,
             static_cast<double>(sink.cells) * per_record);
  fmt::print(
      "  decode {:.1f}, canonical form {:.1f}, digest {:.1f} (of it SHA-256 {:.1f}), rows {:.1f} ({:.0f} M "
      "values/s)\n",
      decode, form, digest, hash, rows, static_cast<double>(sink.cells) * per_record / rows);
  return kept + sink.seen == 0 ? 1 : 0;
}
