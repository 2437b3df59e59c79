#pragma once
#include <nowthen/core/error.hpp>
#include <string>

namespace nowthen::genesys {

/// What a status means, in words for people.
struct Diagnosis {
  ErrorKind kind{};
  std::string message;
  std::string hint;
};

}  // namespace nowthen::genesys
