#include "cli/commands/board_token.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

#include "serve/sessions.hpp"

namespace nowthen::cli {
namespace {

constexpr std::size_t least_length = 16;

Error trouble(const std::string& what, const std::string& file, std::string hint) {
  return {.kind = ErrorKind::local,
          .message = what + " " + file + ": " + std::generic_category().message(errno),
          .hint = std::move(hint)};
}

Result<std::string> made(const std::string& file, Random& random) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return trouble("cannot make", file, "--token-file FILE names another one");
  const std::string token = serve::secret_text(random);
  const std::string line = token + "\n";
  const bool is_written = ::write(descriptor, line.data(), line.size()) == std::ssize(line);
  const bool is_synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!is_written || !is_synced) return trouble("cannot write", file, "is the disk full?");
  return token;
}

/// Its first line.
Result<std::string> read(int descriptor, const std::string& file) {
  std::array<char, 4096> bytes{};
  const ssize_t got = ::read(descriptor, bytes.data(), bytes.size());
  if (got < 0) return trouble("cannot read", file, "it must be a file of yours");
  std::string_view text(bytes.data(), static_cast<std::size_t>(got));
  text = text.substr(0, text.find_first_of("\r\n"));
  if (text.size() < least_length)
    return Error{.kind = ErrorKind::local,
                 .message = file + " has no token of at least 16 characters",
                 .hint = "remove it, and one is made"};
  return std::string(text);
}

}  // namespace

Result<std::string> board_token(const std::string& file, Random& random) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0 && errno == ENOENT) return made(file, random);
  if (descriptor < 0) return trouble("cannot read", file, "it must be a file of yours");
  struct stat state {};
  const bool is_ours = ::fstat(descriptor, &state) == 0 && (state.st_mode & (S_IRWXG | S_IRWXO)) == 0;
  auto token = is_ours ? read(descriptor, file)
                       : Result<std::string>(Error{.kind = ErrorKind::local,
                                                   .message = "others may read the token in " + file,
                                                   .hint = "chmod 600 " + file});
  ::close(descriptor);
  return token;
}

}  // namespace nowthen::cli
