#pragma once
#include <cstddef>
#include <nowthen/core/result.hpp>
#include <set>
#include <string>
#include <string_view>

#include "archive/disk.hpp"
#include "core/digest.hpp"

namespace nowthen::extract {

/// The conversations that are erased and must not come back, as keyed hashes of their ids: the list alone
/// says of nobody that they are on it. In file `suppression` of the data folder, its key in
/// `suppression.key`. Not thread-safe.
class Suppression {
 public:
  /// Reads the list; where there is none, nothing is suppressed. Fails with `local` where the list is damaged
  /// or its key is not there: then what was erased could come back unnoticed.
  static Result<Suppression> open(std::string folder);

  /// Whether a conversation is erased.
  bool contains(std::string_view conversation_id) const;
  bool contains(const Sha256& hash) const { return hashes_.contains(hash); }
  bool empty() const noexcept { return hashes_.empty(); }
  std::size_t size() const noexcept { return hashes_.size(); }

  /// The hash by which an id is on the list. Makes the key where there is none yet. Fails with `local`.
  Result<Sha256> hash_of(std::string_view conversation_id, archive::Disk& disk);

  /// Puts hashes on the list, which is on the disk when this has succeeded. Fails with `local`, the list as
  /// it was.
  Result<void> add(const std::set<Sha256>& hashes, archive::Disk& disk);

 private:
  explicit Suppression(std::string folder) : folder_(std::move(folder)) {}

  Result<void> read(std::string_view text);
  Sha256 keyed(std::string_view conversation_id) const;

  std::string folder_;
  std::string key_;  ///< Empty: none is made yet.
  std::set<Sha256> hashes_;
};

}  // namespace nowthen::extract
