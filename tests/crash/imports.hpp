#pragma once
#include <string>
#include <vector>

#include "crash/disk_model.hpp"
#include "crash/shimmed_program.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::crash {

/// Two imports of small files: each file becomes a page of its own, with a commit of its own, and each import
/// ends with a checkpoint. The second changes records of the first, and has something that is no record.
struct Imports {
  explicit Imports(const Scratch& scratch);

  /// The arguments of the first (0) or second (1).
  std::vector<std::string> arguments(std::size_t which) const;

  static constexpr std::size_t count = 2;
  std::vector<std::vector<std::string>> files;
};

/// What undisturbed imports come to.
struct Undisturbed {
  std::string tables;       ///< Everything that does not depend on when and how often a file was taken.
  int code = 0;             ///< The import's exit code.
  std::uint64_t steps = 0;  ///< How many steps the import takes.
  Contents disk;            ///< As it was before; paths from the disk's folder on.
};

/// How many steps the programs took that are in the scratch folder's `journal`.
std::uint64_t steps_taken(const Scratch& scratch);

/// Runs both once, one after the other.
std::vector<Undisturbed> undisturbed(const Imports& imports);

/// Each table's name, its number of rows and a sum over them, in lines: equal texts, equal tables.
/// @param with_places  also where the bytes lie and when they came, which differ from one import to the next
std::string tables_of(warehouse::Warehouse& tables, bool with_places);
std::string tables_of(const std::string& data);

/// How thoroughly a data folder is looked at.
enum class Look {
  at_the_archive,  ///< That it has what was promised, and that every hash is right.
  at_everything,   ///< The same, and all that `verify` looks at: each table against a new one from the
                   ///< archive.
};

/// What is wrong with a data folder, or an empty text.
std::string flaws_of(const std::string& data, const std::map<std::string, std::string>& promised, Look look);

/// What programs did to the scratch folder's disk, which had `before`, by its journal.
struct Done {
  std::map<std::string, std::string> promised;  ///< What of the archive was synced; see `DiskModel`.
  std::string
      broken;  ///< What of that a power cut could have taken at some moment, names included; empty: nothing.
};
Done done_by(const Scratch& scratch, const Contents& before);

}  // namespace nowthen::crash
