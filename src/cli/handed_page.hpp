#pragma once
#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

#include "extract/data_set.hpp"

namespace nowthen::cli {

// A page of imported records on its way to the process that owns the data: see docs/reference/access.md.

inline constexpr const char* import_target = "/import";
/// A page holds one record of the largest size, or a reply's records of half of that together.
inline constexpr std::size_t import_request_bytes = archive::max_record_bytes + (std::size_t{32} << 20U);

inline constexpr const char* run_target = "/run";
inline constexpr std::size_t run_request_bytes = std::size_t{1} << 20U;

/// One line of JSON, then the records' bytes one after the other.
std::string handed_page_text(const extract::RawPage& page);
/// Fails with `invalid_request` for anything else, and for a page that is not of imported records.
Result<extract::RawPage> parse_handed_page(std::string_view text);

boost::json::object intake_json(const extract::Intake& intake);
/// Fails with `malformed_reply`.
Result<extract::Intake> intake_from(const boost::json::object& object);

/// What is answered to a run that was handed over.
boost::json::object run_id_json(std::int64_t run_id);
/// Fails with `malformed_reply`.
Result<std::int64_t> run_id_from(const boost::json::object& object);

}  // namespace nowthen::cli
