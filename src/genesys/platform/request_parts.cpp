#include "genesys/platform/request_parts.hpp"

#include <boost/json/serialize.hpp>

namespace nowthen::genesys::platform {

std::string interval_text(const Interval& interval) {
  return format_instant(interval.begin) + "/" + format_instant(interval.end);
}

net::Request get(std::string target) {
  return {.target = std::move(target), .headers = {{"Accept", "application/json"}}};
}

net::Request post(std::string target, const boost::json::object& body) {
  return {.method = "POST",
          .target = std::move(target),
          .headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}},
          .body = boost::json::serialize(body)};
}

}  // namespace nowthen::genesys::platform
