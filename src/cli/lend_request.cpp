#include "cli/lend_request.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "core/shown_text.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t most_letters = 64;

Error not_understood() {
  return {.kind = ErrorKind::invalid_request,
          .message = "the request is not understood",
          .hint = R"(it is {"process":NUMBER,"purpose":TEXT,"lent":"still" or "closed"})"};
}

}  // namespace

std::string lend_request_text(const LendRequest& request) {
  return json::serialize(json::object{{"process", request.process},
                                      {"purpose", request.purpose},
                                      {"lent", request.lent == Lent::closed ? "closed" : "still"}});
}

Result<LendRequest> parse_lend_request(std::string_view text) {
  boost::system::error_code failed;
  const json::value value = json::parse(text, failed);
  const json::object* const object = failed ? nullptr : value.if_object();
  if (object == nullptr) return not_understood();
  const json::value* const process = object->if_contains("process");
  const json::value* const purpose = object->if_contains("purpose");
  const json::value* const lent = object->if_contains("lent");
  if (process == nullptr || purpose == nullptr || lent == nullptr || !process->is_int64() ||
      !purpose->is_string() || (*lent != "still" && *lent != "closed"))
    return not_understood();
  return LendRequest{.process = static_cast<pid_t>(process->get_int64()),
                     .purpose = shown(std::string_view(purpose->get_string()), most_letters),
                     .lent = *lent == "closed" ? Lent::closed : Lent::still};
}

json::value lent_json() { return json::object{{"lent", true}}; }

bool is_lent(const json::value& line) {
  const json::object* const object = line.if_object();
  const json::value* const lent = object == nullptr ? nullptr : object->if_contains("lent");
  return lent != nullptr && lent->is_bool() && lent->get_bool();
}

}  // namespace nowthen::cli
