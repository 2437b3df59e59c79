#include <cstdlib>
#include <fstream>
#include <nowthen/genesys/options.hpp>
#include <nowthen/genesys/region.hpp>

#include "core/shown_text.hpp"

namespace nowthen {
namespace {

constexpr std::size_t max_secret_bytes = 4'096;

/// Read once while starting, before there are threads that could change the environment.
std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  return value == nullptr ? std::string() : std::string(value);
}

Error missing(const std::string& name, std::string hint) {
  return Error{.kind = ErrorKind::invalid_request, .message = name + " is not set", .hint = std::move(hint)};
}

Result<std::string> read_secret(const std::string& path) {
  const auto unusable = [&path](const std::string& why) {
    return Error{.kind = ErrorKind::local,
                 .message = "the secret's file '" + path + "' " + why,
                 .hint = "let GENESYS_CLIENT_SECRET_FILE name a file with nothing but the secret in it"};
  };
  std::ifstream file(path, std::ios::binary);
  if (!file) return unusable("cannot be opened");
  std::string secret(max_secret_bytes + 1, '\0');
  file.read(secret.data(), static_cast<std::streamsize>(secret.size()));
  if (file.bad()) return unusable("cannot be read");
  secret.resize(static_cast<std::size_t>(file.gcount()));
  if (secret.size() > max_secret_bytes) return unusable("is too large");
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  if (secret.empty()) return unusable("is empty");
  return secret;
}

/// Where the API is: by its URL or, without one, by its region.
Result<std::string> address() {
  std::string url = variable("GENESYS_BASE_URL");
  if (!url.empty()) return url;
  const std::string region = variable("GENESYS_REGION");
  if (region.empty())
    return missing(
        "GENESYS_BASE_URL",
        "export GENESYS_REGION=eu_central_1 or GENESYS_BASE_URL=https://..., or start `nowthen sim`");
  const auto known = find_region(region);
  if (known) return known->api_url();
  Error error = known.error();
  error.message.insert(0, "GENESYS_REGION: ");
  return error;
}

Result<Contract> contract_wanted() {
  const std::string name = variable("NOWTHEN_CONTRACT");
  if (name.empty() || name == "auto") return Contract::automatic;
  if (name == "tutorial") return Contract::tutorial;
  if (name == "platform") return Contract::platform;
  return Error{.kind = ErrorKind::invalid_request,
               .message = "NOWTHEN_CONTRACT: there is no contract '" + shown(name, 64) + "'",
               .hint = "give auto, platform or tutorial"};
}

}  // namespace

Result<ClientOptions> options_from_environment() {
  auto base_url = address();
  if (!base_url) return base_url.error();
  const auto contract = contract_wanted();
  if (!contract) return contract.error();
  ClientOptions options{.base_url = *std::move(base_url),
                        .login_url = variable("GENESYS_LOGIN_URL"),
                        .client_id = variable("GENESYS_CLIENT_ID"),
                        .client_secret = variable("GENESYS_CLIENT_SECRET"),
                        .contract = *contract};
  if (options.client_id.empty()) return missing("GENESYS_CLIENT_ID", "export GENESYS_CLIENT_ID=...");
  if (!options.client_secret.empty()) return options;
  const std::string path = variable("GENESYS_CLIENT_SECRET_FILE");
  if (path.empty())
    return missing("GENESYS_CLIENT_SECRET",
                   "export GENESYS_CLIENT_SECRET=... or GENESYS_CLIENT_SECRET_FILE=...");
  auto secret = read_secret(path);
  if (!secret) return secret.error();
  options.client_secret = *std::move(secret);
  return options;
}

}  // namespace nowthen
