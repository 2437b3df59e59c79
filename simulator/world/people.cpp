#include <array>
#include <string_view>

#include "simulator/world/centre.hpp"
#include "simulator/world/mix.hpp"

namespace nowthen::sim {
namespace {

constexpr std::array<std::string_view, 40> first_names{
    "Ada",   "Amir",  "Anna", "Bea",   "Ben",   "Carla", "Chen",  "Clara", "David",  "Dora",
    "Elif",  "Emil",  "Eva",  "Farid", "Finn",  "Grace", "Hana",  "Hugo",  "Ines",   "Ivan",
    "Jana",  "Jonas", "Kaya", "Kofi",  "Lea",   "Liam",  "Lucía", "Mara",  "Mehmet", "Mia",
    "Nadia", "Noah",  "Olga", "Omar",  "Paula", "Rosa",  "Samir", "Tess",  "Yuri",   "Zoë"};
constexpr std::array<std::string_view, 40> last_names{
    "Abel",    "Arslan", "Bauer",   "Becker",   "Berg",    "Brandt",   "Costa",    "Demir",
    "Diaz",    "Engel",  "Fischer", "Fontaine", "Garcia",  "Haas",     "Hoffmann", "Ito",
    "Jansen",  "Jung",   "Kaya",    "Keller",   "Klein",   "Kowalski", "Lang",     "Lindqvist",
    "Martin",  "Meyer",  "Moreau",  "Nowak",    "O'Neill", "Okafor",   "Peters",   "Petrov",
    "Richter", "Rossi",  "Sato",    "Schmidt",  "Silva",   "Vogel",    "Weber",    "Yilmaz"};

constexpr std::uint64_t nameless_kind = 0x4E;
constexpr std::uint64_t address_kind = 0xAD;

std::string digits(std::uint64_t number, std::size_t count) {
  std::string text(count, '0');
  for (std::size_t i = count; i-- > 0; number /= 10) text[i] = static_cast<char>('0' + number % 10);
  return text;
}

}  // namespace

std::string person_name(std::uint64_t number) {
  const std::uint64_t mixed = mix(number);
  std::string name(first_names.at(mixed % first_names.size()));
  name += ' ';
  return name += last_names.at((mixed >> 32U) % last_names.size());
}

std::string customer_name(std::uint32_t customer) {
  if (mix(nameless_kind, customer) % 30 == 0) return {};
  return person_name(customer);
}

std::string customer_address(std::uint32_t customer, MediaType media) {
  const std::uint64_t mixed = mix(address_kind, customer);
  if (media == MediaType::voice || media == MediaType::callback) return "tel:+49151" + digits(mixed, 8);
  if (media == MediaType::email) return "customer" + digits(customer, 7) + "@example.org";
  return "guest-" + digits(mixed, 12);
}

}  // namespace nowthen::sim
