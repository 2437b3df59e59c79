#include "warehouse/duckdb/freed_memory.hpp"

#include <dlfcn.h>
#include <malloc.h>

#include <cstddef>
#include <cstring>
#include <string>

extern "C" {
// DuckDB's jemalloc reads its settings from a variable of this name, where the program has one, when it is
// loaded; later there is no way. It adds to those that DuckDB has.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a variable is what jemalloc looks for
[[gnu::used, gnu::visibility("default")]] const char* duckdb_je_malloc_conf_2_conf_harder = "junk:free";
}

namespace nowthen::warehouse {
namespace {

using Control = int (*)(const char*, void*, std::size_t*, void*, std::size_t);

/// Of DuckDB's jemalloc; null where it has none.
Control control_of(void* library) noexcept {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what dlsym is for
  return reinterpret_cast<Control>(::dlsym(library, "duckdb_je_mallctl"));
}

template <class Number>
Number read(Control control, const char* name) noexcept {
  Number number{};
  std::size_t size = sizeof number;
  control(name, &number, &size, nullptr, 0);
  return number;
}

/// Of those that allocations are spread over. One more is for very large ones, which it never keeps.
unsigned usual_arenas(Control control) noexcept { return read<unsigned>(control, "opt.narenas"); }

void set_decay(Control control, const std::string& of, bool at_once) noexcept {
  for (const std::string what : {"dirty_decay_ms", "muzzy_decay_ms"}) {
    ssize_t decay = at_once ? 0 : read<ssize_t>(control, ("opt." + what).c_str());
    control((of + "." + what).c_str(), nullptr, nullptr, &decay, sizeof decay);
  }
}

}  // namespace

bool overwrites_freed_memory(void* library) noexcept {
  const Control control = control_of(library);
  if (control == nullptr) {
    constexpr int any_byte = 0x5a;
    return ::mallopt(M_PERTURB, any_byte) == 1;
  }
  const auto* const junk = read<const char*>(control, "opt.junk");
  return junk != nullptr && std::strcmp(junk, "free") == 0;
}

void give_back_at_once(void* library, bool at_once) noexcept {
  const Control control = control_of(library);
  if (control == nullptr) return;
  set_decay(control, "arenas", at_once);  // those that are made later
  for (unsigned i = 0; i < usual_arenas(control); ++i)
    set_decay(control, "arena." + std::to_string(i), at_once);
}

bool gives_back_at_once(void* library) noexcept {
  const Control control = control_of(library);
  return control != nullptr && read<ssize_t>(control, "arena.0.dirty_decay_ms") == 0;
}

void give_back_freed_memory() noexcept { ::malloc_trim(0); }

}  // namespace nowthen::warehouse
