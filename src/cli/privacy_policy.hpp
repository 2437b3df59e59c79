#pragma once
#include <memory>
#include <nowthen/core/result.hpp>
#include <string>

#include "cli/privacy_section.hpp"
#include "extract/privacy/record_policy.hpp"

namespace nowthen::cli {

/// The policy of these settings for the data in `folder`; null where there are no rules. Makes the folder's
/// own key where none is named and none is there yet. Fails with `local` where the key cannot be had.
Result<std::shared_ptr<const extract::RecordPolicy>> policy_for(const PrivacySettings& settings,
                                                                const std::string& folder);

}  // namespace nowthen::cli
