// The decoders of the platform's replies against recorded payloads and the description of the API, where
// those are there.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <nowthen/genesys/detail_decoder.hpp>
#include <sstream>

#include "genesys/platform/detail_fields.hpp"
#include "genesys/platform/error_body.hpp"
#include "genesys/platform/reply_fields.hpp"
#include "genesys/platform/session_fields.hpp"
#include "genesys/platform/statistics_fields.hpp"
#include "genesys/platform/typed_decoder.hpp"
#include "support/checkout.hpp"
#include "support/typed_writing.hpp"

namespace nowthen {
namespace {

namespace json = boost::json;
namespace platform = genesys::platform;

const std::filesystem::path shared{testing::in_shared("")};

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<json::value> recorded(const char* folder) {
  std::vector<json::value> documents;
  for (const auto& entry : std::filesystem::directory_iterator(shared / "data" / folder))
    if (entry.path().extension() == ".json") documents.push_back(json::parse(content(entry.path())));
  return documents;
}

/// A file holds one record or a reply with several.
std::vector<json::value> recorded_conversations() {
  std::vector<json::value> records;
  for (const auto& document : recorded("details")) {
    const auto* list = document.as_object().if_contains("conversations");
    if (list == nullptr) {
      records.push_back(document);
    } else {
      for (const auto& record : list->as_array()) records.push_back(record);
    }
  }
  return records;
}

TEST(RecordedDetails, GoThroughTheDecoderWithoutALoss) {
  if (!std::filesystem::exists(shared / "data")) GTEST_SKIP() << "no recorded payloads here";
  const auto records = recorded_conversations();
  EXPECT_GE(records.size(), 5u);
  for (const auto& record : records) {
    const auto detail = decode_detail(json::serialize(record));
    ASSERT_TRUE(detail) << detail.error().message;
    EXPECT_EQ(testing::canonical(testing::json_of(*detail)), testing::canonical(record));
    EXPECT_EQ(detail->extra, "");
  }
}

template <class Struct>
void expect_kept(const char* folder) {
  platform::TypedDecoder decoder;
  for (const auto& document : recorded(folder)) {
    const auto decoded = decoder.decode<Struct>(json::serialize(document));
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_EQ(testing::canonical(testing::json_of(*decoded)), testing::canonical(document));
    EXPECT_EQ(decoded->extra, "");
  }
}

TEST(RecordedObservations, GoThroughTheDecoderWithoutALoss) {
  if (!std::filesystem::exists(shared / "data")) GTEST_SKIP() << "no recorded payloads here";
  expect_kept<Observations>("observations");
}

TEST(RecordedAggregates, GoThroughTheDecoderWithoutALoss) {
  if (!std::filesystem::exists(shared / "data")) GTEST_SKIP() << "no recorded payloads here";
  expect_kept<Aggregates>("aggregates");
}

TEST(RecordedErrors, GoThroughTheDecoderWithoutALoss) {
  if (!std::filesystem::exists(shared / "data")) GTEST_SKIP() << "no recorded payloads here";
  platform::TypedDecoder decoder;
  for (const auto& document : recorded("errors")) {
    const auto decoded = decoder.decode<platform::PlatformErrorBody>(json::serialize(document));
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_EQ(testing::canonical(testing::json_of(*decoded)), testing::canonical(document));
  }
}

/// Names that the description has and a table lacks, or the other way round.
template <class Struct>
void expect_described(const json::object& schemas, const char* name) {
  const auto& properties = schemas.at(name).at("properties").as_object();
  const auto expect_one = [&](std::string_view field) {
    EXPECT_TRUE(properties.contains(field)) << name << ' ' << field;
  };
  std::apply([&](const auto&... field) { (expect_one(field.name), ...); }, platform::Fields<Struct>::list);
  for (const auto& property : properties)
    EXPECT_LT(platform::field_keys<Struct>.find(property.key()), platform::field_count<Struct>)
        << name << ' ' << property.key();
}

TEST(FieldTables, NameEveryFieldOfTheDescription) {
  const auto path = shared / "reference" / "platform.openapi.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no description of the API here";
  const auto document = json::parse(content(path));
  const auto& schemas = document.at("components").at("schemas").as_object();
  expect_described<ConversationDetail>(schemas, "AnalyticsConversation");
  expect_described<ParticipantDetail>(schemas, "AnalyticsParticipant");
  expect_described<Session>(schemas, "AnalyticsSession");
  expect_described<Segment>(schemas, "AnalyticsConversationSegment");
  expect_described<SessionMetric>(schemas, "AnalyticsSessionMetric");
  expect_described<MediaEndpointStat>(schemas, "AnalyticsMediaEndpointStat");
  expect_described<Flow>(schemas, "AnalyticsFlow");
  expect_described<FlowOutcome>(schemas, "AnalyticsFlowOutcome");
  expect_described<AgentGroup>(schemas, "AnalyticsAgentGroup");
  expect_described<ProposedAgent>(schemas, "AnalyticsProposedAgent");
  expect_described<ScoredAgent>(schemas, "AnalyticsScoredAgent");
  expect_described<SegmentProperty>(schemas, "AnalyticsProperty");
  expect_described<Evaluation>(schemas, "AnalyticsEvaluation");
  expect_described<Survey>(schemas, "AnalyticsSurvey");
  expect_described<Resolution>(schemas, "AnalyticsResolution");
  expect_described<Statistics>(schemas, "StatisticalSummary");
  expect_described<Observation>(schemas, "ObservationValue");
  expect_described<ObservedMetric>(schemas, "ObservationMetricData");
  expect_described<ActiveEntity>(schemas, "ConversationActivityEntityData");
  expect_described<ActivityMetric>(schemas, "ConversationActivityMetricValue");
  expect_described<ActivityGroup>(schemas, "ConversationActivityData");
  expect_described<AggregateSpan>(schemas, "StatisticalResponse");
  expect_described<AggregateMetric>(schemas, "AggregateMetricData");
  expect_described<AggregateView>(schemas, "AggregateViewData");
  expect_described<JobStatus>(schemas, "AsyncQueryStatus");
  expect_described<platform::PlatformErrorBody>(schemas, "ErrorBody");
  expect_described<platform::ErrorDetail>(schemas, "Detail");
  expect_described<platform::ErrorLimit>(schemas, "Limit");
}

}  // namespace
}  // namespace nowthen
