#include "webhooks/signed_request.hpp"

#include <gtest/gtest.h>

namespace nowthen::webhooks {
namespace {

// The example of the specification's own libraries.
constexpr const char* known_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

TEST(Secret, SignsAsTheSpecificationsLibrariesDo) {
  const auto secret = Secret::parse(known_secret).value();
  EXPECT_EQ(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Secret, TakesNothingElse) {
  for (const char* bad :
       {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZ!",
        "whsec_c2hvcnQ=", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=", "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_ MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}) {
    const auto read = Secret::parse(bad);
    ASSERT_FALSE(read) << bad;
    if (std::string_view(bad).size() > 6) {
      EXPECT_EQ(read.error().message.find(bad + 6), std::string::npos);
    }
  }
  EXPECT_FALSE(Secret::parse("whsec_" + std::string(88, 'A')));
  EXPECT_TRUE(Secret::parse("  whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"));
}

TEST(SignedRequest, KeepsTheIdAndStampsEachAttempt) {
  const Secrets secrets{.current = Secret::parse(known_secret).value(), .previous = {}};
  const Event event{.id = "evt_1", .type = "webhook.test", .key = "k", .at = {}, .payload = "{}"};
  const auto first = signed_request("/hook", event, Instant(std::chrono::seconds(1000)), secrets);
  const auto second = signed_request("/hook", event, Instant(std::chrono::milliseconds(2'000'999)), secrets);
  EXPECT_EQ(first.method, "POST");
  EXPECT_EQ(first.target, "/hook");
  EXPECT_EQ(first.body, "{}");
  EXPECT_EQ(first.headers.get("webhook-id"), second.headers.get("webhook-id"));
  EXPECT_EQ(first.headers.get("webhook-timestamp"), "1000");
  EXPECT_EQ(second.headers.get("webhook-timestamp"), "2000");
  EXPECT_NE(first.headers.get("webhook-signature"), second.headers.get("webhook-signature"));
}

TEST(SignedRequest, HasBothSignaturesWhileSecretsChange) {
  const std::string old_secret = "whsec_" + std::string(32, 'B');
  const Secrets secrets{.current = Secret::parse(known_secret).value(),
                        .previous = Secret::parse(old_secret).value()};
  const Event event{.id = "evt_1", .type = "webhook.test", .key = "k", .at = {}, .payload = "{}"};
  const auto request = signed_request("/", event, Instant(std::chrono::seconds(1000)), secrets);
  EXPECT_EQ(request.headers.get("webhook-signature"), secrets.current.sign("evt_1", "1000", "{}") + " " +
                                                          secrets.previous->sign("evt_1", "1000", "{}"));
}

}  // namespace
}  // namespace nowthen::webhooks
