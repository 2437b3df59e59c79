#pragma once
#include <nowthen/genesys/listing.hpp>
#include <string>

#include "cli/exit_code.hpp"

namespace nowthen::cli {

/// What a listing came to, in one line, such as `12,345 conversations, server says 12,345: complete`.
std::string listing_summary(const ListingReport& report);

/// `ok` when the listing is complete, or was ended by `max_pages` with nothing set aside; `not_proven`
/// otherwise.
ExitCode exit_code_for(const ListingReport& report);

}  // namespace nowthen::cli
