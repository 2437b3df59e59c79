#include "crash/scratch.hpp"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace nowthen::crash {
namespace files = std::filesystem;

Scratch::Scratch() {
  const files::path memory = "/dev/shm";
  const bool usable = ::access(memory.c_str(), W_OK | X_OK) == 0;
  path_ = (usable ? memory : files::temp_directory_path()) / "nowthen-crash-XXXXXX";
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  files::create_directory(disk());
}

Scratch::~Scratch() {
  std::error_code ignored;
  files::remove_all(path_, ignored);
}

std::string content_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Contents contents_of(const std::string& folder) {
  Contents contents;
  for (const auto& entry : files::recursive_directory_iterator(folder)) {
    auto& each = contents[entry.path().string()];
    if (entry.is_regular_file()) each = content_of(entry.path().string());
  }
  return contents;
}

void write_contents(const Contents& contents, const std::string& from, const std::string& to) {
  for (const auto& [path, bytes] : contents) {  // sorted: a folder comes before what is in it
    const std::string target = to + path.substr(from.size());
    if (bytes)
      std::ofstream(target, std::ios::binary)
          .write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
    else
      files::create_directory(target);
  }
}

}  // namespace nowthen::crash
