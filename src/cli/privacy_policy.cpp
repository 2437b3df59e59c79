#include "cli/privacy_policy.hpp"

#include "core/shown_text.hpp"
#include "extract/privacy/secret_key.hpp"

namespace nowthen::cli {
namespace {

/// A named key is never made: a wrong path would quietly part new hashes from old ones.
Result<std::string> named_key(const std::string& path) {
  auto key = extract::read_key(path);
  if (!key) return key.error();
  if (*key) return **std::move(key);
  constexpr std::size_t most_of_a_path = 300;
  return Error{.kind = ErrorKind::local,
               .message = "privacy.key_file: there is no file " + shown(path, most_of_a_path),
               .hint = "make one with: head -c 32 /dev/urandom > FILE; chmod 600 FILE"};
}

}  // namespace

Result<std::shared_ptr<const extract::RecordPolicy>> policy_for(const PrivacySettings& settings,
                                                                const std::string& folder) {
  if (settings.rules.empty()) return std::shared_ptr<const extract::RecordPolicy>();
  auto key =
      settings.key_file.empty() ? extract::kept_key(folder, "privacy.key") : named_key(settings.key_file);
  if (!key) return key.error();
  return std::make_shared<const extract::RecordPolicy>(settings.rules, *std::move(key));
}

}  // namespace nowthen::cli
