// Signed messages for a verifier that is not ours: `signed_messages COUNT SECRET [PREVIOUS]`. Prints a JSON
// line each: headers and body, stamped with the time that it is.
#include <boost/json.hpp>
#include <cstdio>
#include <nowthen/core/clock.hpp>
#include <string>

#include "core/seeded_random.hpp"
#include "webhooks/house_events.hpp"
#include "webhooks/signed_request.hpp"

namespace {
using namespace nowthen;

/// Texts of all lengths, of any bytes.
webhooks::Event random_event(SeededRandom& random, std::size_t number) {
  std::string text(random.next() % 300, '\0');
  for (char& byte : text) byte = static_cast<char>(random.next() & 255U);
  return webhooks::incident_opened(
      {.id = "gap-" + std::to_string(number),
       .kind = "gap",
       .text = number % 7 == 0 ? "\xc3\xbc\xe2\x82\xac \"quoted\"\\" + text : text,
       .opened_at = system_clock().now()});
}

void print(const net::Request& request) {
  boost::json::object headers;
  for (const auto& [name, value] : request.headers) headers[name] = value;
  const boost::json::object line{{"headers", std::move(headers)}, {"body", request.body}};
  std::puts(boost::json::serialize(line).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  webhooks::Secrets secrets{.current = webhooks::Secret::parse(argv[2]).value(), .previous = {}};
  if (argc > 3) secrets.previous = webhooks::Secret::parse(argv[3]).value();
  SeededRandom random(7);
  for (std::size_t number = 0; number < std::stoul(argv[1]); ++number)
    print(webhooks::signed_request("/", random_event(random, number), system_clock().now(), secrets));
  return 0;
}
