#include "extract/privacy/suppression.hpp"

#include "extract/privacy/hex_hash.hpp"
#include "extract/privacy/kept_file.hpp"
#include "extract/privacy/secret_key.hpp"

namespace nowthen::extract {
namespace {

constexpr const char* list_name = "suppression";
constexpr const char* key_name = "suppression.key";
constexpr std::string_view title = "nowthen suppression 1\n";

/// By which a list knows its key; says nothing of it.
std::string line_of_key(const std::string& key) {
  constexpr std::size_t digits = 16;
  return "key " + to_hex(hmac_sha256(key, "which key")).substr(0, digits) + "\n";
}

Error unusable(const std::string& folder, const std::string& what, std::string hint) {
  return {.kind = ErrorKind::local,
          .message = "the list of erased conversations in " + folder + " " + what,
          .hint = std::move(hint)};
}

}  // namespace

Result<Suppression> Suppression::open(std::string folder) {
  Suppression list(std::move(folder));
  auto key = read_key(list.folder_ + "/" + key_name);
  if (!key) return key.error();
  list.key_ = key->value_or("");
  auto text = read_kept_file(list.folder_ + "/" + list_name);
  if (!text) return text.error();
  if (!*text) return list;
  if (list.key_.empty())
    return unusable(list.folder_, "has lost its key",
                    "put suppression.key back from a backup: without it, what was erased could come back");
  if (auto read = list.read(**text); !read) return read.error();
  return list;
}

Result<void> Suppression::read(std::string_view text) {
  const Error damaged = unusable(
      folder_, "is damaged", "put the file suppression back from a backup: what was erased could come back");
  const auto body = unsealed(text);
  if (!body || !body->starts_with(title)) return damaged;
  std::string_view rest = std::string_view(*body).substr(title.size());
  const std::string key_line = line_of_key(key_);
  if (!rest.starts_with(key_line))
    return unusable(folder_, "belongs to another key",
                    "put suppression.key back as it was: without it, what was erased could come back");
  for (rest.remove_prefix(key_line.size()); !rest.empty();) {
    const auto hash = hash_from_hex(rest.substr(0, rest.find('\n')));
    if (!hash) return damaged;
    hashes_.insert(*hash);
    rest.remove_prefix(std::min(rest.size(), 2 * hash->size() + 1));
  }
  return {};
}

Sha256 Suppression::keyed(std::string_view conversation_id) const {
  return hmac_sha256(key_, "conversation\n" + std::string(conversation_id));
}

bool Suppression::contains(std::string_view conversation_id) const {
  return !hashes_.empty() && hashes_.contains(keyed(conversation_id));
}

Result<Sha256> Suppression::hash_of(std::string_view conversation_id, archive::Disk& disk) {
  if (key_.empty()) {
    auto key = kept_key(folder_, key_name, disk);
    if (!key) return key.error();
    key_ = *std::move(key);
  }
  return keyed(conversation_id);
}

Result<void> Suppression::add(const std::set<Sha256>& hashes, archive::Disk& disk) {
  std::set<Sha256> all = hashes_;
  all.insert(hashes.begin(), hashes.end());
  if (all.size() == hashes_.size()) return {};
  std::string text = std::string(title) + line_of_key(key_);
  for (const Sha256& hash : all) text += to_hex(hash) + "\n";
  if (auto kept = replace_file(folder_, list_name, sealed(text), disk); !kept) return kept;
  hashes_ = std::move(all);
  return {};
}

}  // namespace nowthen::extract
