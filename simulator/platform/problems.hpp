#pragma once
#include <string>
#include <string_view>

#include "simulator/http/problem.hpp"

namespace nowthen::sim {

/// Refusals in the platform's words. Each has `messageWithParams` and `messageParams`, as its 400, 403 and
/// 429 have.

/// `bad.request`: the field is missing, or the request asks for what does not go.
Problem platform_bad_request(std::string field, std::string message);

/// `invalid.value`: `value` is none that `field` takes; `expected` says which are.
Problem invalid_value(std::string field, std::string_view value, std::string_view expected);

/// `invalid.date`: the text is no instant or no interval.
Problem invalid_date(std::string field, std::string_view value);

/// 404 `not.found`, 405 `method.not.allowed`, 415 `unsupported.media.type`: the platform's codes have dots
/// where those of `problem_for` have blanks. Any other status is as there.
Problem platform_problem_for(int status);

/// 404 `not.found`.
Problem not_found();

/// 400: client credentials belong to no user.
Problem no_user_context();

/// 403 `missing.any.permissions`, naming it.
Problem missing_permission(std::string_view permission);

/// 429 of the platform's quota.
Problem too_many_requests(int limit, std::int64_t retry_after_seconds);

/// 401 without a token.
Problem authentication_required();

}  // namespace nowthen::sim
