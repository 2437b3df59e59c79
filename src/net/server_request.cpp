#include "net/server_request.hpp"

#include <boost/beast/http/error.hpp>
#include <string>
#include <utility>

namespace nowthen::net {
namespace http = boost::beast::http;

Request to_request(http::request<http::string_body> message) {
  Request request{.method = std::string(message.method_string()), .target = std::string(message.target())};
  for (const auto& field : message)
    request.headers.add(std::string(field.name_string()), std::string(field.value()));
  request.body = std::move(message.body());
  return request;
}

int refusal_of(boost::system::error_code error) {
  if (error == http::error::body_limit || error == http::error::buffer_overflow) return 413;
  if (error == http::error::header_limit) return 431;
  const bool peer_left = error == http::error::end_of_stream || error == http::error::partial_message;
  return error.category() == http::make_error_code(http::error::bad_method).category() && !peer_left ? 400
                                                                                                     : 0;
}

}  // namespace nowthen::net
