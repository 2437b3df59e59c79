#pragma once
#include <boost/json/object.hpp>
#include <nowthen/genesys/predicates.hpp>

namespace nowthen::genesys::platform {

/// A filter as the API reads it.
boost::json::object filter_json(const Filter& filter);

/// Puts the lists of filters that are not empty into the body of a query for conversations.
void add_filters(boost::json::object& body, const DetailFilters& filters);

}  // namespace nowthen::genesys::platform
