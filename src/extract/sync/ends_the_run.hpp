#pragma once
#include <nowthen/core/error.hpp>

namespace nowthen::extract {

/// After this error of a request or of the store nothing else can be asked for, or kept, either: a sync
/// stops. After any other it goes on with what it can still read.
inline bool ends_the_run(const Error& error) noexcept {
  return error.kind == ErrorKind::unauthenticated || error.kind == ErrorKind::cancelled ||
         error.kind == ErrorKind::local || error.kind == ErrorKind::no_room;
}

}  // namespace nowthen::extract
