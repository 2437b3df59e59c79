#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "simulator/http/target.hpp"
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

/// The names that a listing gives when asked with `query`.
std::vector<std::string> named(PlatformBench& bench, const std::string& path, const std::string& query = "") {
  return texts(listed(bench, fmt::format("/api/v2/{}?pageSize=100&{}", path, query)), "name");
}

TEST(PlatformListing, FindsQueuesAndCodesByTheirWholeNameWhereNoAsteriskOpensIt) {
  PlatformBench bench;
  for (const std::string path : {"routing/queues", "routing/wrapupcodes"}) {
    const auto all = named(bench, path);
    const std::string& name = all.at(1);
    const auto with = [&](const std::string& text) {
      return named(bench, path, "name=" + percent_encoded(text));
    };
    EXPECT_EQ(with(name), std::vector<std::string>{name}) << path;
    EXPECT_TRUE(with(name.substr(1)).empty()) << path << ": a part is no name";
    EXPECT_TRUE(with(name + "x").empty()) << path;
    const auto holds = [&](const std::string& text) {
      const auto found = with(text);
      return std::find(found.begin(), found.end(), name) != found.end();
    };
    EXPECT_TRUE(holds("*" + name.substr(1))) << path;
    EXPECT_FALSE(holds("*" + name.substr(1, 2))) << path;
    EXPECT_TRUE(holds(name.substr(0, 2) + "*")) << path;
    EXPECT_FALSE(holds(name.substr(1, 2) + "*")) << path;
    EXPECT_TRUE(holds("*" + name.substr(1, 2) + "*")) << path;
    EXPECT_EQ(with("*"), all) << path;
    EXPECT_EQ(with(""), all) << path << ": an empty one counts as absent";
  }
}

TEST(PlatformListing, FindsSkillsByTheBeginningOfTheirNameAndDivisionsByAnyPart) {
  PlatformBench bench;
  const auto skill = named(bench, "routing/skills").at(0);
  const auto with = [&](const std::string& path, const std::string& text) {
    const auto found = named(bench, path, "name=" + percent_encoded(text));
    return !found.empty();
  };
  EXPECT_TRUE(with("routing/skills", skill.substr(0, 3)));
  EXPECT_FALSE(with("routing/skills", skill.substr(1)));
  const auto division = named(bench, "authorization/divisions").at(0);
  EXPECT_TRUE(with("authorization/divisions", division.substr(1, 3)));
  EXPECT_FALSE(with("authorization/divisions", "*" + division));
}

TEST(PlatformListing, FindsById) {
  PlatformBench bench;
  for (const std::string path :
       {"routing/queues", "users", "routing/wrapupcodes", "routing/skills", "authorization/divisions"}) {
    const auto ids = texts(listed(bench, "/api/v2/" + path + "?pageSize=100"), "id");
    const auto with = [&](const std::string& query) {
      return texts(listed(bench, fmt::format("/api/v2/{}?{}", path, query)), "id");
    };
    EXPECT_EQ(with("id=" + ids.at(1)), std::vector<std::string>{ids[1]}) << path;
    const std::vector<std::string> both{ids[0], ids[1]};
    EXPECT_EQ(with("id=" + ids[1] + "&id=" + ids[0]), both) << path;
    EXPECT_EQ(with("id=" + ids[1] + "," + ids[0] + ",nothing"), both) << path;
    EXPECT_TRUE(with("id=nothing").empty()) << path;
  }
}

TEST(PlatformListing, FindsQueuesByDivision) {
  PlatformBench bench;
  const auto all = listed(bench, "/api/v2/routing/queues?pageSize=100");
  const auto division = text(all.at("entities").at(0).at("division").at("id"));
  const auto found = listed(bench, "/api/v2/routing/queues?pageSize=100&divisionId=" + division);
  for (const auto& queue : found.at("entities").as_array())
    EXPECT_EQ(text(queue.at("division").at("id")), division);
  EXPECT_LT(found.at("total").as_int64(), all.at("total").as_int64());
  EXPECT_EQ(listed(bench, "/api/v2/routing/queues?divisionId=nothing").at("total").as_int64(), 0);
}

TEST(PlatformListing, TurnsRoundOnDemand) {
  PlatformBench bench;
  for (const std::string path : {"routing/queues", "users", "routing/wrapupcodes"}) {
    auto backwards = named(bench, path, "sortOrder=descending");
    std::reverse(backwards.begin(), backwards.end());
    EXPECT_EQ(backwards, named(bench, path, "sortOrder=ASC")) << path;
    EXPECT_EQ(bench.call("GET", "/api/v2/" + path + "?sortOrder=up").status, 400) << path;
  }
  const auto codes =
      texts(listed(bench, "/api/v2/routing/wrapupcodes?name=*&sortBy=id&sortOrder=desc"), "id");
  EXPECT_TRUE(std::is_sorted(codes.rbegin(), codes.rend()));
}

TEST(PlatformListing, CarriesWhatWasAskedForInItsLinks) {
  PlatformBench bench;
  const auto page = listed(bench, "/api/v2/routing/queues?name=*e*&sortOrder=desc&pageSize=1");
  EXPECT_EQ(text(page.at("nextUri")),
            "/api/v2/routing/queues?pageSize=1&pageNumber=2&name=%2Ae%2A&sortOrder=desc");
  const auto next = listed(bench, text(page.at("nextUri")));
  EXPECT_EQ(next.at("total"), page.at("total"));
  EXPECT_LE(text(next.at("entities").at(0).at("name")), text(page.at("entities").at(0).at("name")));
}

TEST(PlatformListing, IsEmptyWhereItIsAskedForWhatNobodyHas) {
  PlatformBench bench;
  for (const std::string query : {"routing/queues?hasPeer=true", "routing/queues?peerId=p",
                                  "routing/queues?cannedResponseLibraryId=c", "users?jabberId=j"})
    EXPECT_EQ(listed(bench, "/api/v2/" + query).at("total").as_int64(), 0) << query;
  EXPECT_GT(listed(bench, "/api/v2/routing/queues?hasPeer=false").at("total").as_int64(), 0);
  EXPECT_EQ(bench.call("GET", "/api/v2/users?jabberId=j&id=i").status, 400);
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
