#include "cli/descriptor_stream.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace nowthen::cli {
namespace {

/// A terminal or pipe may be non-blocking because another program made it so.
bool wait_until_writable(int descriptor) {
  pollfd wanted{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return poll(&wanted, 1, -1) >= 0 || errno == EINTR;
}

}  // namespace

bool DescriptorStream::Buffer::write_all(const char* text, std::size_t count) {
  while (count > 0 && failure_ == 0) {
    const ssize_t written = ::write(descriptor_, text, count);
    if (written >= 0) {
      text += written;
      count -= static_cast<std::size_t>(written);
    } else if (errno == EAGAIN) {
      if (!wait_until_writable(descriptor_)) failure_ = errno;
    } else if (errno != EINTR) {
      failure_ = errno;
    }
  }
  return failure_ == 0;
}

bool DescriptorStream::Buffer::empty_block() {
  const bool written = write_all(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  setp(block_.data(), block_.data() + block_.size());
  return written;
}

DescriptorStream::Buffer::int_type DescriptorStream::Buffer::overflow(int_type next) {
  if (!empty_block()) return traits_type::eof();
  if (traits_type::eq_int_type(next, traits_type::eof())) return traits_type::not_eof(next);
  return sputc(traits_type::to_char_type(next));
}

int DescriptorStream::Buffer::sync() { return empty_block() ? 0 : -1; }

std::streamsize DescriptorStream::Buffer::xsputn(const char* text, std::streamsize count) {
  if (count < epptr() - pptr()) return std::streambuf::xsputn(text, count);
  const bool written = empty_block() && write_all(text, static_cast<std::size_t>(count));
  return written ? count : 0;
}

}  // namespace nowthen::cli
