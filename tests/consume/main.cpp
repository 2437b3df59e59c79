// Uses enough of the library that a header not installed, or a library not named by the package, fails to
// build.
#include <cstdio>
#include <nowthen/client.hpp>

int main() {
  const auto instant = nowthen::parse_instant("2026-11-01T00:00:00Z");
  if (!instant) return 1;
  std::puts(nowthen::format_instant(*instant).c_str());
  return 0;
}
