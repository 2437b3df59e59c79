// The outbox is written anew while it goes on: nothing that happens meanwhile is lost, and nothing where that
// fails.
#include <gtest/gtest.h>

#include <filesystem>

#include "support/archive_folder.hpp"
#include "support/faulty_disk.hpp"
#include "webhooks/outbox.hpp"

namespace nowthen::webhooks {
namespace {

using testing::ArchiveFolder;
using testing::FaultyDisk;

const Instant noon = parse_instant("2026-11-20T12:00:00Z").value();

AcceptedEvent event(int number) {
  return {.event = {.id = "evt_" + std::to_string(number),
                    .type = "alert.fired",
                    .key = "c",
                    .at = noon,
                    .payload = std::string(500, 'x')},
          .accepted_at = noon,
          .endpoints = {"a"}};
}

std::vector<std::string> pending(const Outbox& outbox) {
  std::vector<std::string> ids;
  for (const auto& [number, each] : outbox.content().pending()) {
    ids.push_back(*each.id);
    const auto read = outbox.read(each);
    EXPECT_TRUE(read && read->id == *each.id && read->payload == std::string(500, 'x')) << *each.id;
  }
  return ids;
}

class RewrittenOutbox : public ::testing::Test {
 protected:
  RewrittenOutbox() { std::filesystem::create_directories(folder.path()); }

  Outbox open(archive::Disk& disk = archive::system_disk()) {
    return Outbox::open(disk, path(), {}, noon).value();
  }
  std::string path() const { return folder.path() + "/webhooks.outbox"; }

  /// So many that it takes several pieces.
  static void fill(Outbox& outbox) {
    std::vector<AcceptedEvent> events;
    for (int i = 1; i <= 700; ++i) events.push_back(event(i));
    ASSERT_TRUE(outbox.accept(std::move(events), "first", noon));
    for (int i = 1; i <= 250; ++i) ASSERT_TRUE(outbox.finish({.id = event(i).event.id, .endpoint = "a"}));
  }

  /// Between one piece and the next: something comes, something is over, and the note is another one.
  static void live(Outbox& outbox, int piece) {
    ASSERT_TRUE(outbox.accept({event(1'000 + piece)}, "note " + std::to_string(piece), noon));
    for (const int number : {300 + piece, 600 + piece})
      ASSERT_TRUE(outbox.finish({.id = event(number).event.id, .endpoint = "a"}));
  }

  ArchiveFolder folder;
};

TEST_F(RewrittenOutbox, HasWhatHappenedMeanwhile) {
  std::vector<std::string> wanted;
  std::optional<std::string> note;
  {
    auto outbox = open();
    fill(outbox);
    const auto before = outbox.size_bytes();
    auto rewrite = outbox.begin_rewrite(noon);
    int pieces = 0;
    for (bool is_over = false; !is_over;) {
      const std::string piece = outbox.next_piece(rewrite).value();
      ASSERT_TRUE(outbox.write_piece(rewrite, piece));
      live(outbox, ++pieces);
      is_over = piece.empty();
    }
    EXPECT_GT(pieces, 5);
    ASSERT_TRUE(outbox.end_rewrite(rewrite, {}));
    EXPECT_LT(outbox.size_bytes(), before);
    EXPECT_FALSE(pending(outbox).empty()) << "each is found in the new file, too";
    live(outbox, ++pieces);
    wanted = pending(outbox);
    note = outbox.content().note();
  }
  const auto again = open();
  EXPECT_EQ(pending(again), wanted);
  EXPECT_EQ(again.content().note(), note);
  EXPECT_EQ(again.damaged(), 0U);
  EXPECT_FALSE(again.content().is_news(event(1).event, noon)) << "what was delivered is known";
}

TEST_F(RewrittenOutbox, GoesOnAsItWasWhereAStepFails) {
  for (int step = 1;; ++step) {
    std::filesystem::remove(path());
    std::vector<std::string> wanted;
    bool was_whole = false;
    {
      auto first = open();
      fill(first);
    }
    {
      FaultyDisk counting;
      { auto counted = open(counting); }
      FaultyDisk disk({.step = counting.steps() - 1 + step, .is_last = false});  // but for its end
      auto outbox = open(disk);
      auto rewrite = outbox.begin_rewrite(noon);
      Result<void> written;
      for (bool is_over = false; written && !is_over;) {
        const std::string piece = outbox.next_piece(rewrite).value();
        is_over = piece.empty();
        written = outbox.write_piece(rewrite, piece);
      }
      const auto ended = outbox.end_rewrite(rewrite, written);
      was_whole = disk.steps() < counting.steps() - 1 + step;
      wanted = pending(outbox);
      if (ended && !was_whole) {
        ASSERT_TRUE(outbox.accept({event(2'000)}, {}, noon)) << "step " << step;
        wanted.emplace_back("evt_2000");
      }
    }
    EXPECT_EQ(pending(open()), wanted) << "step " << step;
    EXPECT_FALSE(std::filesystem::exists(path() + ".new")) << "step " << step;
    if (was_whole) break;
  }
}

}  // namespace
}  // namespace nowthen::webhooks
