#pragma once
#include <string>

/// A page of 100 records as the simulator serves it, for what measures decoding.
namespace nowthen::bench {

/// Of the tutorial's history.
std::string tutorial_page();

/// Of the platform's details.
std::string platform_page();

}  // namespace nowthen::bench
