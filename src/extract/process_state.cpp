#include "extract/process_state.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace nowthen::extract {

char state_in(std::string_view stat) noexcept {
  const std::size_t end_of_name = stat.rfind(')');  // the name may hold anything, brackets and blanks too
  if (end_of_name == std::string_view::npos || end_of_name + 2 >= stat.size()) return ' ';
  return stat[end_of_name + 2];
}

bool is_stopped(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const char state = state_in(text);
  return state == 'T' || state == 't';
}

}  // namespace nowthen::extract
