// The power goes at any moment: from what the program did, disks are made that a power cut could have left.
// Each is opened as the next run would open it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <iostream>

#include "crash/imports.hpp"
#include "crash/spread.hpp"
#include "extract/data_set.hpp"

namespace nowthen::crash {
namespace {

/// What runs before the power goes.
struct History {
  std::string name;
  std::vector<std::pair<std::size_t, Interference>> runs;  ///< Which import, and what happens to it.
};

/// Undisturbed; killed and run again; a sync that failed once, and run again.
std::vector<History> histories(std::uint64_t seed) {
  SeededRandom random(seed);
  const auto step = [&] { return 1 + random.next() % 90; };
  const int of_each = is_in_full() ? 25 : 3;
  std::vector<History> all{{"undisturbed", {{0, {}}, {1, {}}}}};
  for (int i = 0; i < of_each; ++i)
    all.push_back(
        {"killed",
         {{0, {.kill_at = step(), .half = i % 2 == 0}}, {0, {}}, {1, {.kill_at = step() / 2}}, {1, {}}}});
  for (int i = 0; i < of_each; ++i)
    all.push_back({"failed",
                   {{0, {.fail_at = step(), .code = EIO}},
                    {0, {}},
                    {1, {.fail_at = step() / 2, .code = EIO}},
                    {1, {}}}});
  return all;
}

struct Found {
  std::size_t images = 0;
  std::size_t rebuilt = 0;  ///< The warehouse was corrupt.
  std::size_t behind = 0;   ///< The warehouse lacked pages of the archive.
  std::size_t cut = 0;      ///< The archive's end was torn.
};

/// Tables made from archives alone, by these archives: many images end with the same one.
class MadeAnew {
 public:
  /// From the archive in that data folder.
  const std::string& tables(const std::string& data) {
    const Contents archive = contents_of(data + "/archive");
    std::string key;
    for (const auto& [path, bytes] : archive)
      if (path.find("/segment-") != std::string::npos) key += path.substr(data.size()) + *bytes;
    const auto [known, is_new] = known_.try_emplace(std::move(key));
    if (is_new) {
      const Scratch scratch;
      std::filesystem::create_directories(scratch.data() + "/archive");
      write_contents(archive, data, scratch.data());
      auto folder = extract::DataFolder::take(scratch.data(), extract::Use::owned, "test");
      auto made = extract::DataSet::open(*std::move(folder), warehouse::Library::load().value());
      known->second = made ? tables_of(made->tables(), true) : made.error().message;
    }
    return known->second;
  }

 private:
  std::map<std::string, std::string> known_;
};

/// Opens the image as an owner does and looks whether everything promised is there, and in the tables.
std::string opened(const DiskModel& model, const std::string& disk, std::uint64_t seed, Found& found) {
  static MadeAnew made_anew;
  const Look look = look_at(seed);
  const Scratch scratch;
  write_contents(model.after_power_cut(seed), disk, scratch.disk());
  std::map<std::string, std::string> promised;
  for (const auto& [path, bytes] : model.promised())
    promised[scratch.disk() + path.substr(disk.size())] = bytes;
  std::filesystem::create_directories(scratch.home());
  {
    auto folder = extract::DataFolder::take(scratch.data(), extract::Use::owned, "test");
    if (!folder) return folder.error().message;
    auto data = extract::DataSet::open(*std::move(folder), warehouse::Library::load().value());
    if (!data) return "cannot be opened: " + data.error().message;
    const extract::Recovery& recovery = data->recovery();
    if (recovery.damage > 0) return "damage is told of: " + std::to_string(recovery.damage);
    // Where everything is looked at, that holds each table against one made anew, row by row.
    if (look == Look::at_the_archive && tables_of(data->tables(), true) != made_anew.tables(scratch.data()))
      return "the tables are not those of the archive";
    found.rebuilt += recovery.set_aside.empty() ? 0 : 1;
    found.behind += recovery.pages > 0 ? 1 : 0;
    found.cut += recovery.cut ? 1 : 0;
  }
  ++found.images;
  return flaws_of(scratch.data(), promised, look);
}

/// Images of one history, by the numbers that they are made from.
void look_at(const History& history, std::vector<std::uint64_t> seeds, Found& found) {
  const Scratch scratch;
  const Imports imports(scratch);
  for (const auto& [which, how] : history.runs) run_program(scratch, imports.arguments(which), how);
  const Journal journal(scratch.file("journal"));
  const auto moment = [&](std::uint64_t seed) {
    return SeededRandom(seed ^ 0x5DEECE66DU).next() % (journal.steps().size() + 1);
  };
  std::sort(seeds.begin(), seeds.end(), [&](auto one, auto other) { return moment(one) < moment(other); });
  DiskModel model(scratch.disk());
  std::size_t done = 0;
  for (const std::uint64_t seed : seeds) {
    while (done < moment(seed)) model.apply(journal.steps()[done++]);
    EXPECT_EQ(opened(model, scratch.disk(), seed, found), "")
        << history.name << " history, after " << done << " of " << journal.steps().size()
        << " steps\nagain: NOWTHEN_CRASH_IMAGE=" << seed;
  }
}

TEST(PowerLoss, LosesNothingThatWasSyncedAndNeedsNobody) {
  const std::uint64_t seed = first_seed("power loss");
  const std::uint64_t count = number_from("NOWTHEN_CRASH_IMAGES", is_in_full() ? 10'000 : 200);
  const std::uint64_t one = number_from("NOWTHEN_CRASH_IMAGE", 0);
  const auto all = histories(seed);
  std::vector<std::vector<std::uint64_t>> images(all.size());
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t image = seed * 1'000'000 + i;
    if (one == 0 || one == image) images[i % all.size()].push_back(image);
  }
  Found found;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (images[i].empty()) continue;
    look_at(all[i], images[i], found);
    std::cout << "power loss: " << found.images << " of " << count << " images" << std::endl;
  }
  std::cout << found.images << " images: " << found.cut << " with a torn archive, " << found.rebuilt
            << " with a corrupt warehouse, " << found.behind << " with a warehouse that lacked pages"
            << std::endl;
}

/// Else the images would say nothing: something done to the disk would not be in them.
TEST(PowerLoss, IsModelledFromEverythingThatWasDone) {
  const Scratch scratch;
  const Imports imports(scratch);
  for (std::size_t i = 0; i < Imports::count; ++i) {
    run_program(scratch, imports.arguments(i), {.kill_at = 41});
    run_program(scratch, imports.arguments(i));
  }
  const Journal journal(scratch.file("journal"));
  DiskModel model(scratch.disk());
  for (const Step& step : journal.steps()) model.apply(step);
  EXPECT_TRUE(model.live() == contents_of(scratch.disk()));
}

}  // namespace
}  // namespace nowthen::crash
