#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "net/server.hpp"
#include "simulator/api/page_faults.hpp"
#include "simulator/http/problem.hpp"
#include "simulator/platform/job_faults.hpp"

namespace nowthen::sim {

/// What a 429 or 503 says about when to come back.
struct RetryAfter {
  enum class Form { none, seconds, date, rubbish };
  Form form = Form::none;
  std::int64_t seconds = 0;
};

/// An answer in place of the real one.
struct Replacement {
  Problem problem;
  RetryAfter retry_after;
  /// A 403 for want of this scope or permission; empty: of what the endpoint asks for.
  std::optional<std::string> missing = {};
  std::string oauth_error;  ///< Not empty: OAuth's own shape with this `error`.
  bool html = false;        ///< As a gateway in front of the API would write it.
};

/// All that the rules which fired do to one request. Several add up; of several replacements the first
/// counts.
struct Effects {
  std::vector<std::string> names;  ///< Of the rules that fired, for the log.

  bool expire_tokens = false;                          ///< Before the request is looked at.
  std::optional<std::chrono::seconds> token_lifetime;  ///< Of a token issued by this request.
  std::optional<int> new_limit;                        ///< For the request's endpoint, from now on.
  std::optional<double> others_per_minute;             ///< On the request's endpoint, from now on.
  std::optional<Replacement> replacement;
  PageFaults page;
  JobFaults job;
  std::vector<std::function<void(net::Reply&)>> reply;  ///< Done in order to the finished reply.
  std::vector<std::function<void(const net::Reply&, net::Delivery&)>> delivery;
};

}  // namespace nowthen::sim
