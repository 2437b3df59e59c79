#pragma once
#include "warehouse/store/hashed_ids.hpp"

namespace nowthen::warehouse {

/// Which conversations may have been merged before: those it does not know are new for certain, and nothing
/// has to be looked for in the tables.
class MergedIds {
 public:
  bool may_have(std::string_view id) const { return ids_.find(id) != nullptr; }

  /// Remembers one. True: it was certainly not there before.
  bool insert(std::string_view id) { return ids_.insert(id).second; }

 private:
  struct Nothing {};
  HashedIds<Nothing> ids_;
};

}  // namespace nowthen::warehouse
