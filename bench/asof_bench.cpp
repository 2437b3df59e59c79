// The contact centre at random instants of a large data set, as `nowthen asof` reads it, beside the plain
// way: one join over all segments. Rows are made in DuckDB: ten segments and four sessions a conversation, an
// e-mail that waits for days among twenty, one in four thousand that never ends.
//
//   asof_bench [CONVERSATIONS [INSTANTS]]
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "access/direct_tables.hpp"
#include "asof/read_asof.hpp"
#include "warehouse/warehouse.hpp"

namespace {
using namespace nowthen;
using Clock = std::chrono::steady_clock;

const Instant begin = parse_instant("2026-08-28T00:00:00Z").value();
constexpr auto span = std::chrono::days(90);

// {0}: how many; {1}: milliseconds from one to the next.
constexpr const char* rows_sql = R"sql(
SET TimeZone = 'UTC';
CREATE TEMP TABLE story AS SELECT i,
  regexp_replace(md5(i::VARCHAR), '(.{{8}})(.{{4}})(.{{4}})(.{{4}})(.{{12}})', '\1-\2-\3-\4-\5') AS id,
  TIMESTAMPTZ '2026-08-28T00:00:00Z' + to_milliseconds((i * {1})::BIGINT) AS t0,
  CASE WHEN hash(i, 1) % 20 = 0 THEN 'email' ELSE 'voice' END AS media,
  CASE WHEN hash(i, 1) % 20 = 0 THEN (hash(i, 2) % 259200000)::BIGINT
    ELSE (5000 + hash(i, 2) % 115000)::BIGINT END AS w,
  (60000 + hash(i, 3) % 500000)::BIGINT AS talk, (hash(i, 4) % 90000)::BIGINT AS acw,
  hash(i, 5) % 4000 = 0 AS lost,
  'queue-' || lpad((hash(i, 6) % 40)::VARCHAR, 30, '0') AS queue,
  'user-' || lpad((hash(i, 7) % 800)::VARCHAR, 31, '0') AS agent
FROM range({0}) r(i);
INSERT INTO conversation BY NAME SELECT id AS conversation_id, t0 AS conversation_start,
  CASE WHEN lost THEN NULL ELSE t0 + to_milliseconds(28000 + w + talk) END AS conversation_end,
  'inbound' AS originating_direction, true AS has_metrics, TIMESTAMPTZ '2026-12-01T00:00:00Z' AS as_of,
  'job' AS surface FROM story ORDER BY i;
INSERT INTO session BY NAME SELECT id AS conversation_id, p AS participant_index, 0 AS session_index,
  ['customer', 'ivr', 'acd', 'agent'][p + 1] AS purpose, CASE WHEN p = 3 THEN agent END AS user_id,
  CASE WHEN p > 1 THEN queue END AS queue_id, id || p AS session_id, media AS media_type, 'inbound' AS direction
FROM story, (SELECT unnest([0, 1, 2, 3]) p) ORDER BY i, p;
INSERT INTO segment BY NAME SELECT id AS conversation_id, p AS participant_index, 0 AS session_index,
  n AS segment_index, ['customer', 'ivr', 'acd', 'agent'][p + 1] AS purpose,
  CASE WHEN p = 3 THEN agent END AS user_id, media AS media_type, 'inbound' AS direction, typ AS segment_type, t0 + to_milliseconds(b::BIGINT) AS segment_start,
  CASE WHEN lost AND e = 28000 + w + talk THEN NULL ELSE t0 + to_milliseconds(e::BIGINT) END AS segment_end,
  CASE WHEN p > 1 THEN queue END AS queue_id
FROM (SELECT *, unnest([
  {{'p': 0, 'n': 0, 'typ': 'system', 'b': 0, 'e': 100}},
  {{'p': 0, 'n': 1, 'typ': 'interact', 'b': 100, 'e': 28000 + w + talk}},
  {{'p': 1, 'n': 0, 'typ': 'ivr', 'b': 0, 'e': 20000}},
  {{'p': 2, 'n': 0, 'typ': 'delay', 'b': 20000, 'e': 20050}},
  {{'p': 2, 'n': 1, 'typ': 'interact', 'b': 20050, 'e': 28000 + w}},
  {{'p': 3, 'n': 0, 'typ': 'alert', 'b': 20100 + w, 'e': 28000 + w}},
  {{'p': 3, 'n': 1, 'typ': 'interact', 'b': 28000 + w, 'e': 28000 + w + talk // 2}},
  {{'p': 3, 'n': 2, 'typ': 'hold', 'b': 28000 + w + talk // 2, 'e': 28000 + w + talk // 2 + talk // 8}},
  {{'p': 3, 'n': 3, 'typ': 'interact', 'b': 28000 + w + talk // 2 + talk // 8, 'e': 28000 + w + talk}},
  {{'p': 3, 'n': 4, 'typ': 'wrapup', 'b': 28000 + w + talk, 'e': 28000 + w + talk + acw}}
  ], recursive := true) FROM story) ORDER BY i, p, n;
INSERT INTO ledger_window BY NAME SELECT 'job' AS surface, day AS window_begin, day + INTERVAL 1 DAY AS window_end,
  'settled' AS state FROM (SELECT unnest(generate_series(TIMESTAMPTZ '2026-07-01', TIMESTAMPTZ '2026-12-01',
  INTERVAL 1 DAY)) AS day);
DROP TABLE story;
)sql";

constexpr const char* plain_sql =
    "SELECT segment.*, session.media_type, session.direction FROM segment JOIN session USING "
    "(conversation_id, "
    "participant_index, session_index) WHERE segment_start <= TIMESTAMPTZ '{0}' AND coalesce(segment_end, "
    "TIMESTAMPTZ 'infinity') > TIMESTAMPTZ '{0}' AND session.purpose IN ('acd', 'agent')";

struct Cost {
  double wall_ms = 0;
  double cpu_ms = 0;
};

double cpu_ms() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

template <class Work>
Cost cost_of(Work work) {
  const auto start = Clock::now();
  const double before = cpu_ms();
  work();
  return {std::chrono::duration<double, std::milli>(Clock::now() - start).count(), cpu_ms() - before};
}

double quantile(std::vector<Cost> costs, double Cost::*which, double part) {
  std::sort(costs.begin(), costs.end(),
            [which](const Cost& a, const Cost& b) { return a.*which < b.*which; });
  return costs.at(static_cast<std::size_t>(part * static_cast<double>(costs.size() - 1))).*which;
}

void print(const char* what, const std::vector<Cost>& costs) {
  fmt::print("{:28} wall ms p50 {:8.1f} p95 {:8.1f}   CPU ms p50 {:8.1f} p95 {:8.1f}\n", what,
             quantile(costs, &Cost::wall_ms, 0.5), quantile(costs, &Cost::wall_ms, 0.95),
             quantile(costs, &Cost::cpu_ms, 0.5), quantile(costs, &Cost::cpu_ms, 0.95));
}

void make_rows(const warehouse::Warehouse& store, std::int64_t conversations) {
  auto connection = store.connect().value();
  const double step =
      static_cast<double>(std::chrono::milliseconds(span).count()) / static_cast<double>(conversations);
  if (const auto made = connection.execute(fmt::format(rows_sql, conversations, step)); !made) {
    fmt::print(stderr, "asof_bench: {}\n", made.error().message);
    std::exit(1);
  }
}

void plain(const warehouse::Warehouse& store, Instant at) {
  auto connection = store.connect().value();
  auto rows = connection.query(fmt::format(plain_sql, format_instant(at))).value();
  while (rows.next().value()) {
  }
}

void measure(const warehouse::Warehouse& store, int instants) {
  const auto tables = access::DirectTables::over(store.connect().value(), "UTC").value();
  std::mt19937_64 chance(1);
  std::vector<Cost> ours;
  std::vector<Cost> theirs;
  std::size_t conversations = 0;
  for (int i = 0; i < instants; ++i) {
    const Instant at = begin + std::chrono::days(2) +
                       std::chrono::milliseconds(static_cast<std::int64_t>(chance() % (86 * 86'400'000ULL)));
    ours.push_back(cost_of([&] {
      const auto view =
          asof::read_asof(*tables, {.at = at, .now = begin + std::chrono::days(365)}, {}).value();
      conversations += view.floor.conversations.size();
    }));
    if (i % 5 == 0) theirs.push_back(cost_of([&] { plain(store, at); }));
  }
  fmt::print("{} instants, {:.0f} conversations on the floor\n", instants,
             static_cast<double>(conversations) / static_cast<double>(instants));
  print("asof", ours);
  print("one join over everything", theirs);
  const double p95 = quantile(ours, &Cost::wall_ms, 0.95);
  fmt::print("aim: p95 under 100 ms: {}\n", p95 < 100 ? "met" : "missed");
}

}  // namespace

int main(int count, char** arguments) {
  const std::int64_t conversations = count > 1 ? std::strtoll(arguments[1], nullptr, 10) : 1'000'000;
  const int instants = count > 2 ? static_cast<int>(std::strtol(arguments[2], nullptr, 10)) : 100;
  std::string folder = (std::filesystem::temp_directory_path() / "nowthen-asof-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 1;
  {
    const auto store =
        warehouse::Warehouse::open(warehouse::Library::load().value(),
                                   {.path = folder + "/warehouse.duckdb", .memory_limit = "2GB"})
            .value();
    const Cost made = cost_of([&] { make_rows(store, conversations); });
    fmt::print("{} conversations made in {:.0f} s\n", conversations, made.wall_ms / 1e3);
    measure(store, instants);
  }
  std::filesystem::remove_all(folder);
  return 0;
}
