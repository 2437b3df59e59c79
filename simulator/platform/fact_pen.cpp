#include "simulator/platform/fact_pen.hpp"

#include <algorithm>

#include "simulator/http/json_text.hpp"

namespace nowthen::sim {

std::string_view FactPen::keep(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const auto part : parts) size += part.size();
  char* const place = pool_.reserve(size);
  char* end = place;
  for (const auto part : parts) end = std::copy(part.begin(), part.end(), end);
  return pool_.commit(place, size);
}

void FactPen::instant(std::string_view name, Instant value) {
  std::string written;
  append_json_instant(written, value);
  json(name, keep({written}));
}

void FactPen::integer(std::string_view name, std::int64_t value) {
  std::string written;
  append_json_integer(written, value);
  json(name, keep({written}));
}

}  // namespace nowthen::sim
