#include "simulator/endpoint.hpp"

namespace nowthen::sim {
namespace {

struct Row {
  std::string_view name;
  std::string_view method;
  std::string_view path;
};

constexpr std::array<Row, endpoint_count> rows{{
    {"token", "POST", "/oauth/token"},
    {"introspect", "POST", "/oauth/introspect"},
    {"live", "GET", "/api/v2/conversations"},
    {"history", "POST", "/api/v2/analytics/conversations/details/query"},
    {"unknown", "", ""},
}};

}  // namespace

std::string_view name_of(Endpoint endpoint) { return rows.at(static_cast<std::size_t>(endpoint)).name; }
std::string_view method_of(Endpoint endpoint) { return rows.at(static_cast<std::size_t>(endpoint)).method; }

std::optional<Endpoint> endpoint_named(std::string_view name) {
  for (std::size_t at = 0; at < rows.size(); ++at)
    if (rows.at(at).name == name) return static_cast<Endpoint>(at);
  return std::nullopt;
}

Endpoint endpoint_of(std::string_view path) {
  for (std::size_t at = 0; at < rows.size(); ++at)
    if (!path.empty() && rows.at(at).path == path) return static_cast<Endpoint>(at);
  return Endpoint::unknown;
}

}  // namespace nowthen::sim
