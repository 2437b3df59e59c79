#include "genesys/reading/record_splitter.hpp"

#include "genesys/reading/json_reading.hpp"

namespace nowthen::genesys::reading {
namespace {

constexpr std::size_t max_nesting = 1'000'000;

/// Moves over the text of a reply. Every step says whether it found what it looked for.
class BracketScanner {
 public:
  explicit BracketScanner(std::string_view text) : text_(text) {}

  std::size_t at() const noexcept { return at_; }
  bool at_end() const noexcept { return at_ == text_.size(); }
  std::string_view since(std::size_t begin) const { return text_.substr(begin, at_ - begin); }

  void skip_blanks() {
    while (!at_end() && is_blank(text_[at_])) ++at_;
  }

  /// The sign after blanks.
  bool take(char sign) {
    skip_blanks();
    if (at_end() || text_[at_] != sign) return false;
    ++at_;
    return true;
  }

  /// A string; what stands in it is not looked at.
  bool string() {
    if (!take('"')) return false;
    while (!at_end()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (c == '\\' && !at_end()) ++at_;
    }
    return false;
  }

  /// A string, a scalar, or everything up to the bracket that closes the one that begins here.
  bool value() {
    skip_blanks();
    if (at_end()) return false;
    const char first = text_[at_];
    if (first == '"') return string();
    if (first == '{' || first == '[') return nested();
    const std::size_t begin = at_;
    while (!at_end() && !is_blank(text_[at_]) && text_.substr(at_, 1).find_first_of(",:{}[]\"") != 0) ++at_;
    return at_ > begin;
  }

 private:
  bool nested() {
    std::string closing;
    do {
      if (at_end() || closing.size() > max_nesting) return false;
      const char c = text_[at_];
      if (c == '"') {
        if (!string()) return false;
        continue;
      }
      ++at_;
      if (c == '{') closing += '}';
      if (c == '[') closing += ']';
      if (c != '}' && c != ']') continue;
      if (closing.back() != c) return false;
      closing.pop_back();
    } while (!closing.empty());
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Where the list stands, and what is in it.
struct List {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<std::string_view> records;
};

/// The elements after an opening bracket, up to and with the closing one.
bool read_elements(BracketScanner& scanner, std::size_t most, List& list) {
  if (scanner.take(']')) return true;
  do {
    scanner.skip_blanks();
    const std::size_t begin = scanner.at();
    if (list.records.size() == most || !scanner.value()) return false;
    list.records.push_back(scanner.since(begin));
  } while (scanner.take(','));
  return scanner.take(']');
}

bool read_list(BracketScanner& scanner, std::size_t most, std::optional<List>& list) {
  if (list || !scanner.take('[')) return false;
  list.emplace().begin = scanner.at();
  if (!read_elements(scanner, most, *list)) return false;
  list->end = scanner.at() - 1;
  return true;
}

}  // namespace

std::optional<SplitReply> split_records(std::string_view reply, std::string_view list_key, std::size_t most) {
  BracketScanner scanner(reply);
  std::optional<List> list;
  if (!scanner.take('{')) return std::nullopt;
  do {
    scanner.skip_blanks();
    const std::size_t begin = scanner.at();
    if (!scanner.string()) return std::nullopt;
    const std::string_view key = scanner.since(begin + 1);
    if (!scanner.take(':')) return std::nullopt;
    const bool is_list = key.substr(0, key.size() - 1) == list_key;
    if (is_list ? !read_list(scanner, most, list) : !scanner.value()) return std::nullopt;
  } while (scanner.take(','));
  if (!list || !scanner.take('}')) return std::nullopt;
  scanner.skip_blanks();
  if (!scanner.at_end()) return std::nullopt;
  SplitReply split{.envelope = std::string(reply.substr(0, list->begin)),
                   .records = std::move(list->records)};
  split.envelope += reply.substr(list->end);
  return split;
}

}  // namespace nowthen::genesys::reading
