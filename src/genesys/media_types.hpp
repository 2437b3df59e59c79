#pragma once
#include <array>
#include <string_view>

namespace nowthen::genesys {

/// The media types that the tutorial's contract knows.
inline constexpr std::array<std::string_view, 5> tutorial_media_types{"voice", "chat", "email", "message",
                                                                      "callback"};

/// Those that the platform knows today; it adds some without notice.
inline constexpr std::array<std::string_view, 11> platform_media_types{
    "voice", "callback",         "chat",        "cobrowse", "email", "internalmessage", "message",
    "video", "screenmonitoring", "screenshare", "unknown"};

}  // namespace nowthen::genesys
