#include "serve/feed_news.hpp"

#include <fmt/format.h>

namespace nowthen::serve {
namespace {

Error no_topics(const live::FeedStatus& status) {
  return {
      .kind = ErrorKind::local,
      .message = fmt::format("the events of {} of {} queues do not come: notifications have no room for more",
                             status.lines.left_over, status.queues),
      .hint = "nothing to be done: what goes on is asked for every few seconds as well"};
}

Error no_room(const live::FeedStatus& status) {
  return {.kind = ErrorKind::local,
          .message = "what the live feed sees is not kept: " + status.no_room,
          .hint =
              "make room, or set min_free_space lower; the board goes on, keeping does so by itself, and "
              "the time between is listed as a gap"};
}

}  // namespace

std::vector<Error> FeedNews::since_last(const live::FeedStatus& status) {
  std::vector<Error> news;
  const bool lacks_topics = status.lines.left_over > 0;
  if (lacks_topics && !lacks_topics_) news.push_back(no_topics(status));
  const bool lacks_room = !status.no_room.empty();
  if (lacks_room && !lacks_room_) news.push_back(no_room(status));
  lacks_topics_ = lacks_topics;
  lacks_room_ = lacks_room;
  return news;
}

}  // namespace nowthen::serve
