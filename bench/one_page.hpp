#pragma once
#include <string>
#include <vector>

/// A page of 100 records as the simulator serves it, for what measures decoding.
namespace nowthen::bench {

/// Of the tutorial's history.
std::string tutorial_page();

/// Of the platform's details.
std::string platform_page();

/// The records of that page.
std::vector<std::string> platform_records();

}  // namespace nowthen::bench
