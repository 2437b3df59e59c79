#include <gtest/gtest.h>
#include <malloc.h>

#include <condition_variable>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "alerts/state_text.hpp"
#include "core/seeded_random.hpp"
#include "support/archive_folder.hpp"
#include "support/virtual_clock.hpp"
#include "webhooks/dispatcher.hpp"

namespace nowthen::webhooks {
namespace {

using namespace std::chrono_literals;
using testing::FaultyDisk;
using testing::VirtualClock;

/// What a receiver got, and how it answers.
class Receiver final : public Sender {
 public:
  using Answer = std::function<Attempt(const Event&)>;

  Attempt send(const Endpoint& endpoint, const Event& event, const std::stop_token&) override {
    Attempt answer = answers(event);
    const std::scoped_lock lock(mutex_);
    attempts.push_back(event.id);
    if (answer.is_delivered()) got[endpoint.key].push_back(event);
    return answer;
  }

  Answer answers = [](const Event&) { return Attempt{.status = 200, .retry_after = {}, .trouble = {}}; };
  std::map<std::string, std::vector<Event>> got;  ///< By endpoint.
  std::vector<std::string> attempts;

 private:
  std::mutex mutex_;
};

Attempt failing(int status = 503) { return {.status = status, .retry_after = {}, .trouble = "it fails"}; }

Endpoint endpoint(const std::string& key) {
  return {.key = key,
          .url = parse_endpoint("https://hooks.example.com/" + key, {}).value(),
          .events = {"*"},
          .allowed = {},
          .ca_file = {},
          .secrets = {.current = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value(),
                      .previous = {}}};
}

/// Everything around a dispatcher, which can be ended and begun again.
class Bench {
 public:
  Bench() { std::filesystem::create_directories(folder.path()); }

  void start(archive::Disk& disk = archive::system_disk()) {
    auto opened = Dispatcher::open(path(), endpoints, parts(disk));
    ASSERT_TRUE(opened) << opened.error().message;
    dispatcher = *std::move(opened);
  }
  Dispatcher::Parts parts(archive::Disk& disk) {
    return {.clock = &clock,
            .random = &random,
            .disk = &disk,
            .sender = &receiver,
            .now = [this] { return clock.now(); },
            .names_erased = names_erased};
  }
  std::string path() const { return folder.path() + "/webhooks.outbox"; }

  Event event(const std::string& key) {
    const std::string number = std::to_string(++count);
    return {.id = "evt_" + number,
            .type = "alert.fired",
            .key = key,
            .at = clock.now(),
            .payload = "{\"n\":" + number + "}"};
  }

  /// Delivers, moving time on, until that much of it is over or nothing waits any more.
  void deliver(std::chrono::milliseconds most = 100h) {
    const Clock::Ticks until = clock.ticks() + most;
    for (;;) {
      std::optional<Clock::Ticks> next;
      for (std::size_t i = 0; i < endpoints.size(); ++i) {
        const auto stepped = dispatcher->step(i, {});
        ASSERT_TRUE(stepped) << stepped.error().message;
        if (*stepped) next = std::min(next.value_or(**stepped), **stepped);
      }
      if (!next || *next > until) break;
      clock.wait_until(*next, {});
    }
  }

  std::vector<std::string> got(const std::string& key = "a") const {
    std::vector<std::string> ids;
    if (receiver.got.contains(key))
      for (const Event& each : receiver.got.at(key)) ids.push_back(each.id);
    return ids;
  }

  testing::ArchiveFolder folder;
  VirtualClock clock;
  SeededRandom random{1};
  Receiver receiver;
  NamesErased names_erased;
  std::vector<Endpoint> endpoints{endpoint("a")};
  std::unique_ptr<Dispatcher> dispatcher;
  int count = 0;
};

using Ids = std::vector<std::string>;

TEST(Dispatcher, DeliversOnceWhatIsAcceptedTwice) {
  Bench bench;
  bench.start();
  const Event event = bench.event("c");
  EXPECT_EQ(bench.dispatcher->accept({event, event}).value(), 1U);
  EXPECT_EQ(bench.dispatcher->accept({event}).value(), 0U);
  bench.deliver();
  bench.start();
  EXPECT_EQ(bench.dispatcher->accept({event}).value(), 0U);
  bench.deliver();
  EXPECT_EQ(bench.got(), Ids{"evt_1"});
}

TEST(Dispatcher, AReceiverThatFailsGetsEachEventInOrderWithItsId) {
  Bench bench;
  bench.start();
  int left = 5;
  bench.receiver.answers = [&left](const Event&) {
    return left-- > 0 ? failing() : Attempt{.status = 200, .retry_after = {}, .trouble = {}};
  };
  for (const char* key : {"c", "c", "d", "c"}) bench.dispatcher->accept({bench.event(key)}).value();
  bench.deliver();
  const Ids got = bench.got();
  EXPECT_EQ(std::set(got.begin(), got.end()).size(), 4U);
  Ids of_c;
  for (const Event& each : bench.receiver.got["a"])
    if (each.key == "c") of_c.push_back(each.id);
  EXPECT_EQ(of_c, (Ids{"evt_1", "evt_2", "evt_4"}));
  EXPECT_EQ(bench.receiver.attempts.size(), 9U);
}

TEST(Dispatcher, WhatWasDeadForADayGetsEverything) {
  Bench bench;
  bench.start();
  const Instant back = bench.clock.now() + 24h;
  bench.receiver.answers = [&](const Event&) {
    return bench.clock.now() < back ? Attempt{.status = 0, .retry_after = {}, .trouble = "connection refused"}
                                    : Attempt{.status = 200, .retry_after = {}, .trouble = {}};
  };
  for (int hour = 0; hour < 24; ++hour) {
    bench.dispatcher->accept({bench.event("c"), bench.event("d")}).value();
    bench.deliver(1h);
    if (hour % 5 == 0) bench.start();
  }
  bench.deliver();
  EXPECT_EQ(bench.got().size(), 48U);
  EXPECT_LT(bench.receiver.attempts.size(), 48U + 24 * 12) << "a dead receiver is not hammered";
}

TEST(Dispatcher, GivesUpAfterThreeDaysAndGoesOn) {
  Bench bench;
  bench.start();
  bench.receiver.answers = [](const Event&) { return failing(); };
  bench.dispatcher->accept({bench.event("c"), bench.event("d")}).value();
  bench.deliver(71h);
  EXPECT_EQ(bench.dispatcher->status()[0].pending, 2U);
  bench.deliver(2h);
  EXPECT_EQ(bench.dispatcher->status()[0].given_up, 2);
  bench.receiver.answers = [](const Event&) {
    return Attempt{.status = 200, .retry_after = {}, .trouble = {}};
  };
  bench.dispatcher->accept({bench.event("c")}).value();
  bench.deliver();
  EXPECT_EQ(bench.got(), Ids{"evt_3"});
}

TEST(Dispatcher, SendsNothingMoreToWhoIsGoneUntilTheNextStart) {
  Bench bench;
  bench.start();
  bench.receiver.answers = [](const Event&) { return failing(410); };
  bench.dispatcher->accept({bench.event("c"), bench.event("d")}).value();
  bench.deliver();
  EXPECT_TRUE(bench.dispatcher->status()[0].is_gone);
  bench.dispatcher->accept({bench.event("c")}).value();
  bench.deliver();
  EXPECT_EQ(bench.receiver.attempts, Ids{"evt_1"});
  bench.start();
  bench.dispatcher->accept({bench.event("c")}).value();
  bench.deliver();
  EXPECT_EQ(bench.receiver.attempts.back(), "evt_4");
}

TEST(Dispatcher, OneReceiversTroubleIsNotAnothers) {
  Bench bench;
  bench.endpoints = {endpoint("a"), endpoint("b")};
  bench.endpoints[1].events = {"conversation.*"};
  bench.start();
  bench.receiver.answers = [](const Event& event) {
    return event.type == "alert.fired" ? failing() : Attempt{.status = 200, .retry_after = {}, .trouble = {}};
  };
  Event held = bench.event("c");
  held.type = "conversation.held";
  bench.dispatcher->accept({bench.event("d"), held}).value();
  bench.deliver(1h);
  EXPECT_EQ(bench.got("b"), Ids{held.id}) << "it wants conversations alone";
  EXPECT_EQ(bench.got("a"), Ids{held.id});
  EXPECT_EQ(bench.dispatcher->status()[0].pending, 1U);
  EXPECT_EQ(bench.dispatcher->status()[1].pending, 0U);
}

TEST(Dispatcher, TheNoteComesWithItsEventsOrNotAtAll) {
  FaultyDisk full({.step = 9});  // before the bench, whose dispatcher has it to its end
  Bench bench;
  bench.start();
  EXPECT_EQ(bench.dispatcher->note(), std::nullopt);
  bench.dispatcher->accept({bench.event("c")}, "first").value();
  bench.start();
  EXPECT_EQ(bench.dispatcher->note(), "first");
  bench.start(full);
  bool failed = false;
  for (int i = 0; i < 9 && !failed; ++i) failed = !bench.dispatcher->accept({bench.event("c")}, "second");
  EXPECT_TRUE(failed);
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The same receiver with another secret.
Endpoint with_secret(Endpoint endpoint, const char* text) {
  endpoint.secrets.previous = endpoint.secrets.current;
  endpoint.secrets.current = Secret::parse(text).value();
  return endpoint;
}

/// What a dispatcher does on its thread while its receivers change.
class Running {
 public:
  explicit Running(Bench& bench)
      : thread_([&bench, this] { ended_ = static_cast<bool>(bench.dispatcher->run(stop_.get_token())); }) {}
  ~Running() { end(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  Running(Running&&) = delete;
  Running& operator=(Running&&) = delete;

  bool end() {
    stop_.request_stop();
    if (thread_.joinable()) thread_.join();
    return ended_;
  }

 private:
  std::stop_source stop_;
  bool ended_ = false;
  std::thread thread_;
};

TEST(Dispatcher, ReceiversThatChangeLoseNothingThatIsStillForThem) {
  Bench bench;
  bench.endpoints = {endpoint("a"), endpoint("b")};
  auto parts = bench.parts(archive::system_disk());
  parts.clock = &system_clock();  // the virtual one would be at the end of all patience at once
  parts.policy = {.first_wait = 1ms, .longest_wait = 5ms};
  bench.dispatcher = Dispatcher::open(bench.path(), bench.endpoints, parts).value();
  std::mutex mutex;
  std::condition_variable changed;
  std::set<std::string> came;
  bool is_down = true;
  bench.receiver.answers = [&](const Event& event) {
    const std::scoped_lock lock(mutex);
    if (is_down) return failing();
    came.insert(event.id);
    changed.notify_all();
    return Attempt{.status = 200, .retry_after = {}, .trouble = {}};
  };
  const auto arrives = [&](const std::string& id) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, 60s, [&] { return came.contains(id); });
  };
  bench.dispatcher->accept({bench.event("c"), bench.event("d")}).value();
  Running running(bench);
  bench.dispatcher->receivers_are({with_secret(endpoint("a"), "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")});
  {
    const std::scoped_lock lock(mutex);
    is_down = false;
  }
  Endpoint other = endpoint("c");
  other.events = {"conversation.*"};  // so that what comes, comes to the first one
  bench.dispatcher->receivers_are({other, endpoint("a")});
  EXPECT_TRUE(arrives("evt_1"));
  EXPECT_TRUE(arrives("evt_2"));
  bench.dispatcher->accept({bench.event("e")}).value();
  EXPECT_TRUE(arrives("evt_3"));
  EXPECT_TRUE(running.end());
  const auto status = bench.dispatcher->status();
  ASSERT_EQ(status.size(), 2U);
  EXPECT_EQ(status[1].delivered, 3) << "what waited, and what came";
  bench.dispatcher.reset();
  EXPECT_EQ(bytes_of(bench.path()).find("\"b\""), std::string::npos) << "nothing waits for who is none";
}

TEST(Dispatcher, WhatNamesAnErasedConversationIsNeitherKeptNorTold) {
  Bench bench;
  std::string erased = "nobody";
  bench.names_erased = [&erased](std::string_view text) {
    return text.find(erased) != std::string_view::npos;
  };
  bench.start();
  alerts::State state;
  state.standings[{"held too long", "canary"}].since = bench.clock.now();
  state.standings[{"held too long", "other"}].since = bench.clock.now();
  Event named = bench.event("alert");
  named.payload = R"({"subject_id":"canary"})";
  bench.dispatcher->accept({bench.event("canary"), named, bench.event("other")}, alerts::state_text(state))
      .value();
  erased = "canary";
  EXPECT_EQ(bench.dispatcher->erase().value(), 2U);
  EXPECT_EQ(bytes_of(bench.path()).find("canary"), std::string::npos);
  bench.dispatcher->accept({bench.event("canary")}, alerts::state_text(state)).value();
  EXPECT_EQ(bytes_of(bench.path()).find("canary"), std::string::npos);
  EXPECT_NE(bench.dispatcher->note().value_or("").find("other"), std::string::npos);
  bench.deliver();
  EXPECT_EQ(bench.got(), Ids{"evt_3"});
}

TEST(Outbox, WhatWasDeliveredOfAnErasedConversationIsInTheFileNoMore) {
  Bench bench;
  bench.start();
  bench.dispatcher->accept({bench.event("canary"), bench.event("other")}, "a note about canary").value();
  bench.deliver();
  bench.dispatcher.reset();
  EXPECT_NE(bytes_of(bench.path()).find("canary"), std::string::npos) << "the file is only added to";
  const auto erased = erase_in_outbox(
      archive::system_disk(), bench.path(),
      [](std::string_view text) { return text.find("canary") != std::string_view::npos; }, bench.clock.now());
  EXPECT_EQ(erased.value(), 0U);
  EXPECT_EQ(bytes_of(bench.path()).find("canary"), std::string::npos);
}

TEST(Dispatcher, OfMoreThanTheBytesThatMayWaitTheOldestAreGivenUpAndItIsSaidOnce) {
  Bench bench;
  std::vector<std::string> warnings;
  auto parts = bench.parts(archive::system_disk());
  parts.most_bytes = 1'000;
  parts.warn = [&warnings](const std::string& line) { warnings.push_back(line); };
  bench.dispatcher = Dispatcher::open(bench.path(), bench.endpoints, parts).value();
  const auto sized = [&bench](std::size_t bytes) {
    Event event = bench.event("c");
    event.payload.assign(bytes, 'x');
    return event;
  };
  for (int i = 0; i < 10; ++i) bench.dispatcher->accept({sized(300)}).value();
  auto status = bench.dispatcher->status()[0];
  EXPECT_EQ(status.pending, 3U);
  EXPECT_EQ(status.pending_bytes, 900U);
  EXPECT_EQ(status.overflowed, 7);
  EXPECT_EQ(status.given_up, 7);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_NE(warnings[0].find("wait for https://hooks.example.com/...: the oldest are given up"),
            std::string::npos)
      << warnings[0];
  bench.deliver();
  EXPECT_EQ(bench.got(), (Ids{"evt_8", "evt_9", "evt_10"}));
  EXPECT_EQ(bench.dispatcher->status()[0].pending_bytes, 0U);
  bench.dispatcher->accept({sized(10)}).value();
  for (int i = 0; i < 4; ++i) bench.dispatcher->accept({sized(400)}).value();
  EXPECT_EQ(warnings.size(), 2U) << "it was over in between";
}

/// Another byte where the file has that text first.
void alter(const std::string& path, const std::string& text) {
  const auto at = bytes_of(path).find(text);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(at));
  file.put('x');
}

TEST(Dispatcher, AnEventThatIsLostIsGivenUpAndTheOthersGoOn) {
  Bench bench;
  bench.start();
  for (int i = 0; i < 3; ++i) bench.dispatcher->accept({bench.event("c")}).value();
  alter(bench.path(), "evt_2");
  bench.deliver();
  EXPECT_EQ(bench.got(), (Ids{"evt_1", "evt_3"}));
  EXPECT_EQ(bench.dispatcher->status()[0].given_up, 1);
  EXPECT_EQ(bench.dispatcher->status()[0].pending, 0U);
  bench.start();
  EXPECT_EQ(bench.dispatcher->damaged_lines(), 1U);
  EXPECT_EQ(bench.dispatcher->status()[0].pending, 0U);
}

TEST(Dispatcher, AnEventThatIsLostDoesNotKeepTheOutboxFromBeingWrittenAnew) {
  Bench bench;
  bench.names_erased = [](std::string_view) { return false; };
  bench.start();
  bench.receiver.answers = [](const Event&) { return failing(); };
  for (int i = 0; i < 3; ++i) bench.dispatcher->accept({bench.event("c" + std::to_string(i))}).value();
  bench.deliver(1s);
  alter(bench.path(), "evt_2");
  const auto erased = bench.dispatcher->erase();
  ASSERT_TRUE(erased) << erased.error().message;
  EXPECT_EQ(*erased, 1U) << "it may have named an erased one";
  bench.receiver.answers = Receiver().answers;
  bench.deliver();
  EXPECT_EQ(bench.got(), (Ids{"evt_1", "evt_3"}));
}

TEST(Dispatcher, AnEventThatTheDiskDoesNotGiveIsSentWhenItDoes) {
  Bench bench;
  bench.start();
  bench.dispatcher->accept({bench.event("c")}).value();
  bench.deliver();
  for (int i = 0; i < 2; ++i) bench.dispatcher->accept({bench.event("c")}).value();
  const std::string whole = bytes_of(bench.path());
  std::filesystem::resize_file(bench.path(), whole.find("evt_2"));
  bench.deliver(1min);
  EXPECT_EQ(bench.got(), Ids{"evt_1"});
  EXPECT_EQ(bench.dispatcher->status()[0].given_up, 0);
  EXPECT_FALSE(bench.dispatcher->status()[0].trouble.empty());
  {
    std::ofstream file(bench.path(), std::ios::binary | std::ios::in | std::ios::out);
    file.write(whole.data(), static_cast<std::streamsize>(whole.size()));
  }
  bench.deliver();
  EXPECT_EQ(bench.got(), (Ids{"evt_1", "evt_2", "evt_3"}));
}

TEST(Dispatcher, WhatALaterStartFindsCountsToo) {
  Bench bench;
  bench.start();
  bench.dispatcher->accept({bench.event("c"), bench.event("d")}).value();
  const auto before = bench.dispatcher->status()[0].pending_bytes;
  bench.start();
  EXPECT_GT(before, 0U);
  EXPECT_EQ(bench.dispatcher->status()[0].pending_bytes, before);
}

TEST(Dispatcher, RunsUntilItIsStopped) {
  Bench bench;
  bench.start();
  std::stop_source stop;
  bench.receiver.answers = [&stop](const Event& event) {
    if (event.id == "evt_2") stop.request_stop();
    return Attempt{.status = 200, .retry_after = {}, .trouble = {}};
  };
  bench.dispatcher->accept({bench.event("c"), bench.event("c")}).value();
  EXPECT_TRUE(bench.dispatcher->run(stop.get_token()));
  EXPECT_EQ(bench.got(), (Ids{"evt_1", "evt_2"}));
}

/// A life with restarts in which the process is killed at that step of its disk. Whatever `accept` had said
/// yes to must arrive, in order by key, under one id.
class KilledLife {
 public:
  explicit KilledLife(std::uint64_t seed) : seed_(seed), chance_(seed) {}

  /// @return how many steps the disk took
  int run(int killed_at, bool is_power_cut) {
    FaultyDisk disk({.step = killed_at, .code = EIO});
    auto opened = Dispatcher::open(bench_.path(), bench_.endpoints, bench_.parts(disk));
    if (opened) live(**opened);
    opened = Error{};
    if (is_power_cut) disk.lose_unsynced(seed_);
    bench_.receiver.answers = [](const Event&) {
      return Attempt{.status = 200, .retry_after = {}, .trouble = {}};
    };
    bench_.start();
    for (const Event& each : refused_) bench_.dispatcher->accept({each}).value();
    bench_.deliver();
    judge(killed_at);
    return disk.steps();
  }

 private:
  void live(Dispatcher& dispatcher) {
    bench_.receiver.answers = [this](const Event&) {
      return chance_.next() % 3 == 0 ? failing() : Attempt{.status = 200, .retry_after = {}, .trouble = {}};
    };
    for (int i = 0; i < 12; ++i) {
      std::vector<Event> events;
      for (std::uint64_t n = chance_.next() % 3; n > 0; --n)
        events.push_back(bench_.event(chance_.next() % 2 == 0 ? "c" : "d"));
      const auto accepted = dispatcher.accept(events, std::to_string(i));
      auto& list = accepted ? all_ : refused_;
      list.insert(list.end(), events.begin(), events.end());
      if (!accepted) return;
      for (std::uint64_t n = chance_.next() % 3; n > 0; --n) {
        const auto next = dispatcher.step(0, {});
        if (!next) return;
        if (*next) bench_.clock.wait_until(**next, {});
      }
    }
  }

  void judge(int killed_at) {
    all_.insert(all_.end(), refused_.begin(), refused_.end());
    const auto& got = bench_.receiver.got["a"];
    std::map<std::string, Ids> wanted;
    std::map<std::string, Ids> first;
    for (const Event& each : all_) wanted[each.key].push_back(each.id);
    std::set<std::string> seen;
    for (const Event& each : got)
      if (seen.insert(each.id).second) first[each.key].push_back(each.id);
    EXPECT_EQ(first, wanted) << "killed at step " << killed_at << ", seed " << seed_;
  }

  std::uint64_t seed_;
  SeededRandom chance_;
  Bench bench_;
  std::vector<Event> all_;
  std::vector<Event> refused_;
};

class Seeds : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Seeds, KilledAtAnyStepEachEventArrives) {
  for (const bool is_power_cut : {false, true}) {
    const int steps = KilledLife(GetParam()).run(0, is_power_cut);
    EXPECT_GT(steps, 15);
    for (int step = 1; step <= steps; ++step) KilledLife(GetParam()).run(step, is_power_cut);
  }
}

INSTANTIATE_TEST_SUITE_P(Webhooks, Seeds, ::testing::Values(1, 2, 3, 4, 5, 6, 7, 8));

TEST(Outbox, CutAtAnyByteItOpensWithWhatWasWhole) {
  Bench bench;
  bench.start();
  bench.receiver.answers = [](const Event&) { return failing(); };
  for (int i = 0; i < 4; ++i) bench.dispatcher->accept({bench.event("c")}, std::to_string(i)).value();
  bench.dispatcher.reset();
  std::string bytes;
  {
    std::ifstream file(bench.path(), std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), {});
  }
  std::size_t before = 0;
  for (std::size_t kept = 0; kept <= bytes.size(); ++kept) {
    std::ofstream(bench.path(), std::ios::binary | std::ios::trunc) << bytes.substr(0, kept);
    auto outbox =
        Outbox::open(archive::system_disk(), bench.path(), {.endpoints = {{"a"}}}, bench.clock.now());
    ASSERT_TRUE(outbox) << outbox.error().message;
    const std::size_t pending = outbox->content().pending().size();
    EXPECT_GE(pending, before);
    EXPECT_EQ(outbox->damaged(), 0U);
    if (pending > 0) {
      EXPECT_EQ(outbox->content().note(), std::to_string(pending - 1));
    }
    before = pending;
  }
  EXPECT_EQ(before, 4U);
}

/// Bytes that the process has allocated and not given back.
std::size_t allocated() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

TEST(Outbox, WhatWaitsIsOnTheDiskAndNotInMemory) {
  if (allocated() == 0) GTEST_SKIP() << "this build counts its memory elsewhere";
  constexpr int events = 2'000;
  constexpr std::size_t payload = 15'000;
  Bench bench;
  bench.receiver.answers = [](const Event&) { return failing(); };
  bench.start();
  const std::size_t before = allocated();
  for (int i = 0; i < events; ++i) {
    Event event = bench.event("conversation " + std::to_string(i / 5));
    event.payload.assign(payload, 'x');
    bench.dispatcher->accept({event}).value();
  }
  EXPECT_EQ(bench.dispatcher->status()[0].pending_bytes, events * payload);
  EXPECT_LT(allocated() - before, std::size_t{events} * 500) << "as they came";
  bench.start();
  EXPECT_EQ(bench.dispatcher->status()[0].pending, std::size_t{events});
  EXPECT_LT(allocated() - before, std::size_t{events} * 500) << "as an earlier run left them";
}

TEST(Outbox, StaysSmallWhileEventsComeAndGo) {
  Bench bench;
  bench.start();
  for (int i = 0; i < 3'000; ++i) {
    Event event = bench.event("c");
    event.payload.assign(2'000, 'x');
    bench.dispatcher->accept({event}).value();
    bench.deliver();
    bench.clock.advance(1min);
  }
  EXPECT_EQ(bench.got().size(), 3'000U);
  EXPECT_LT(std::filesystem::file_size(bench.path()), 2'500'000U);
}

}  // namespace
}  // namespace nowthen::webhooks
