#include "extract/input_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "core/shown_text.hpp"

namespace nowthen::extract {
namespace {

constexpr std::size_t shown_path_bytes = 300;

Error cannot_read(const std::string& path, int code, std::string hint = {}) {
  return {.kind = ErrorKind::local,
          .message = "cannot read " + shown_path(path) + ": " + std::generic_category().message(code),
          .hint = std::move(hint)};
}

Error cancelled() { return {.kind = ErrorKind::cancelled, .message = "stopped"}; }

std::string open_hint(int code) {
  if (code == ENOENT || code == ENOTDIR) return "check the path; - reads standard input";
  if (code == EACCES) return "you have no permission to read it";
  return {};
}

/// A descriptor that is closed when it goes, unless it is standard input.
class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  ~Descriptor() {
    if (number_ > STDIN_FILENO) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const noexcept { return number_; }

 private:
  int number_;
};

class DescriptorInput final : public ByteInput {
 public:
  DescriptorInput(std::string path, int descriptor) : path_(std::move(path)), file_(descriptor) {}

  /// What it is; a file that can be waited for gets a way to be woken.
  Result<void> prepare() {
    struct stat status {};
    if (::fstat(file_.number(), &status) != 0) return cannot_read(path_, errno);
    if (S_ISDIR(status.st_mode))
      return cannot_read(path_, EISDIR, "name the files in it, such as FOLDER/*.json");
    if (S_ISREG(status.st_mode)) {
      modified_at_ = std::chrono::floor<std::chrono::milliseconds>(
          std::chrono::sys_time<std::chrono::nanoseconds>(std::chrono::seconds(status.st_mtim.tv_sec) +
                                                          std::chrono::nanoseconds(status.st_mtim.tv_nsec)));
    } else {
      wake_ = std::make_unique<Descriptor>(::eventfd(0, EFD_CLOEXEC));
      if (wake_->number() < 0) return cannot_read(path_, errno);
    }
    return {};
  }

  Result<std::size_t> read(std::span<char> into, std::stop_token stop) override {
    while (true) {
      if (auto ready = wait(stop); !ready) return ready.error();
      const ssize_t got = ::read(file_.number(), into.data(), into.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR && errno != EAGAIN) return cannot_read(path_, errno);
    }
  }

  std::optional<Instant> modified_at() const override { return modified_at_; }

 private:
  /// Until there is something to read, or a stop.
  Result<void> wait(const std::stop_token& stop) {
    if (wake_) {
      const std::stop_callback ring(stop, [this] { ::eventfd_write(wake_->number(), 1); });
      std::array<pollfd, 2> wanted{pollfd{.fd = file_.number(), .events = POLLIN, .revents = 0},
                                   pollfd{.fd = wake_->number(), .events = POLLIN, .revents = 0}};
      while (::poll(wanted.data(), wanted.size(), -1) < 0)
        if (errno != EINTR) return cannot_read(path_, errno);
    }
    if (stop.stop_requested()) return cancelled();
    return {};
  }

  std::string path_;
  Descriptor file_;
  std::unique_ptr<Descriptor> wake_;
  std::optional<Instant> modified_at_;
};

}  // namespace

std::string shown_path(const std::string& path) {
  return path == "-" ? "standard input" : shown(path, shown_path_bytes);
}

Result<std::unique_ptr<ByteInput>> open_input(const std::string& path) {
  const int descriptor = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_read(path, errno, open_hint(errno));
  auto input = std::make_unique<DescriptorInput>(path, descriptor);
  if (auto prepared = input->prepare(); !prepared) return prepared.error();
  return std::unique_ptr<ByteInput>(std::move(input));
}

}  // namespace nowthen::extract
