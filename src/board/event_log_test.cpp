#include "board/event_log.hpp"

#include <gtest/gtest.h>

namespace nowthen::board {
namespace {

std::string text(const EventBytes& bytes) { return bytes ? *bytes : "nothing"; }
std::string whole() { return "WHOLE"; }

TEST(EventLog, GivesAWholeBoardFirstThenEachChangeOnce) {
  EventLog log("start");
  EventLog::Place place;
  EXPECT_EQ(text(log.next(place, whole)), "nothing");
  log.change("first");
  EXPECT_EQ(text(log.next(place, whole)), "id: start-1\nevent: board\ndata: WHOLE\n\n");
  log.change("second");
  log.change("third");
  EXPECT_EQ(text(log.next(place, whole)), "id: start-2\nevent: change\ndata: second\n\n");
  EXPECT_EQ(text(log.next(place, whole)), "id: start-3\nevent: change\ndata: third\n\n");
  EXPECT_EQ(text(log.next(place, whole)), "nothing");
}

TEST(EventLog, TellsTheTimeOnlyWhereNothingElseIsToBeTold) {
  EventLog log("start");
  EventLog::Place place;
  log.change("first");
  log.next(place, whole);
  log.tick("one");
  log.tick("two");
  EXPECT_EQ(text(log.next(place, whole)), "event: tick\ndata: two\n\n");
  log.tick("three");
  log.change("second");
  EXPECT_EQ(text(log.next(place, whole)), "id: start-2\nevent: change\ndata: second\n\n");
  EXPECT_EQ(text(log.next(place, whole)), "nothing") << "the tick before it is old";
}

TEST(EventLog, GivesAReaderThatIsTooFarBehindAWholeBoardInPlaceOfAllItMissed) {
  EventLog log("start", 3);
  EventLog::Place place;
  log.change("0");
  log.next(place, whole);
  for (const char* each : {"1", "2", "3"}) log.change(each);
  EventLog::Place just_in_time = place;
  EXPECT_EQ(text(log.next(just_in_time, whole)), "id: start-2\nevent: change\ndata: 1\n\n");
  log.change("4");
  EXPECT_EQ(text(log.next(place, whole)), "id: start-5\nevent: board\ndata: WHOLE\n\n");
  EXPECT_EQ(text(log.next(place, whole)), "nothing");
}

TEST(EventLog, GoesOnBehindTheIdThatAReaderComesBackWith) {
  EventLog log("start");
  log.change("first");
  log.change("second");
  EventLog::Place place = log.place_of("start-1");
  EXPECT_EQ(text(log.next(place, whole)), "id: start-2\nevent: change\ndata: second\n\n");
}

TEST(EventLog, GivesAWholeBoardToWhoeverComesWithAnIdThatIsNoneOfItsOwn) {
  EventLog log("start");
  log.change("first");
  for (const char* id : {"", "other-1", "start-", "start-2", "start-0", "start-x", "start-1x",
                         "start-99999999999999999999", "start--1"}) {
    EventLog::Place place = log.place_of(id);
    EXPECT_EQ(text(log.next(place, whole)), "id: start-1\nevent: board\ndata: WHOLE\n\n") << id;
  }
}

}  // namespace
}  // namespace nowthen::board
