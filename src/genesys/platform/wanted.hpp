#pragma once

namespace nowthen::genesys::platform {

/// Which conversations of an interval a listing is about.
enum class Wanted {
  started,    ///< All that started in it.
  still_open  ///< Those that have no end.
};

}  // namespace nowthen::genesys::platform
