#include "serve/side_by_side.hpp"

#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace nowthen::serve {
namespace {

/// A thread that ends by an exception would end the process.
Result<void> guarded(const Work& work, const std::stop_token& stop) {
  try {
    return work(stop);
  } catch (const ApiError& error) {
    return error.error();
  } catch (const std::exception& error) {
    return Error{.kind = ErrorKind::local, .message = std::string("unexpected: ") + error.what()};
  }
}

}  // namespace

Result<void> side_by_side(const std::vector<Work>& works, const std::stop_token& stop) {
  std::stop_source all;
  const std::stop_callback pass_on(stop, [&all] { all.request_stop(); });
  std::mutex mutex;
  std::optional<Error> failure;
  {
    std::vector<std::jthread> threads;
    threads.reserve(works.size());
    for (const Work& work : works)
      threads.emplace_back([&] {
        const auto done = guarded(work, all.get_token());
        if (done) return;
        const std::scoped_lock lock(mutex);
        if (!failure) failure = done.error();
        all.request_stop();
      });
  }
  if (failure) return *failure;
  return {};
}

}  // namespace nowthen::serve
