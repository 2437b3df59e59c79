#pragma once
#include <memory>
#include <string>

#include "access/answer.hpp"
#include "access/caller.hpp"

namespace nowthen::access {

/// Tables that another process owns: it is asked, and answers with the same values as it would get itself.
class RemoteTables final : public Tables {
 public:
  RemoteTables(Caller caller, std::string zone) : caller_(std::move(caller)), zone_(std::move(zone)) {}

  /// Fails as `Reply` does, too.
  Result<std::unique_ptr<Answer>> ask(Question question, std::stop_token stop) override;

 private:
  Caller caller_;
  std::string zone_;
};

}  // namespace nowthen::access
