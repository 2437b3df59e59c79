#pragma once
#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace nowthen {

/// An identifier that cannot be passed where another kind is meant.
///
/// Not always a UUID: the platform has ids such as `ININ-WRAP-UP-TIMEOUT`, so any text is kept as it came.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_(std::move(value)) {}

  const std::string& str() const noexcept { return value_; }
  bool empty() const noexcept { return value_.empty(); }
  // NOLINTNEXTLINE(modernize-use-nullptr): it takes the 0 of `<=>` for a pointer
  auto operator<=>(const Id&) const = default;

 private:
  std::string value_;
};

using ConversationId = Id<struct ConversationTag>;
using ParticipantId = Id<struct ParticipantTag>;
using QueueId = Id<struct QueueTag>;
using SessionId = Id<struct SessionTag>;
using UserId = Id<struct UserTag>;
using DivisionId = Id<struct DivisionTag>;
using JobId = Id<struct JobTag>;

}  // namespace nowthen

template <class Tag>
struct std::hash<nowthen::Id<Tag>> {
  std::size_t operator()(const nowthen::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
