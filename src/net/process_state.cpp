#include "net/process_state.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace nowthen::net {

char state_in(std::string_view stat) noexcept {
  const std::size_t end_of_name = stat.rfind(')');  // the name may hold anything, brackets and blanks too
  if (end_of_name == std::string_view::npos || end_of_name + 2 >= stat.size()) return ' ';
  return stat[end_of_name + 2];
}

char state_of(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  return state_in(std::string(std::istreambuf_iterator<char>(file), {}));
}

bool is_stopped(pid_t process) {
  const char state = state_of(process);
  return state == 'T' || state == 't';
}

}  // namespace nowthen::net
