#pragma once
#include <string>
#include <vector>

#include "access/answer.hpp"

namespace nowthen::board {

/// Values of one parameter: see `is_one_of`.
inline std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "\x1f") + value;
  return text;
}

/// Whether a column is one of the values that the parameter `number` joins; always where there are none.
inline std::string is_one_of(const std::string& column, int number) {
  const std::string parameter = "$" + std::to_string(number);
  return "(" + parameter + " = '' OR " + column + " IN (SELECT unnest(string_split(" + parameter +
         ", chr(31)))))";
}

}  // namespace nowthen::board
