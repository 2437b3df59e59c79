// Uses enough of the library that a header not installed, or a library the package does not name, fails to
// build.
#include <iostream>
#include <nowthen/client.hpp>

int main() {
  auto client = nowthen::Client::connect({.base_url = "http://127.0.0.1:1",
                                          .client_id = "id",
                                          .client_secret = "secret",
                                          .retry = {.max_attempts = 1}});
  if (!client) return 1;
  const auto page = client->live().next_page();  // Nobody listens there: an error, not a page.
  std::cout << (page ? "a page" : page.error().message) << '\n';
  return page ? 1 : 0;
}
