#pragma once
#include <ostream>
#include <string>

namespace nowthen::cli {

/// The terminal's other screen, left again when this goes away (xterm control sequences).
class OtherScreen {
 public:
  /// @param out  null: there is no terminal, and nothing is done
  explicit OtherScreen(std::ostream* out) : out_(out) {
    if (out_ != nullptr) *out_ << "\x1b[?1049h\x1b[?25l" << std::flush;
  }
  ~OtherScreen() {
    if (out_ != nullptr) *out_ << "\x1b[?25h\x1b[?1049l" << std::flush;
  }
  OtherScreen(const OtherScreen&) = delete;
  OtherScreen& operator=(const OtherScreen&) = delete;

  bool is_there() const noexcept { return out_ != nullptr; }

  /// Shows `text` in place of what was there, without a flicker. Only where it is there.
  void show(const std::string& text) {
    std::string frame = "\x1b[H";
    for (const char byte : text) {
      if (byte == '\n') frame += "\x1b[K";
      frame += byte;
    }
    *out_ << frame << "\x1b[J" << std::flush;
  }

 private:
  std::ostream* out_;
};

}  // namespace nowthen::cli
