// The views, held against what the same records come to when they are reckoned otherwise: from their JSON.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <set>

#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {

namespace json = boost::json;
using testing::KeptData;
using testing::noon;
using testing::page_of;
using testing::simulated_records;
using namespace std::chrono_literals;

std::string text(const json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

const json::array& list(const json::object& object, const char* name) {
  static const json::array none;
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_array() ? value->get_array() : none;
}

std::optional<Instant> instant(const json::object& object, const char* name) {
  const auto parsed = parse_instant(text(object, name));
  return parsed ? std::optional(*parsed) : std::nullopt;
}

bool is_agent(const json::object& participant) {
  const std::string purpose = text(participant, "purpose");
  return purpose == "agent" || purpose == "user";
}

/// Sums and counts of metrics by name.
struct Metrics {
  std::map<std::string, std::int64_t> sums, counts;
  void add(const json::object& metric) {
    sums[text(metric, "name")] += metric.at("value").to_number<std::int64_t>();
    ++counts[text(metric, "name")];
  }
  std::string sum(const std::string& name) const {
    const auto found = sums.find(name);
    return found == sums.end() ? "-" : std::to_string(found->second);
  }
  std::string either(const std::string& one, const std::string& other) const {
    return sums.contains(one) ? sum(one) : sum(other);
  }
  std::int64_t count(const std::string& name) const {
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
  }
};

/// One conversation, reckoned from its JSON: what the view should say, as a line.
class Reckoned {
 public:
  explicit Reckoned(const json::object& record) : record_(record) {
    for (const auto& participant : list(record, "participants")) take(participant.get_object());
  }

  std::string line() const {
    const bool handled = metrics_.count("tAnswered") > 0 || over_zero("tTalkComplete", "tTalk") ||
                         (!has_metrics_ && interact_ms_ > 0);
    const bool abandoned = metrics_.count("tAbandon") > 0 && !handled;
    const char* outcome = handled ? "handled" : abandoned ? "abandoned" : "other";
    if (!instant(record_, "conversationEnd")) outcome = "open";
    std::string line = text(record_, "conversationId") + "|" + outcome + "|" + or_dash(media_) + "|" +
                       or_dash(text(record_, "originatingDirection")) + "|" + or_dash(first_queue_.second) +
                       "|" + or_dash(first_agent_.second) + "|" + std::to_string(agents_.size()) + "|" +
                       or_dash(wrap_up_.second);
    for (const std::string& each :
         {metrics_.counts.contains("nOffered") ? metrics_.sum("nOffered") : "0",
          metrics_.counts.contains("nTransferred") ? metrics_.sum("nTransferred") : "0", metrics_.sum("tAcd"),
          metrics_.sum("tAlert"), metrics_.either("tTalkComplete", "tTalk"),
          metrics_.either("tHeldComplete", "tHeld"), metrics_.sum("tAcw"), metrics_.sum("tHandle")})
      line += "|" + each;
    return line;
  }

 private:
  using Stamped = std::pair<std::optional<Instant>, std::string>;

  static std::string or_dash(const std::string& said) { return said.empty() ? "-" : said; }

  bool over_zero(const char* one, const char* other) const {
    const std::string sum = metrics_.either(one, other);
    return sum != "-" && std::stoll(sum) > 0;
  }

  void take(const json::object& participant) {
    for (const auto& each : list(participant, "sessions")) {
      const json::object& session = each.get_object();
      if (media_.empty()) media_ = text(session, "mediaType");
      for (const auto& metric : list(session, "metrics")) {
        metrics_.add(metric.get_object());
        has_metrics_ = true;
      }
      for (const auto& segment : list(session, "segments")) take(participant, segment.get_object());
    }
  }

  void take(const json::object& participant, const json::object& segment) {
    const auto start = instant(segment, "segmentStart");
    if (!start) return;
    keep_earlier(first_queue_, *start, text(segment, "queueId"));
    const std::string code = text(segment, "wrapUpCode");
    if (!code.empty() && (!wrap_up_.first || *start >= *wrap_up_.first)) wrap_up_ = {start, code};
    if (!is_agent(participant) || text(segment, "segmentType") != "interact") return;
    const std::string user = text(participant, "userId");
    keep_earlier(first_agent_, *start, user);
    if (!user.empty()) agents_.insert(user);
    if (const auto end = instant(segment, "segmentEnd")) interact_ms_ += (*end - *start).count();
  }

  static void keep_earlier(Stamped& first, Instant at, const std::string& said) {
    if (!said.empty() && (!first.first || at < *first.first)) first = {at, said};
  }

  const json::object& record_;
  Metrics metrics_;
  bool has_metrics_ = false;
  std::int64_t interact_ms_ = 0;
  std::string media_;
  Stamped first_queue_, first_agent_, wrap_up_;
  std::set<std::string> agents_;
};

/// The rows of a query whose columns are joined to lines, `-` for NULL.
std::set<std::string> lines(warehouse::Connection& connection, const std::string& columns,
                            const std::string& from) {
  auto rows = connection.query("SELECT concat_ws('|', " + columns + ") FROM " + from).value();
  std::set<std::string> all;
  while (rows.next().value()) all.insert(rows.get<std::string>(0).value_or(""));
  return all;
}

/// Each column as text.
std::string shown(const std::vector<std::string>& columns) {
  std::string all;
  for (const std::string& each : columns)
    all += (all.empty() ? "" : ", ") + ("coalesce(CAST(" + each + " AS VARCHAR), '-')");
  return all;
}

class Views : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  Views() : data(kept.open()), connection(data.tables().connect().value()) {}

  void take(const std::vector<std::string>& records) { ASSERT_TRUE(data.take(page_of(records, noon))); }

  void execute(const std::string& sql) { ASSERT_TRUE(connection.execute(sql)) << sql; }

  std::string value(const std::string& sql) {
    return connection.value<std::string>("SELECT CAST((" + sql + ") AS VARCHAR)").value().value_or("NULL");
  }

  KeptData kept;
  DataSet data;
  warehouse::Connection connection;
};

TEST_P(Views, OfConversationsAreWhatTheirRecordsComeTo) {
  const auto records = simulated_records(GetParam());
  take(records);
  std::set<std::string> due;
  for (const std::string& each : records) {
    const json::value record = json::parse(each);
    due.insert(Reckoned(record.get_object()).line());
  }
  EXPECT_EQ(lines(connection,
                  shown({"conversation_id", "outcome", "media_type", "direction", "first_queue_id",
                         "first_agent_id", "agents", "wrap_up_code", "offers", "transfers", "wait_ms",
                         "alert_ms", "talk_ms", "hold_ms", "acw_ms", "handle_ms"}),
                  "conversations"),
            due);
}

/// Queue, medium and half hour or day as the key of what was counted there.
using Pieces = std::map<std::string, Metrics>;

std::string queue_of(const json::object& session) {
  for (const auto& segment : list(session, "segments"))
    if (std::string queue = text(segment.get_object(), "queueId"); !queue.empty()) return queue;
  return "";
}

/// Counted where metrics were emitted; `slot` names the half hour or the day of an instant.
template <class Slot>
Pieces counted(const std::vector<std::string>& records, Slot slot) {
  static const std::set<std::string> names{"nOffered", "tAnswered", "tAbandon",      "tShortAbandon",
                                           "tFlowOut", "tAcd",      "tTalkComplete", "tHeldComplete",
                                           "tAcw",     "tHandle"};
  Pieces pieces;
  for (const std::string& each : records) {
    const json::value record = json::parse(each);
    for (const auto& participant : list(record.get_object(), "participants"))
      for (const auto& found : list(participant.get_object(), "sessions")) {
        const json::object& session = found.get_object();
        const std::string queue = queue_of(session);
        if (queue.empty()) continue;
        for (const auto& metric : list(session, "metrics"))
          if (const auto at = instant(metric.get_object(), "emitDate");
              at && names.contains(text(metric.get_object(), "name")))
            pieces[slot(*at) + "|" + queue + "|" + text(session, "mediaType")].add(metric.get_object());
      }
  }
  return pieces;
}

std::set<std::string> as_lines(const Pieces& pieces) {
  std::set<std::string> all;
  for (const auto& [key, metrics] : pieces) {
    const auto sum = [&metrics = metrics](const char* name) {
      return metrics.sums.contains(name) ? metrics.sum(name) : std::string("0");
    };
    std::string line = key;
    for (const std::string& each :
         {sum("nOffered"), std::to_string(metrics.count("tAnswered")),
          std::to_string(metrics.count("tAbandon")), std::to_string(metrics.count("tFlowOut")), sum("tAcd"),
          std::to_string(metrics.count("tHandle")), sum("tTalkComplete"), sum("tHeldComplete"), sum("tAcw"),
          sum("tHandle")})
      line += "|" + each;
    all.insert(line);
  }
  return all;
}

const std::vector<std::string> counted_columns{"offered", "answered", "abandoned", "flowed_out", "wait_ms",
                                               "handled", "talk_ms",  "hold_ms",   "acw_ms",     "handle_ms"};

TEST_P(Views, OfQueuesCountEachMetricInTheHalfHourOfItsZone) {
  const auto records = simulated_records(GetParam());
  take(records);
  for (const auto& [zone, offset] : {std::pair("UTC", 0min), std::pair("Asia/Kathmandu", 5h + 45min),
                                     std::pair("America/St_Johns", -(3h + 30min))}) {
    execute(std::string("SET TimeZone = '") + zone + "'");
    const auto due = as_lines(counted(records, [offset = offset](Instant at) {
      const auto local = at.time_since_epoch() + offset;
      return std::to_string((local - local % 30min - offset).count());
    }));
    std::vector<std::string> columns{"epoch_ms(interval_begin)", "queue_id", "media_type"};
    columns.insert(columns.end(), counted_columns.begin(), counted_columns.end());
    EXPECT_EQ(lines(connection, shown(columns), "queue_intervals"), due) << zone;
  }
}

TEST_P(Views, OfDaysAreTheSumsOfTheirDayInTheZone) {
  const auto records = simulated_records(GetParam());
  take(records);
  execute("SET TimeZone = 'Asia/Kathmandu'");
  const auto due =
      as_lines(counted(records, [](Instant at) { return format_instant(at + 5h + 45min).substr(0, 10); }));
  std::vector<std::string> columns{"day", "queue_id", "media_type"};
  columns.insert(columns.end(), counted_columns.begin(), counted_columns.end());
  EXPECT_EQ(lines(connection, shown(columns), "daily"), due);
}

TEST_P(Views, OfAgentsLegsHaveARowForEachSessionOfAnAgent) {
  const auto records = simulated_records(GetParam());
  take(records);
  std::set<std::string> due;
  for (const std::string& each : records) {
    const json::value record = json::parse(each);
    for (const auto& participant : list(record.get_object(), "participants")) {
      if (!is_agent(participant.get_object())) continue;
      for (const auto& found : list(participant.get_object(), "sessions")) {
        const json::object& session = found.get_object();
        Metrics metrics;
        for (const auto& metric : list(session, "metrics")) metrics.add(metric.get_object());
        std::optional<Instant> begin;
        for (const auto& segment : list(session, "segments"))
          if (const auto at = instant(segment.get_object(), "segmentStart"); at && (!begin || *at < *begin))
            begin = at;
        std::string line = text(record.get_object(), "conversationId") + "|" + text(session, "sessionId") +
                           "|" + (begin ? std::to_string(begin->time_since_epoch().count()) : "-") + "|" +
                           metrics.sum("tAlert") + "|" + metrics.sum("tNotResponding") + "|" +
                           metrics.either("tTalkComplete", "tTalk") + "|" +
                           metrics.either("tHeldComplete", "tHeld") + "|" + metrics.sum("tAcw") + "|" +
                           metrics.sum("tHandle");
        due.insert(line);
      }
    }
  }
  EXPECT_EQ(lines(connection,
                  shown({"conversation_id", "session_id", "epoch_ms(leg_begin)", "alert_ms",
                         "not_responding_ms", "talk_ms", "hold_ms", "acw_ms", "handle_ms"}),
                  "agent_legs"),
            due);
}

INSTANTIATE_TEST_SUITE_P(Worlds, Views, ::testing::Values(51, 52));

/// A record with one session of the queue and these metrics: name, instant, value.
struct Metric {
  const char* name;
  std::string at;
  int value;
};
std::string call(const std::string& id, const std::vector<Metric>& metrics,
                 const std::string& end = "2026-10-25T04:00:00Z") {
  std::string all;
  for (const Metric& each : metrics)
    all += std::string(all.empty() ? "" : ",") + R"({"name":")" + each.name + R"(","emitDate":")" + each.at +
           R"(","value":)" + std::to_string(each.value) + "}";
  return R"({"conversationId":")" + id + R"(","conversationStart":"2026-10-24T22:00:00Z")" +
         (end.empty() ? "" : R"(,"conversationEnd":")" + end + "\"") +
         R"(,"participants":[{"participantId":"p","purpose":"acd","sessions":[{"sessionId":"s","mediaType":"voice",)"
         R"("metrics":[)" +
         all +
         R"(],"segments":[{"segmentStart":"2026-10-24T22:00:00Z","segmentType":"interact","queueId":"q"}]}]}]})";
}

class MadeViews : public Views {};

TEST_F(MadeViews, KeepApartTheHourThatComesTwiceAndCountItsDayAs25Hours) {
  std::vector<Metric> offers;
  for (int hour = 0; hour < 27; ++hour) {
    const Instant at = parse_instant("2026-10-24T21:40:00Z").value() + std::chrono::hours(hour);
    offers.push_back({"nOffered", format_instant(at), 1});
  }
  take({call("a", offers)});
  execute("SET TimeZone = 'Europe/Berlin'");
  EXPECT_EQ(value("SELECT count(*) FROM queue_intervals WHERE offered = 1"), "27") << "02:30 is there twice";
  EXPECT_EQ(
      value("SELECT count(*) FROM queue_intervals WHERE interval_end - interval_begin = INTERVAL 30 MINUTE"),
      "27");
  EXPECT_EQ(value("SELECT string_agg(day || ' ' || offered, ', ' ORDER BY day) FROM daily"),
            "2026-10-24 1, 2026-10-25 25, 2026-10-26 1");
}

TEST_F(MadeViews, CountTheDayThatLacksAnHourAs23Hours) {
  std::vector<Metric> offers;
  for (int hour = 0; hour < 25; ++hour) {
    const Instant at = parse_instant("2026-03-28T22:40:00Z").value() + std::chrono::hours(hour);
    offers.push_back({"nOffered", format_instant(at), 1});
  }
  take({call("a", offers)});
  execute("SET TimeZone = 'Europe/Berlin'");
  EXPECT_EQ(value("SELECT string_agg(day || ' ' || offered, ', ' ORDER BY day) FROM daily"),
            "2026-03-28 1, 2026-03-29 23, 2026-03-30 1");
}

TEST_F(MadeViews, ReckonTheServiceLevelAgainstTheTargetThatHeldThen) {
  const std::string early = "2026-10-24T22:01:00Z";
  const std::string late = "2026-10-25T02:01:00Z";
  take({call("a", {{"tAnswered", early, 20'000}, {"tAcd", early, 20'000}}),
        call("b", {{"tAnswered", early, 20'001}}),
        call("c", {{"tAbandon", early, 3'000}, {"tShortAbandon", early, 3'000}}),
        call("d", {{"tAnswered", late, 29'000}}), call("e", {{"tAnswered", late, 31'000}})});
  const std::string early_row =
      " FROM queue_intervals WHERE interval_begin = TIMESTAMPTZ '2026-10-24 22:00:00Z'";
  EXPECT_EQ(value("SELECT service_level * 3" + early_row), "1.0") << "20 seconds where no target is known";
  EXPECT_EQ(value("SELECT answered || ' ' || abandoned || ' ' || short_abandoned || ' ' || answered_in_time "
                  "|| ' ' || "
                  "wait_ms" +
                  early_row),
            "2 1 1 1 20000");
  execute(
      "INSERT INTO queue_target VALUES ('q', 'voice', TIMESTAMPTZ '1970-01-01 00:00:00Z', TIMESTAMPTZ "
      "'2026-10-25 "
      "00:00:00Z', 60000, 0.8), ('q', 'voice', TIMESTAMPTZ '2026-10-25 00:00:00Z', NULL, 30000, 0.8), ('q', "
      "'chat', "
      "TIMESTAMPTZ '1970-01-01 00:00:00Z', NULL, 1, 0.8)");
  EXPECT_EQ(value("SELECT answered_in_time" + early_row), "2");
  EXPECT_EQ(
      value("SELECT answered_in_time FROM queue_intervals WHERE interval_begin = TIMESTAMPTZ '2026-10-25 "
            "02:00:00Z'"),
      "1");
  execute("SET TimeZone = 'Europe/Berlin'");
  EXPECT_EQ(value("SELECT string_agg(day || ' ' || round(service_level, 3)) FROM daily"), "2026-10-25 0.6");
}

TEST_F(MadeViews, LeaveTheServiceLevelOpenWhereNothingWasAnsweredOrAbandoned) {
  take({call("a", {{"nOffered", "2026-10-24T22:01:00Z", 1}})});
  EXPECT_EQ(value("SELECT service_level FROM queue_intervals"), "NULL");
  EXPECT_EQ(value("SELECT service_level FROM daily"), "NULL");
  EXPECT_EQ(value("SELECT average_handle_ms FROM daily"), "NULL");
}

TEST_F(MadeViews, CallAConversationAbandonedOnlyIfNobodyTookItLater) {
  const std::string at = "2026-10-24T22:01:00Z";
  take({call("abandoned", {{"tAbandon", at, 5'000}, {"nOffered", at, 1}}),
        call("handled", {{"tAbandon", at, 5'000}, {"tAnswered", at, 9'000}, {"nTransferred", at, 1}}),
        call("open", {{"tAbandon", at, 5'000}}, ""), call("other", {{"nOffered", at, 1}})});
  EXPECT_EQ(value("SELECT string_agg(conversation_id || '=' || outcome || ' ' || abandoned || ' ' || "
                  "transfers, ', ' ORDER "
                  "BY conversation_id) FROM conversations"),
            "abandoned=abandoned true 0, handled=handled false 1, open=open true 0, other=other false 0");
}

TEST_F(MadeViews, NameThingsAsTheyWereCalledThen) {
  take({call("a", {{"nOffered", "2026-10-24T22:01:00Z", 1}, {"nOffered", "2026-10-25T02:01:00Z", 1}})});
  execute(
      "INSERT INTO queue BY NAME SELECT 'q' AS queue_id, TIMESTAMPTZ '1970-01-01 00:00:00Z' AS valid_from, "
      "TIMESTAMPTZ "
      "'2026-10-25 00:00:00Z' AS valid_to, 'old name' AS name UNION ALL SELECT 'q', TIMESTAMPTZ '2026-10-25 "
      "00:00:00Z', NULL, 'new name'");
  EXPECT_EQ(value("SELECT first_queue_name FROM conversations"), "old name");
  EXPECT_EQ(value("SELECT string_agg(queue_name, ', ' ORDER BY interval_begin) FROM queue_intervals"),
            "old name, new name");
}

TEST_F(MadeViews, LeaveOutWhatWasDeleted) {
  take({call("a", {{"nOffered", "2026-10-24T22:01:00Z", 1}})});
  ASSERT_TRUE(data.take(page_of({"a"}, noon + 1h, archive::PageKind::tombstone)));
  for (const char* view : {"conversations", "agent_legs", "queue_intervals", "daily"})
    EXPECT_EQ(value(std::string("SELECT count(*) FROM ") + view), "0") << view;
}

TEST_F(MadeViews, ShowAConversationThatDoesNotSayWhenItBegan) {
  take({R"({"conversationId":"a","originatingDirection":"inbound"})"});
  EXPECT_EQ(value("SELECT conversation_id || direction FROM conversations"), "ainbound");
}

/// The largest number of rows that any step of the query's plan passed on.
std::int64_t most_rows(warehouse::Connection& connection, const std::string& sql) {
  auto rows = connection.query("EXPLAIN (ANALYZE, FORMAT JSON) " + sql).value();
  EXPECT_TRUE(rows.next().value());
  json::parse_options deep;
  deep.max_depth = 500;
  const json::value plan = json::parse(rows.get<std::string>(1).value(), {}, deep);
  std::int64_t most = 0;
  const auto walk = [&most](const auto& self, const json::value& node) -> void {
    if (!node.is_object()) return;
    const json::object& object = node.get_object();
    const auto* name = object.if_contains("operator_name");
    const auto* count = object.if_contains("operator_cardinality");
    const bool is_scan =
        name != nullptr && name->is_string() && name->get_string().find("SCAN") != json::string::npos;
    if (count != nullptr && !is_scan) most = std::max(most, count->to_number<std::int64_t>());
    for (const auto& child : list(object, "children")) self(self, child);
  };
  walk(walk, plan);
  return most;
}

TEST_F(MadeViews, AggregateOnlyWhatAQuestionAboutAnHourNeeds) {
  std::vector<std::string> records;
  for (int i = 0; i < 3'000; ++i) {
    const std::string start = format_instant(noon - 1min * i);
    records.push_back(
        R"({"conversationId":")" + std::to_string(i) + R"(","conversationStart":")" + start +
        R"(","participants":[{"participantId":"p","purpose":"agent","sessions":[{"sessionId":"s",)"
        R"("metrics":[{"name":"tTalk","value":1},{"name":"tAcw","value":1}],"segments":[)"
        R"({"segmentType":"interact"},{"segmentType":"wrapup"}]}]}]})");
  }
  take(records);
  const std::string hour = " WHERE conversation_start > TIMESTAMPTZ '" + format_instant(noon - 1h) + "'";
  EXPECT_EQ(value("SELECT count(*) || ' ' || sum(talk_ms) FROM conversations" + hour), "60 60");
  EXPECT_GE(most_rows(connection,
                      "SELECT sum(talk_ms), count(media_type), count(first_agent_id) FROM conversations"),
            6'000);
  EXPECT_LE(
      most_rows(connection,
                "SELECT sum(talk_ms), count(media_type), count(first_agent_id) FROM conversations" + hour),
      500);
}

}  // namespace
}  // namespace nowthen::extract
