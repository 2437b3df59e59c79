#pragma once
#include <string>
#include <vector>

namespace nowthen {

/// A text under a name that users or the API chose: an attribute, a dimension of a group.
struct NamedText {
  std::string name;  ///< May contain spaces.
  std::string value;
  bool operator==(const NamedText&) const = default;
};

/// Texts under one name.
struct NamedTexts {
  std::string name;
  std::vector<std::string> values;
  bool operator==(const NamedTexts&) const = default;
};

}  // namespace nowthen
