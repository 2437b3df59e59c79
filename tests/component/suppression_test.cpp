// The list of erased conversations on disk: what it remembers, and what happens when it is torn or tampered
// with.
#include "extract/privacy/suppression.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "extract/privacy/secret_key.hpp"
#include "support/archive_folder.hpp"

namespace nowthen::extract {
namespace {

using testing::ArchiveFolder;
using testing::FaultyDisk;

class SuppressionList : public ::testing::Test {
 protected:
  SuppressionList() { std::filesystem::create_directory(folder.path()); }

  static void add(Suppression& list, const std::string& id, archive::Disk& disk = archive::system_disk()) {
    const auto hash = list.hash_of(id, disk);
    if (hash) (void)list.add({*hash}, disk);
  }
  Suppression opened() const { return Suppression::open(folder.path()).value(); }

  ArchiveFolder folder;
};

TEST_F(SuppressionList, RemembersWhatIsErasedAndSaysOfNobodyThatTheyAre) {
  auto list = opened();
  EXPECT_FALSE(list.contains("c-1"));
  add(list, "c-1");
  add(list, "c-2");
  const auto again = opened();
  EXPECT_TRUE(again.contains("c-1"));
  EXPECT_TRUE(again.contains("c-2"));
  EXPECT_FALSE(again.contains("c-12"));
  EXPECT_EQ(folder.all_bytes().find("c-1"), std::string::npos);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    struct stat status {};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << entry.path();
  }
}

TEST_F(SuppressionList, KeepsWhatItHadWhenEachStepFails) {
  auto first = opened();
  add(first, "c-1");
  for (int step = 1;; ++step) {
    FaultyDisk disk({.step = step});
    auto list = opened();
    add(list, "c-2", disk);
    disk.lose_unsynced(static_cast<std::uint64_t>(step));
    const auto after = Suppression::open(folder.path());
    ASSERT_TRUE(after) << "step " << step << ": " << after.error().message;
    EXPECT_TRUE(after->contains("c-1"));
    if (disk.steps() >= step) continue;
    EXPECT_TRUE(after->contains("c-2"));
    EXPECT_GT(step, 4);
    return;
  }
}

TEST_F(SuppressionList, IsRefusedWhereItIsDamagedOrItsKeyIsGone) {
  auto list = opened();
  add(list, "c-1");
  const std::string path = folder.file("suppression");
  const std::string sound = folder.content(path);
  for (std::size_t at = 0; at < sound.size(); at += 7) {
    std::string text = sound;
    text[at] = text[at] == 'a' ? 'b' : 'a';
    folder.overwrite(path, text);
    EXPECT_FALSE(Suppression::open(folder.path())) << at;
  }
  folder.overwrite(path, sound.substr(0, sound.size() - 10));
  EXPECT_FALSE(Suppression::open(folder.path()));
  folder.overwrite(path, sound);
  EXPECT_TRUE(Suppression::open(folder.path()));
  folder.overwrite(folder.file("suppression.key"), std::string(32, 'k'));
  EXPECT_NE(Suppression::open(folder.path()).error().message.find("another key"), std::string::npos);
  std::filesystem::remove(folder.file("suppression.key"));
  EXPECT_NE(Suppression::open(folder.path()).error().message.find("lost its key"), std::string::npos);
}

TEST_F(SuppressionList, KeyIsMadeOnceAndKeptFromOthers) {
  const auto key = kept_key(folder.path(), "k").value();
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(kept_key(folder.path(), "k").value(), key);
  EXPECT_NE(kept_key(folder.path(), "other").value(), key);
  ::chmod(folder.file("k").c_str(), 0640);
  EXPECT_EQ(read_key(folder.file("k")).error().hint, "chmod 600 " + folder.file("k"));
  folder.overwrite(folder.file("short"), "short");
  ::chmod(folder.file("short").c_str(), 0600);
  EXPECT_FALSE(read_key(folder.file("short")));
}

}  // namespace
}  // namespace nowthen::extract
