#include <fmt/format.h>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/answers.hpp"
#include "simulator/platform/problems.hpp"
#include "simulator/platform/state.hpp"

namespace nowthen::sim {
namespace {

void append_named(std::string& out, const NamedThing& thing) {
  out += R"({"id":)";
  append_json_string(out, thing.id);
  out += R"(,"name":)";
  append_json_string(out, thing.name);
}

void append_client(std::string& out, const Token& token, const NamedThing& organization) {
  out += R"(,"OAuthClient":{"id":)";
  append_json_string(out, token.client_id);
  out += R"(,"name":)";
  append_json_string(out, token.client_id);
  out += R"(,"authorizedGrantType":"CLIENT-CREDENTIALS","state":"active","organization":)";
  append_named(out, organization);
  out += "}}";
}

}  // namespace

Checked<PlatformAnswer> answer_organization(const PlatformContext& context, const PlatformRequest&) {
  std::string body;
  append_named(body, context.state.directory_for(context.source).organization);
  body += R"(,"defaultLanguage":"en-us","defaultCountryCode":"DE","thirdPartyOrgName":"nowthen-sim",)"
          R"("domain":"sim.example","version":1,"state":"active","voicemailEnabled":false,)"
          R"("productPlatform":"PureCloud","selfUri":"/api/v2/organizations/me"})";
  return PlatformAnswer{std::move(body)};
}

Checked<PlatformAnswer> answer_data_retention(const PlatformContext& context, const PlatformRequest&) {
  constexpr std::chrono::days as_long_as_there_is_a_world{3660};
  return PlatformAnswer{fmt::format(
      R"({{"retentionDays":{}}})", context.settings.retention.value_or(as_long_as_there_is_a_world).count())};
}

Checked<PlatformAnswer> answer_token_me(const PlatformContext& context, const PlatformRequest& request) {
  if (request.method == "DELETE") {
    context.tokens.revoke(std::string(request.token_text));
    return PlatformAnswer{};
  }
  if (request.method == "HEAD") return PlatformAnswer{};
  const NamedThing& organization = context.state.directory_for(context.source).organization;
  std::string body = R"({"organization":)";
  append_named(body, organization);
  body += R"(},"homeOrganization":)";
  append_named(body, organization);
  body += R"(},"authorizedScope":[)";
  for (const std::string& scope : context.token.scopes) {
    if (body.back() != '[') body += ',';
    append_json_string(body, scope);
  }
  body += ']';
  append_client(body, context.token, organization);
  return PlatformAnswer{body + '}'};
}

Checked<PlatformAnswer> answer_user_me(const PlatformContext&, const PlatformRequest&) {
  return no_user_context();
}

}  // namespace nowthen::sim
