#pragma once
#include <cstdint>
#include <nowthen/model/named_text.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "genesys/platform/fields.hpp"

namespace nowthen::genesys::platform {

/// One thing that is wrong with a request.
struct ErrorDetail {
  std::string error_code;
  std::string field_name;
  std::string entity_id;
  std::string entity_name;
  std::string extra;
  bool operator==(const ErrorDetail&) const = default;
};

/// A limit that was reached.
struct ErrorLimit {
  std::string key;
  std::string name_space;
  std::optional<std::int64_t> value;
  std::string extra;
  bool operator==(const ErrorLimit&) const = default;
};

/// The platform's error body in full.
struct PlatformErrorBody {
  std::string message;
  std::string code;
  std::optional<std::int64_t> status;
  std::string entity_id;
  std::string entity_name;
  std::string message_with_params;
  std::vector<NamedText> message_params;
  std::string context_id;
  std::vector<ErrorDetail> details;
  std::vector<PlatformErrorBody> errors;
  std::optional<ErrorLimit> limit;
  std::string extra;
  bool operator==(const PlatformErrorBody&) const = default;
};

template <>
struct Fields<ErrorDetail> {
  static constexpr std::tuple list{
      FieldOf{"errorCode", &ErrorDetail::error_code}, FieldOf{"fieldName", &ErrorDetail::field_name},
      FieldOf{"entityId", &ErrorDetail::entity_id}, FieldOf{"entityName", &ErrorDetail::entity_name}};
};

template <>
struct Fields<ErrorLimit> {
  static constexpr std::tuple list{FieldOf{"key", &ErrorLimit::key},
                                   FieldOf{"namespace", &ErrorLimit::name_space},
                                   FieldOf{"value", &ErrorLimit::value}};
};

template <>
struct Fields<PlatformErrorBody> {
  static constexpr std::tuple list{FieldOf{"message", &PlatformErrorBody::message},
                                   FieldOf{"code", &PlatformErrorBody::code},
                                   FieldOf{"status", &PlatformErrorBody::status},
                                   FieldOf{"entityId", &PlatformErrorBody::entity_id},
                                   FieldOf{"entityName", &PlatformErrorBody::entity_name},
                                   FieldOf{"messageWithParams", &PlatformErrorBody::message_with_params},
                                   FieldOf{"messageParams", &PlatformErrorBody::message_params},
                                   FieldOf{"contextId", &PlatformErrorBody::context_id},
                                   FieldOf{"details", &PlatformErrorBody::details},
                                   FieldOf{"errors", &PlatformErrorBody::errors},
                                   FieldOf{"limit", &PlatformErrorBody::limit}};
};

/// The body of an error reply; empty where it is none of the platform's.
PlatformErrorBody read_platform_error(std::string_view body);

}  // namespace nowthen::genesys::platform
