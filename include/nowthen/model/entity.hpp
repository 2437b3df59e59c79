#pragma once
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// Something that is known by id and name.
struct NamedEntity {
  std::string id;
  std::string name;
  std::string extra;  ///< What the fields above cannot hold, as a JSON object.
  bool operator==(const NamedEntity&) const = default;
};

/// A queue, a user, a wrap-up code, a skill or a division.
struct Entity {
  std::string id;
  std::string name;
  std::optional<NamedEntity> division;  ///< Where it has one.
  std::string state;                    ///< `active`, `inactive`, `deleted`, where the API says it.
  std::string extra;                    ///< Its other fields, as a JSON object.
  std::string json;                     ///< As the server gave it, less insignificant white space.
  bool operator==(const Entity&) const = default;
};

/// An OAuth client as its token knows it.
struct TokenClient {
  std::string id;
  std::string name;
  std::optional<NamedEntity> organization;
  std::string extra;  ///< Its other fields, as a JSON object.
  bool operator==(const TokenClient&) const = default;
};

/// What the platform says of the token in use.
struct TokenInfo {
  std::optional<NamedEntity> organization;
  std::optional<NamedEntity> home_organization;
  std::vector<std::string> authorized_scope;
  std::optional<Instant> date_token_idles;
  std::optional<TokenClient> oauth_client;
  std::string extra;  ///< Its other fields, as a JSON object.
  bool operator==(const TokenInfo&) const = default;
};

/// The organisation that the credentials belong to.
struct Organization {
  std::string id;
  std::string name;
  std::string domain;
  std::string state;
  std::string default_language;
  std::string default_country_code;
  std::string product_platform;
  std::string extra;  ///< Its other fields, as a JSON object.
  bool operator==(const Organization&) const = default;
};

}  // namespace nowthen
