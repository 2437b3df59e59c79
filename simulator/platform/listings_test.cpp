#include <gtest/gtest.h>

#include <set>

#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

using testing::message_of;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

boost::json::value listed(PlatformBench& bench, const std::string& target) {
  const auto reply = bench.call("GET", target);
  EXPECT_EQ(reply.status, 200) << reply.body;
  return PlatformBench::json(reply);
}

std::vector<std::string> texts(const boost::json::value& listing, std::string_view name) {
  std::vector<std::string> texts;
  for (const auto& entity : listing.at("entities").as_array()) texts.push_back(text(entity.at(name)));
  return texts;
}

TEST(PlatformListing, SortsByName) {
  PlatformBench bench;
  for (const std::string path :
       {"routing/queues", "users", "routing/wrapupcodes", "routing/skills", "authorization/divisions"}) {
    const auto names = texts(listed(bench, "/api/v2/" + path + "?pageSize=100"), "name");
    EXPECT_FALSE(names.empty()) << path;
    EXPECT_TRUE(std::is_sorted(names.begin(), names.end())) << path;
  }
}

TEST(PlatformListing, GivesEveryEntityOnceOverItsPages) {
  PlatformBench bench;
  const auto whole = listed(bench, "/api/v2/users?pageSize=100&state=any");
  std::vector<std::string> ids;
  std::string next = "/api/v2/users?pageSize=7&state=any";
  while (!next.empty()) {
    const auto page = listed(bench, next);
    for (const auto& id : texts(page, "id")) ids.push_back(id);
    next = page.as_object().contains("nextUri") ? text(page.at("nextUri")) : "";
  }
  EXPECT_EQ(ids, texts(whole, "id"));
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
  EXPECT_EQ(whole.at("total").as_int64(), std::ssize(ids));
}

TEST(PlatformListing, LinksItsPages) {
  PlatformBench bench;
  const auto first = listed(bench, "/api/v2/routing/wrapupcodes?pageSize=4");
  EXPECT_EQ(first.at("pageCount").as_int64(), 3);
  EXPECT_FALSE(first.as_object().contains("previousUri"));
  EXPECT_EQ(text(first.at("lastUri")), "/api/v2/routing/wrapupcodes?pageSize=4&pageNumber=3");
  const auto past = listed(bench, "/api/v2/routing/wrapupcodes?pageSize=4&pageNumber=9");
  EXPECT_TRUE(past.at("entities").as_array().empty());
  EXPECT_FALSE(past.as_object().contains("nextUri"));
}

TEST(PlatformListing, RefusesAPageThatItCannotGive) {
  PlatformBench bench;
  for (const std::string query : {"pageSize=101", "pageSize=0", "pageSize=x", "pageNumber=0", "pageNumber=-1",
                                  "pageNumber=99999999999999999999"}) {
    const auto reply = bench.call("GET", "/api/v2/routing/queues?" + query);
    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_NE(message_of(reply).find(query.substr(0, query.find('='))), std::string::npos) << query;
  }
}

TEST(PlatformListing, ShowsThoseWhoLeftOnlyWhenAsked) {
  PlatformBench bench;
  const auto count = [&bench](const std::string& state) {
    return listed(bench, "/api/v2/users?state=" + state).at("total").as_int64();
  };
  EXPECT_EQ(listed(bench, "/api/v2/users").at("total").as_int64(), count("active"));
  EXPECT_EQ(count("inactive"), 1);
  EXPECT_EQ(count("deleted"), 2);
  EXPECT_EQ(count("any"), count("active") + 3);
  EXPECT_EQ(bench.call("GET", "/api/v2/users?state=gone").status, 400);
}

TEST(PlatformListing, AsksForThePermissionOfItsKind) {
  Options options = still_world();
  options.permissions = {"routing:queue:view"};
  PlatformBench bench(options);
  EXPECT_EQ(bench.call("GET", "/api/v2/routing/queues").status, 200);
  const auto refused = bench.call("GET", "/api/v2/users");
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(message_of(refused).find("directory:user:view"), std::string::npos);
}

TEST(TokenMe, SaysWhoseTokenItIs) {
  PlatformBench bench;
  const auto body = listed(bench, "/api/v2/tokens/me");
  const auto organization = listed(bench, "/api/v2/organizations/me");
  EXPECT_EQ(text(body.at("OAuthClient").at("name")), "nowthen-sim");
  EXPECT_EQ(body.at("organization").at("id"), organization.at("id"));
  EXPECT_FALSE(body.as_object().contains("clonedUser"));
}

TEST(TokenMe, EndsTheTokenOnDelete) {
  PlatformBench bench;
  EXPECT_EQ(bench.call("HEAD", "/api/v2/tokens/me").status, 200);
  EXPECT_EQ(bench.call("DELETE", "/api/v2/tokens/me").status, 200);
  EXPECT_EQ(bench.call("HEAD", "/api/v2/tokens/me").status, 401);
}

}  // namespace
}  // namespace nowthen::sim
