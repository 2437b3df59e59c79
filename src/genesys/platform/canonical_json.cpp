#include "genesys/platform/canonical_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace nowthen::genesys::platform {
namespace {

constexpr double max_exact = 9'007'199'254'740'992.0;  // 2^53

bool needs_escape(char letter) noexcept {
  return static_cast<unsigned char>(letter) < 0x20 || letter == '"' || letter == '\\';
}

std::uint64_t head_of(std::string_view key) noexcept {
  std::uint64_t head = 0;
  for (std::size_t at = 0; at < 8; ++at)
    head = (head << 8U) | (at < key.size() ? static_cast<unsigned char>(key[at]) : 0U);
  return head;
}

bool says_nothing(std::string_view value) noexcept {
  return value == "null" || value == "[]" || value == "{}";
}

}  // namespace

std::string CanonicalJson::cut(std::size_t begin) {
  constexpr std::size_t large = std::size_t{4} << 20U;
  std::string tail;
  tail.reserve(out_.size() - begin + 1);  // for a bracket that may follow
  tail.append(out_, begin);
  out_.resize(begin);
  if (tail.size() > large) out_.shrink_to_fit();
  return tail;
}

void CanonicalJson::string(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out_ += '"';
  while (!text.empty()) {
    const auto* const special = std::find_if(text.begin(), text.end(), needs_escape);
    const auto plain = static_cast<std::size_t>(special - text.begin());
    out_.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto code = static_cast<unsigned char>(text.front());
    out_.append("\\u00");
    out_ += hex[code >> 4U];
    out_ += hex[code & 15U];
    text.remove_prefix(1);
  }
  out_ += '"';
}

void CanonicalJson::number(double value) {
  std::array<char, 32> digits{};
  char* end = digits.data();
  if (std::abs(value) <= max_exact && std::trunc(value) == value) {
    end = std::to_chars(end, end + digits.size(), static_cast<std::int64_t>(value)).ptr;
  } else {
    end = std::to_chars(end, end + digits.size(), value).ptr;
  }
  out_.append(digits.data(), end);
}

CanonicalJson::Object CanonicalJson::begin_object() {
  out_ += '{';
  return {.body = out_.size(), .first_member = members_.size()};
}

CanonicalJson::Member CanonicalJson::begin_member(std::string_view name) {
  Member member{.head = head_of(name), .begin = out_.size()};
  string(name);
  member.key_end = out_.size();
  out_ += ':';
  return member;
}

void CanonicalJson::end_member(Object& object, Member member) {
  member.end = out_.size();
  if (says_nothing(std::string_view(out_).substr(member.key_end + 1))) return drop_member(member);
  out_ += ',';
  if (members_.size() > object.first_member && !is_before(members_.back(), member)) object.is_sorted = false;
  members_.push_back(member);
}

void CanonicalJson::end_object(const Object& object) {
  if (!object.is_sorted) sort(object);
  members_.resize(object.first_member);
  if (out_.size() > object.body) out_.pop_back();
  out_ += '}';
}

bool CanonicalJson::is_before(const Member& a, const Member& b) const noexcept {
  if (a.head != b.head) return a.head < b.head;
  return key_of(a) < key_of(b);
}

void CanonicalJson::sort(const Object& object) {
  const auto first = members_.begin() + static_cast<std::ptrdiff_t>(object.first_member);
  std::stable_sort(first, members_.end(),
                   [this](const Member& a, const Member& b) { return is_before(a, b); });
  sorted_.clear();
  for (auto member = first; member != members_.end(); ++member) {
    const auto next = std::next(member);
    if (next != members_.end() && !is_before(*member, *next)) continue;  // The name comes again.
    sorted_.append(out_, member->begin, member->end - member->begin + 1);
  }
  out_.replace(object.body, std::string::npos, sorted_);
}

}  // namespace nowthen::genesys::platform
