#include "genesys/scopes_named.hpp"

#include <algorithm>

namespace nowthen::genesys {
namespace {

constexpr int most_named = 3;
constexpr std::size_t longest = 100;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool may_stand_in_scope(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_';
}

/// Words with colons between them, each beginning with a letter: neither a time of day nor a URL.
bool is_scope(std::string_view word) {
  if (word.size() > longest || word.find(':') == std::string_view::npos) return false;
  bool at_begin = true;
  for (const char c : word) {
    if (at_begin && !is_letter(c)) return false;
    at_begin = c == ':';
  }
  return !at_begin;
}

}  // namespace

std::string scopes_named(std::string_view message) {
  std::string names;
  int count = 0;
  while (!message.empty() && count < most_named) {
    const auto begin = std::find_if(message.begin(), message.end(), may_stand_in_scope);
    const auto end = std::find_if_not(begin, message.end(), may_stand_in_scope);
    std::string_view word(begin, end);
    if (word.ends_with(':'))
      word.remove_suffix(1);  // "missing scope conversations:view: ask your administrator"
    if (is_scope(word)) {
      if (count++ > 0) names += " and ";
      names += word;
    }
    message = std::string_view(end, message.end());
  }
  return names;
}

}  // namespace nowthen::genesys
