#include "cli/commands/sim_address.hpp"

#include <fmt/format.h>

#include <charconv>

#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-./:@%+,").find(c) != std::string_view::npos;
}

std::string quoted(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

bool ListenAddress::is_loopback() const { return host.starts_with("127.") || host == "::1"; }

Result<ListenAddress> parse_listen(std::string_view text) {
  const Error refused =
      usage_error(fmt::format("--listen: cannot read '{}' as an address", text.substr(0, 64)),
                  "write ADDRESS:PORT, such as 127.0.0.1:8780 or [::1]:0; port 0 takes a free one");
  const auto colon = text.rfind(':');
  std::string_view host = colon == std::string_view::npos ? "127.0.0.1" : text.substr(0, colon);
  const std::string_view port_text = colon == std::string_view::npos ? text : text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return refused;
  }
  if (host == "localhost") host = "127.0.0.1";
  ListenAddress address{.host = std::string(host)};
  const auto [end, failure] =
      std::from_chars(port_text.data(), port_text.data() + port_text.size(), address.port);
  if (host.empty() || failure != std::errc{} || end != port_text.data() + port_text.size()) return refused;
  return address;
}

std::string reachable_url(std::string base_url) {
  for (const auto& [anywhere, here] :
       {std::pair{"//0.0.0.0:", "//127.0.0.1:"}, std::pair{"//[::]:", "//[::1]:"}}) {
    const auto at = base_url.find(anywhere);
    if (at != std::string::npos) base_url.replace(at, std::string_view(anywhere).size(), here);
  }
  return base_url;
}

std::string shell_exports(const std::vector<std::pair<std::string, std::optional<std::string>>>& variables) {
  std::string text;
  for (const auto& [name, value] : variables)
    text += value ? fmt::format("export {}={}\n", name, quoted(*value)) : fmt::format("unset {}\n", name);
  return text;
}

}  // namespace nowthen::cli
