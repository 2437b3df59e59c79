#pragma once
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>

#include "net/message.hpp"

namespace nowthen::net {

/// A request as Beast has parsed it, in this module's own words.
Request to_request(boost::beast::http::request<boost::beast::http::string_body> message);

/// The status that tells a peer what was wrong with its request, or 0 when nobody is there to be told.
int refusal_of(boost::system::error_code error);

}  // namespace nowthen::net
