// What holds of every page that a decoder accepts, whatever bytes came.
#pragma once
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "genesys/page_records.hpp"

namespace nowthen::fuzz {

inline void require(bool holds, const Conversation& record) {
  if (holds) return;
  std::fprintf(stderr, "record: %s\n", record.json.c_str());
  std::abort();
}

/// Each record that is kept is sound JSON on one line, with an id.
inline void check(const genesys::PageRecords& page) {
  boost::json::parse_options options;
  options.max_depth = 128;
  for (const auto& record : page.conversations) {
    require(!record.id.empty() && record.json.find('\n') == std::string::npos, record);
    boost::json::error_code error;
    const auto value = boost::json::parse(record.json, error, {}, options);
    // A number beyond double is sound JSON that this second parser cannot hold.
    if (error == boost::json::error::exponent_overflow) continue;
    require(!error && value.is_object(), record);
  }
  for (const auto& record : page.set_aside)
    if (record.reason.empty()) std::abort();
}

}  // namespace nowthen::fuzz
