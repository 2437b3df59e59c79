#include "genesys/platform/record_digest.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <nowthen/genesys/detail_decoder.hpp>
#include <random>

#include "genesys/platform/detail_fields.hpp"
#include "genesys/platform/session_fields.hpp"
#include "support/typed_filling.hpp"
#include "support/typed_writing.hpp"

namespace nowthen::genesys::platform {
namespace {

std::string content_of(std::string_view record) { return CanonicalRecord().texts(record).value().content; }
RecordDigest digest_of(std::string_view record) { return CanonicalRecord().digest(record).value(); }

TEST(RecordDigest, PutsMembersInOrderWithoutWhiteSpace) {
  EXPECT_EQ(content_of(" { \"b\" : [ 1 , { \"z\" : 1 , \"y\" : 2 } ] ,\n \"a\" : true } "),
            R"({"a":true,"b":[1,{"y":2,"z":1}]})");
  EXPECT_EQ(content_of("\xEF\xBB\xBF{}"), "{}");
  EXPECT_EQ(content_of(R"({"participantId":1,"participantName":2,"participant":3})"),
            R"({"participant":3,"participantId":1,"participantName":2})");
}

TEST(RecordDigest, SpellsNumbersInOneWay) {
  EXPECT_EQ(content_of(R"({"a":[1,1.0,1e0,10e-1,100E-2]})"), R"({"a":[1,1,1,1,1]})");
  EXPECT_EQ(content_of(R"({"a":[0,-0,-0.0,0e7]})"), R"({"a":[0,0,0,0]})");
  EXPECT_EQ(content_of(R"({"a":[4.88,4.880,488e-2,0.1e1]})"), R"({"a":[4.88,4.88,4.88,1]})");
  EXPECT_EQ(content_of(R"({"a":[9223372036854775807,-9223372036854775808,18446744073709551615]})"),
            R"({"a":[9223372036854775807,-9223372036854775808,18446744073709551615]})");
}

TEST(RecordDigest, SpellsTextInOneWay) {
  EXPECT_EQ(content_of(R"({"a":"\u0041\/\u00e9\ud83d\ude00"})"), "{\"a\":\"A/é😀\"}");
  EXPECT_EQ(content_of(R"({"\u0061":"\n\"\\\u000a"})"), R"({"a":"\u000a\u0022\u005c\u000a"})");
}

TEST(RecordDigest, LeavesOutMembersThatSayNothing) {
  EXPECT_EQ(content_of(R"({"a":null,"b":[],"c":{},"d":{"e":null},"f":""})"), R"({"f":""})");
}

TEST(RecordDigest, KeepsTheOrderAndLengthOfLists) {
  EXPECT_EQ(content_of(R"({"a":[null,[],{},2,1,1]})"), R"({"a":[null,[],{},2,1,1]})");
  EXPECT_NE(digest_of(R"({"a":[1,2]})"), digest_of(R"({"a":[2,1]})"));
}

TEST(RecordDigest, CountsTheLastOfANameThatComesTwice) {
  EXPECT_EQ(content_of(R"({"b":1,"a":1,"b":2,"a":3,"b":4})"), R"({"a":3,"b":4})");
  EXPECT_EQ(content_of(R"({"a":1,"a":2})"), R"({"a":2})");
}

TEST(RecordDigest, KeepsAttributesApartByParticipant) {
  const auto texts = CanonicalRecord()
                         .texts(R"({"participants":[{"attributes":{"b":"2","a":"1"},"purpose":"agent"},)"
                                R"({"purpose":"ivr"},{"attributes":{"c":""}}]})")
                         .value();
  EXPECT_EQ(texts.content, R"({"participants":[{"purpose":"agent"},{"purpose":"ivr"},{}]})");
  EXPECT_EQ(texts.attributes, R"([{"a":"1","b":"2"},null,{"c":""}])");
}

TEST(RecordDigest, KnowsNoAttributesWhereThereAreNone) {
  for (const char* record : {R"({})", R"({"participants":[{"purpose":"agent"}]})",
                             R"({"participants":[{"attributes":{}},{"attributes":null}]})",
                             R"({"participants":[{"attributes":{"a":"b"}}],"participants":[]})"})
    EXPECT_FALSE(digest_of(record).attributes) << record;
}

TEST(RecordDigest, TakesAttributesElsewhereForContent) {
  EXPECT_EQ(content_of(R"({"attributes":{"a":"b"},"x":[{"attributes":{"a":"b"}}]})"),
            R"({"attributes":{"a":"b"},"x":[{"attributes":{"a":"b"}}]})");
}

TEST(RecordDigest, LeavesOutWhatChangesByBeingAskedFor) {
  const std::string_view one =
      R"({"participants":[{"sessions":[{"callbackScheduledTime":"2024-05-01T12:00:00.000Z","ani":"1"}]}]})";
  const std::string_view other =
      R"({"participants":[{"sessions":[{"ani":"1","callbackScheduledTime":"2024-05-02T12:00:00.000Z"}]}]})";
  EXPECT_EQ(digest_of(one), digest_of(other));
  EXPECT_NE(digest_of(R"({"callbackScheduledTime":1})"), digest_of(R"({"callbackScheduledTime":2})"));
}

TEST(RecordDigest, RefusesWhatIsNoRecord) {
  CanonicalRecord canonical;
  for (const char* text :
       {"", "[]", "1", "{", "{}{}", R"({"a":)", R"({"a":[{"b": )", R"({"a":1 2})", R"({"a":007})",
        R"({"a":"\x"})", R"({"a":tru})", R"({"a" "b"})", R"({"a":"b": {}})", "\xFF"}) {
    const auto digest = canonical.digest(text);
    ASSERT_FALSE(digest) << text;
    EXPECT_EQ(digest.error().kind, ErrorKind::malformed_reply) << text;
  }
  EXPECT_TRUE(canonical.digest("{}")) << "it goes on working";
  EXPECT_FALSE(canonical.digest(R"({"a":)" + std::string(1000, '[') + std::string(1000, ']') + "}"));
}

TEST(RecordDigest, KeepsAsSpelledWhatHasNoOtherSpelling) {
  EXPECT_EQ(content_of(R"({"a":1e400,"b":"\ud800"})"), R"({"a":1e400,"b":"\ud800"})");
}

TEST(RecordDigest, IsHalfOfTheTextsSha256) {
  EXPECT_EQ(hex_of(digest_of("{}").content), "44136fa355b3678a1146ad16f7e8649e");  // printf '{}' | sha256sum
}

/// The same value with members in another order, other white space, other spellings of numbers and letters.
class Respelling {
 public:
  explicit Respelling(std::uint32_t seed) : chance_(seed) {}

  std::string of(const boost::json::value& value) {
    if (const auto* object = value.if_object()) return of(*object);
    if (const auto* array = value.if_array()) {
      std::string out = "[";
      for (const auto& element : *array) out.append(out.size() > 1 ? "," : "").append(blanks() + of(element));
      return out + blanks() + "]";
    }
    if (const auto* text = value.if_string()) return quoted(*text);
    if (const auto* number = value.if_int64();
        number != nullptr && *number > -1'000'000'000 && *number < 1'000'000'000 && coin())
      return std::to_string(*number) + (*number == 0 || coin() ? ".0" : "0E-1");
    return boost::json::serialize(value);
  }

 private:
  bool coin() { return chance_() % 2 == 0; }
  std::string blanks() { return coin() ? "" : coin() ? " " : "\n\t"; }

  std::string of(const boost::json::object& object) {
    std::vector<std::string> members;
    for (const auto& member : object)
      members.push_back(blanks() + quoted(member.key()) + blanks() + ":" + blanks() + of(member.value()));
    if (coin()) members.emplace_back(R"("says nothing":[ ])");
    std::shuffle(members.begin(), members.end(), chance_);
    std::string out = "{";
    for (const auto& member : members) out.append(out.size() > 1 ? "," : "").append(member);
    return out + blanks() + "}";
  }

  std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char letter : text) {
      const auto code = static_cast<unsigned char>(letter);
      const bool must = code < 0x20 || letter == '"' || letter == '\\';
      if (must || (code < 0x80 && chance_() % 8 == 0)) {
        const std::string_view digits = coin() ? "0123456789abcdef" : "0123456789ABCDEF";
        out.append("\\u00").append(1, digits[code >> 4U]).append(1, digits[code & 15U]);
      } else {
        out += letter;
      }
    }
    return out + "\"";
  }

  std::mt19937 chance_;
};

boost::json::value some_record(std::uint32_t seed) {
  return nowthen::testing::json_of(nowthen::testing::TypedFilling(seed, 0.4).part<ConversationDetail>());
}

TEST(RecordDigest, IsTheSameForEverySpelling) {
  CanonicalRecord canonical;
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    const auto record = some_record(seed);
    const std::string plain = boost::json::serialize(record);
    const std::string respelled = Respelling(seed).of(record);
    ASSERT_EQ(canonical.texts(respelled).value().content, canonical.texts(plain).value().content)
        << "seed " << seed;
    ASSERT_EQ(canonical.digest(respelled).value(), canonical.digest(plain).value()) << "seed " << seed;
  }
}

TEST(RecordDigest, IsAFormThatItLeavesAsItIs) {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    const std::string content = content_of(boost::json::serialize(some_record(seed)));
    ASSERT_EQ(content_of(content), content) << "seed " << seed;
  }
}

TEST(RecordDigest, DiffersWhereRecordsDo) {
  std::set<ContentHash> hashes;
  for (std::uint32_t seed = 1; seed <= 200; ++seed)
    hashes.insert(digest_of(boost::json::serialize(some_record(seed))).content);
  EXPECT_EQ(hashes.size(), 200U);
}

}  // namespace
}  // namespace nowthen::genesys::platform
