#pragma once
#include <cerrno>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "archive/disk.hpp"
#include "core/seeded_random.hpp"

namespace nowthen::testing {

/// The machine's disk whose Nth step fails, once or from then on; and which can lose, as in a power cut, what
/// was written and never synced.
class FaultyDisk final : public archive::Disk {
 public:
  struct Fault {
    int step = 0;  ///< From 1; 0: none.
    int code = ENOSPC;
    bool is_last = true;  ///< Every later step fails too, as if the process had been killed.
  };

  FaultyDisk() = default;
  explicit FaultyDisk(Fault fault) : fault_(fault) {}

  int steps() const noexcept { return steps_; }

  /// Of each piece that was written and not synced, keeps all, nothing, or the first half.
  void lose_unsynced(std::uint64_t seed) {
    SeededRandom random(seed);
    for (const auto& [path, pieces] : unsynced_) {
      int descriptor = -1;
      if (disk_.open(path, descriptor) != 0) continue;
      for (const Piece& piece : pieces) {
        const std::uint64_t kept = piece.size * (random.next() % 3) / 2;
        disk_.write(descriptor, piece.offset + kept, std::string(piece.size - kept, '\0'));
      }
      disk_.close(descriptor);
    }
  }

  int make_folder(const std::string& path) override {
    return step([&] { return disk_.make_folder(path); });
  }
  int create(const std::string& path, int& descriptor) override {
    return step([&] { return named(disk_.create(path, descriptor), descriptor, path); });
  }
  int open(const std::string& path, int& descriptor) override {
    return step([&] { return named(disk_.open(path, descriptor), descriptor, path); });
  }
  int write(int descriptor, std::uint64_t offset, std::string_view bytes) override {
    const int code = step([&] { return disk_.write(descriptor, offset, bytes); });
    // A write that fails has often written something before.
    if (code != 0 && steps_ == fault_.step)
      disk_.write(descriptor, offset, bytes.substr(0, bytes.size() / 2));
    unsynced_[paths_[descriptor]].push_back({offset, bytes.size()});
    return code;
  }
  int sync(int descriptor) override {
    const int code = step([] { return 0; });
    if (code == 0) unsynced_.erase(paths_[descriptor]);
    return code;
  }
  int truncate(int descriptor, std::uint64_t size_bytes) override {
    return step([&] { return disk_.truncate(descriptor, size_bytes); });
  }
  void close(int descriptor) noexcept override { disk_.close(descriptor); }
  int rename(const std::string& from, const std::string& to) override {
    const int code = step([&] { return disk_.rename(from, to); });
    if (code != 0) return code;
    for (auto& [descriptor, path] : paths_)
      if (path == from) path = to;
    if (auto moved = unsynced_.extract(from)) {
      moved.key() = to;
      unsynced_.insert(std::move(moved));
    }
    return 0;
  }
  int remove(const std::string& path) override {
    return step([&] { return disk_.remove(path); });
  }
  int sync_folder(const std::string& path) override {
    return step([&] { return disk_.sync_folder(path); });
  }

 private:
  struct Piece {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };

  template <class Act>
  int step(Act act) {
    ++steps_;
    const bool fails = fault_.step != 0 && (fault_.is_last ? steps_ >= fault_.step : steps_ == fault_.step);
    return fails ? fault_.code : act();
  }

  int named(int code, int descriptor, const std::string& path) {
    if (code == 0) paths_[descriptor] = path;
    return code;
  }

  archive::Disk& disk_ = archive::system_disk();
  Fault fault_;
  int steps_ = 0;
  std::map<int, std::string> paths_;
  std::map<std::string, std::vector<Piece>> unsynced_;
};

}  // namespace nowthen::testing
