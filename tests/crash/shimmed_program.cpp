#include "crash/shimmed_program.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace nowthen::crash {
namespace {

namespace files = std::filesystem;

files::path own_folder() { return files::read_symlink("/proc/self/exe").parent_path(); }

files::path shim() { return own_folder() / "libdisk_shim.so"; }

std::vector<std::string> environment_for(const Scratch& scratch, const Interference& how) {
  std::vector<std::string> environment{"HOME=" + scratch.file(""),
                                       "XDG_CONFIG_HOME=/nonexistent",
                                       "TZ=UTC",
                                       "NOWTHEN_HOME=" + scratch.home(),
                                       "LD_PRELOAD=" + shim().string(),
                                       "DISK_SHIM_FOLDER=" + scratch.disk()};
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) environment.push_back(name + "=" + value);
  };
  const char* const duckdb =
      std::getenv("NOWTHEN_DUCKDB");  // NOLINT(concurrency-mt-unsafe): set before any thread
  add("NOWTHEN_DUCKDB", duckdb != nullptr ? duckdb : "");
  add("DISK_SHIM_JOURNAL", how.is_recorded ? scratch.file("journal") : "");
  add("DISK_SHIM_KILL", how.kill_at > 0 ? std::to_string(how.kill_at) : "");
  add("DISK_SHIM_FAIL", how.fail_at > 0 ? std::to_string(how.fail_at) : "");
  add("DISK_SHIM_CODE", how.code > 0 ? std::to_string(how.code) : "");
  add("DISK_SHIM_ON", how.goes_on ? "1" : "");
  add("DISK_SHIM_HALF", how.half ? "1" : "");
  environment.insert(environment.end(), how.variables.begin(), how.variables.end());
  return environment;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  all.reserve(texts.size() + 1);
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

/// In the child: what it prints goes to files, for it may be killed while it prints.
void redirect(const std::string& path, int descriptor) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(file, descriptor);
  ::close(file);
}

Ran run(std::vector<std::string> texts, std::vector<std::string> variables, const std::string& folder) {
  const std::vector<char*> argument_pointers = pointers(texts);
  const std::vector<char*> variable_pointers = pointers(variables);
  const std::string out = folder + "/out";
  const std::string err = folder + "/err";
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    redirect("/dev/null", STDIN_FILENO);
    redirect(out, STDOUT_FILENO);
    redirect(err, STDERR_FILENO);
    ::execve(texts.front().c_str(), argument_pointers.data(), variable_pointers.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return {.code = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status),
          .out = content_of(out),
          .err = content_of(err)};
}

}  // namespace

Ran run_program(const Scratch& scratch, const std::vector<std::string>& arguments, const Interference& how) {
  std::vector<std::string> texts{(own_folder().parent_path() / "nowthen").string()};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  return run(std::move(texts), environment_for(scratch, how), scratch.file(""));
}

Ran run_beside(const std::string& program, const std::vector<std::string>& arguments,
               const std::vector<std::string>& environment) {
  const Scratch scratch;
  std::vector<std::string> texts{(own_folder() / program).string()};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  return run(std::move(texts), environment, scratch.file(""));
}

}  // namespace nowthen::crash
