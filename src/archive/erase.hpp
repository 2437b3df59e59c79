#pragma once
#include <nowthen/core/result.hpp>
#include <span>
#include <string>
#include <vector>

#include "archive/disk.hpp"
#include "archive/page.hpp"

namespace nowthen::archive {

/// What a certificate may say of an erased record: hashes alone. The record's hash is salted, and the salt is
/// gone: nobody can find out by trying what it was the hash of.
struct Erasure {
  Position position;
  Sha256 record_hash{};
  Sha256 page_hash{};
};

/// Overwrites the salt and the compressed bytes of the records with ones, in place and on the disk when it
/// has succeeded. Their hashes stay, so what is proven about their pages stays proven. Doing it again does no
/// harm and finishes what was interrupted.
///
/// Every position is looked up before the first byte goes: fails with `not_found` where one leads nowhere,
/// and with `local`. Blocks while the disk does. Only the owner of the data directory may call it; readers
/// may read meanwhile. What a file system that never writes in place, or a snapshot of it, keeps of the old
/// bytes is beyond its reach.
Result<std::vector<Erasure>> erase(const std::string& folder, std::span<const Position> positions,
                                   Disk& disk = system_disk());

}  // namespace nowthen::archive
