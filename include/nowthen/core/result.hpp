#pragma once
#include <boost/system/result.hpp>
#include <nowthen/core/error.hpp>

namespace nowthen {

/// A value, or the `Error` that explains why there is none.
///
/// Test it with `if (result)`, read it with `*result`, `result.error()`. `result.value()` throws `ApiError`.
template <class T>
using Result = boost::system::result<T, Error>;

/// Found by argument-dependent lookup when `Result<T>::value()` is called on an error.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw ApiError(error);
}

}  // namespace nowthen
