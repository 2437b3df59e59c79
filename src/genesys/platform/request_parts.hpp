#pragma once
#include <boost/json/object.hpp>
#include <nowthen/core/instant.hpp>
#include <string>

#include "net/message.hpp"

namespace nowthen::genesys::platform {

/// Start and end as the platform writes an interval.
std::string interval_text(const Interval& interval);

net::Request get(std::string target);
net::Request post(std::string target, const boost::json::object& body);

}  // namespace nowthen::genesys::platform
