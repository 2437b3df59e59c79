#include "warehouse/duckdb/freed_memory.hpp"

#include <dlfcn.h>
#include <malloc.h>

#include <cstddef>
#include <cstring>

extern "C" {
// DuckDB's jemalloc reads its settings from a variable of this name, where the program has one, when it is
// loaded; later there is no way. It adds to those that DuckDB has.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a variable is what jemalloc looks for
[[gnu::used, gnu::visibility("default")]] const char* duckdb_je_malloc_conf_2_conf_harder = "junk:free";
}

namespace nowthen::warehouse {

bool overwrites_freed_memory(void* library) noexcept {
  using Read = int (*)(const char*, void*, std::size_t*, void*, std::size_t);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what dlsym is for
  const auto read = reinterpret_cast<Read>(::dlsym(library, "duckdb_je_mallctl"));
  if (read == nullptr) {
    constexpr int any_byte = 0x5a;
    return ::mallopt(M_PERTURB, any_byte) == 1;
  }
  const char* junk = nullptr;
  std::size_t size = sizeof junk;
  return read("opt.junk", &junk, &size, nullptr, 0) == 0 && std::strcmp(junk, "free") == 0;
}

void give_back_freed_memory() noexcept { ::malloc_trim(0); }

}  // namespace nowthen::warehouse
