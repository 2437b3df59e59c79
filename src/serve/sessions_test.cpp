#include "serve/sessions.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/seeded_random.hpp"

namespace nowthen::serve {
namespace {
using namespace std::chrono_literals;

class SessionsOfAToken : public ::testing::Test {
 protected:
  SeededRandom random{1};
  Sessions sessions{"correct horse battery", random};
};

TEST_F(SessionsOfAToken, OpenForWhoeverHasTheTokenAndEndWhenTheyAreNotUsedForTwelveHours) {
  const auto login = sessions.login("correct horse battery", 1h);
  ASSERT_FALSE(login.session.empty());
  EXPECT_NE(sessions.use(login.session, 13h - 1ms), std::nullopt);
  EXPECT_NE(sessions.use(login.session, 25h - 2ms), std::nullopt) << "it was used in between";
  EXPECT_EQ(sessions.use(login.session, 37h - 2ms), std::nullopt);
  EXPECT_EQ(sessions.use(login.session, 37h), std::nullopt) << "what is over stays over";
}

TEST_F(SessionsOfAToken, EndAfterThirtyDaysHoweverTheyAreUsed) {
  const auto login = sessions.login("correct horse battery", 0h);
  for (auto at = 1h; at < 720h; at += 1h) ASSERT_EQ(sessions.use(login.session, at), 720h);
  EXPECT_EQ(sessions.use(login.session, 720h), std::nullopt);
}

TEST_F(SessionsOfAToken, DoNotOpenForAnotherToken) {
  for (const char* wrong : {"", "correct horse batter", "correct horse battery ", "Correct horse battery"})
    EXPECT_TRUE(sessions.login(wrong, 0ms).session.empty()) << wrong;
  EXPECT_EQ(sessions.use("", 0ms), std::nullopt);
}

TEST_F(SessionsOfAToken, AreEachAnother) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(sessions.login("correct horse battery", 0ms).session);
  EXPECT_EQ(seen.size(), 100U);
}

TEST_F(SessionsOfAToken, EndWithALogout) {
  const auto one = sessions.login("correct horse battery", 0ms);
  const auto other = sessions.login("correct horse battery", 0ms);
  sessions.logout(one.session);
  EXPECT_EQ(sessions.use(one.session, 1ms), std::nullopt);
  EXPECT_NE(sessions.use(other.session, 1ms), std::nullopt);
}

TEST_F(SessionsOfAToken, TellTheSixthWrongTokenWithinAMinuteToWait) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sessions.login("guess", i * 1s).retry_after, 0s);
  EXPECT_EQ(sessions.login("guess", 10s).retry_after, 50s);
  EXPECT_EQ(sessions.login("guess", 61s).retry_after, 0s) << "those of the first minute are over";
}

TEST_F(SessionsOfAToken, OpenForTheRightTokenWhateverOthersGuess) {
  for (int i = 0; i < 1'000; ++i) sessions.login("guess", 1s);
  EXPECT_FALSE(sessions.login("correct horse battery", 1s).session.empty());
  EXPECT_TRUE(sessions.is_token("correct horse battery", 1s));
}

TEST_F(SessionsOfAToken, GoOnWhileOthersGuess) {
  const auto login = sessions.login("correct horse battery", 0s);
  for (int i = 0; i < 50; ++i) sessions.login("guess", 1s);
  EXPECT_NE(sessions.use(login.session, 2s), std::nullopt);
}

TEST_F(SessionsOfAToken, AreAThousandAtMostAndTheOldestGoesFirst) {
  const auto first = sessions.login("correct horse battery", 0ms);
  for (int i = 1; i <= 1'000; ++i) sessions.login("correct horse battery", i * 1ms);
  EXPECT_EQ(sessions.use(first.session, 2s), std::nullopt);
}

TEST(SecretText, Has256BitsThatACookieCarries) {
  SeededRandom random(1);
  const std::string text = secret_text(random);
  EXPECT_EQ(text.size(), 43U);
  EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
}

}  // namespace
}  // namespace nowthen::serve
