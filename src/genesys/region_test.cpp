#include <gtest/gtest.h>

#include <nowthen/genesys/region.hpp>
#include <set>
#include <string>

namespace nowthen {
namespace {

TEST(Region, HasOneOfEachNameAndDomain) {
  std::set<std::string_view> seen;
  for (const Region& region : known_regions()) {
    EXPECT_TRUE(seen.insert(region.name).second) << region.name;
    EXPECT_TRUE(seen.insert(region.domain).second) << region.domain;
    EXPECT_EQ(region_of(region.api_url())->name, region.name);
  }
  EXPECT_EQ(seen.size(), 36U);
}

TEST(Region, IsFoundByNameDomainAndAddress) {
  for (const char* text :
       {"eu_central_1", "EU-Central-1", "mypurecloud.de", "MyPureCloud.de", "api.mypurecloud.de",
        "https://api.mypurecloud.de", "https://api.mypurecloud.de/", "https://login.mypurecloud.de"})
    EXPECT_EQ(find_region(text)->domain, "mypurecloud.de") << text;
}

TEST(Region, NamesTheNearestWhenThereIsNoSuch) {
  EXPECT_EQ(find_region("eu_centrl_1").error().hint, "did you mean: eu_central_1");
  EXPECT_EQ(find_region("eu-centrl-1").error().hint, "did you mean: eu_central_1");
  EXPECT_EQ(find_region("mypurecloud.dee").error().hint, "did you mean: mypurecloud.de");
  EXPECT_EQ(find_region("https://api.usw3.pure.cloud").error().hint, "did you mean: usw2.pure.cloud");
  EXPECT_NE(find_region("atlantis").error().hint.find("eu_central_1"), std::string::npos);
  EXPECT_EQ(find_region("atlantis").error().kind, ErrorKind::invalid_request);
}

TEST(Region, OfAUrlIsNobodyElses) {
  EXPECT_EQ(region_of("https://api.mypurecloud.de/")->name, "eu_central_1");
  for (const char* url : {"http://api.mypurecloud.de", "https://api.mypurecloud.de/x",
                          "https://mypurecloud.de", "https://api.mypurecloud.de.example.org", ""})
    EXPECT_FALSE(region_of(url)) << url;
}

}  // namespace
}  // namespace nowthen
