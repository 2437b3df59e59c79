#pragma once
#include <nowthen/core/error.hpp>
#include <vector>

#include "live/feed.hpp"

namespace nowthen::serve {

/// What a person should be told of the feed, once each time it begins. Pure; not thread-safe.
class FeedNews {
 public:
  /// What has begun since the call before.
  std::vector<Error> since_last(const live::FeedStatus& status);

 private:
  bool lacks_topics_ = false;
  bool lacks_room_ = false;
};

}  // namespace nowthen::serve
