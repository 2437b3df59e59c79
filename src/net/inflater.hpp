#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace nowthen::net {

/// The codings whose bytes can be turned back.
enum class Coding : std::uint8_t { identity, gzip, zstd };

/// Turns the bytes of one compressed stream back, a step at a time, into room that the caller gives.
class Inflater {
 public:
  /// What one step did.
  struct Step {
    std::size_t consumed = 0;
    std::size_t produced = 0;
    bool ended = false;  ///< A member or frame came to its end; `reset` begins the next.
    bool broken = false;
  };

  Inflater() = default;
  virtual ~Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  virtual void reset() = 0;
  virtual Step step(std::string_view input, std::span<char> output) = 0;
};

std::unique_ptr<Inflater> make_gzip_inflater();

/// @param window_log  frames that need a window of more than 2 to the power of that many bytes are broken
std::unique_ptr<Inflater> make_zstd_inflater(int window_log);

}  // namespace nowthen::net
