#pragma once
#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/message.hpp"

namespace nowthen::sim {

/// A refusal as the API words it.
struct Problem {
  int status = 500;
  std::string code;        ///< Such as `bad.request`.
  std::string message;     ///< For people; names the field.
  std::string field = {};  ///< The field at fault, for `details`. May be empty.

  /// The platform's own only: the message with names in braces, and what stands for them.
  std::string message_with_params = {};
  std::vector<std::pair<std::string, std::string>> params = {};
  std::optional<int> limit = {};  ///< Of a 429: requests a minute of one token.
};

/// A value, or the refusal that goes out in its place.
template <class T>
using Checked = boost::system::result<T, Problem>;

/// A `Checked` value, said outright: a number could also be meant to begin a `Problem`.
template <class T>
Checked<T> accepted(T value) {
  return Checked<T>(boost::system::in_place_value, std::move(value));
}

/// The API's words for a status that comes from the server and not from the arguments: 401 to 415 and 5xx.
Problem problem_for(int status);

/// A 400 that names `field`.
Problem bad_request(std::string field, std::string message);

/// `{message, code, status, contextId, details, errors}`, with `messageWithParams`, `messageParams` and
/// `limit` where the problem has them.
std::string problem_body(const Problem& problem, std::string_view context_id);

/// A whole reply with that body.
net::Reply problem_reply(const Problem& problem, std::string_view context_id);

/// OAuth's own shape: `{error, description, error_description}`.
net::Reply oauth_problem_reply(int status, std::string_view error, std::string_view description);

/// 200 with `body` and its content type.
net::Reply json_reply(std::string body);

}  // namespace nowthen::sim
