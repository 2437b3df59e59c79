#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::genesys::platform {

/// Writes JSON whose objects have their members by name, whatever the order in which they are written.
///
/// Between `begin_object` and `end_object` each member is `begin_member`, its value, `end_member`. Reuses its
/// buffers.
class CanonicalJson {
 public:
  /// Where a member begins.
  struct Member {
    std::uint64_t head = 0;  ///< The first letters of its name, which mostly decide.
    std::size_t begin = 0;
    std::size_t key_end = 0;
    std::size_t end = 0;
  };

  /// What `end_object` has to know.
  struct Object {
    std::size_t body = 0;
    std::size_t first_member = 0;
    bool is_sorted = true;
  };

  void clear() {
    out_.clear();
    members_.clear();
  }
  /// For a text of that size: growing by doubling, it would be there twice for a while.
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  const std::string& str() const noexcept { return out_; }
  std::size_t size() const noexcept { return out_.size(); }

  /// Text as it is.
  void append(std::string_view json) { out_.append(json); }

  /// Takes back what was written from `begin` on.
  std::string cut(std::size_t begin);

  void string(std::string_view text);
  void number(double value);

  Object begin_object();
  Member begin_member(std::string_view name);
  /// Keeps a member, unless its value says nothing.
  void end_member(Object& object, Member member);
  void drop_member(const Member& member) { out_.resize(member.begin); }
  void end_object(const Object& object);

 private:
  std::string_view key_of(const Member& member) const noexcept {
    return std::string_view(out_).substr(member.begin, member.key_end - member.begin);
  }
  bool is_before(const Member& a, const Member& b) const noexcept;
  void sort(const Object& object);

  std::string out_;
  std::string sorted_;
  std::vector<Member> members_;
};

}  // namespace nowthen::genesys::platform
