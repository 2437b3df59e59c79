#include "simulator/faults/action.hpp"
#include "simulator/faults/body_faults.hpp"
#include "simulator/http/gzip.hpp"

namespace nowthen::sim {
namespace {

constexpr double most_bytes = 512.0 * 1024 * 1024;
constexpr std::int64_t mebibyte = std::int64_t{1024} * 1024;

/// An action that takes the body, damages it and needs no parameters.
template <std::string (*damage)(std::string)>
void damage_body(const Parameters&, Effects& effects) {
  effects.reply.emplace_back([](net::Reply& reply) { reply.body = damage(std::move(reply.body)); });
}

/// The same with a size.
template <std::string (*damage)(std::string, std::size_t)>
void damage_body_by(const Parameters& parameters, Effects& effects) {
  effects.reply.emplace_back([size = parameters.size("size")](net::Reply& reply) {
    reply.body = damage(std::move(reply.body), size);
  });
}

void set_body(Effects& effects, std::string body, const char* content_type) {
  effects.reply.emplace_back([body = std::move(body), content_type](net::Reply& reply) {
    reply.status = 200;
    reply.body = body;
    reply.headers.set("Content-Type", content_type);
  });
}

void not_json(const Parameters&, Effects& effects) {
  set_body(effects, "This is not JSON.\n", "application/json");
}

void html(const Parameters&, Effects& effects) {
  set_body(effects, "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>\n",
           "text/html; charset=utf-8");
}

void empty_body(const Parameters&, Effects& effects) { set_body(effects, "", "application/json"); }

void no_content(const Parameters&, Effects& effects) {
  effects.reply.emplace_back([](net::Reply& reply) {
    reply.status = 204;
    reply.body.clear();
    reply.headers.remove("Content-Type");
  });
}

void big_integer(const Parameters&, Effects& effects) {
  effects.reply.emplace_back([](net::Reply& reply) {
    reply.body = with_member(std::move(reply.body), "sequence", "9007199254740993");
    reply.body = with_member(std::move(reply.body), "serial", "123456789012345678901234567890");
  });
}

void huge_number(const Parameters&, Effects& effects) {
  effects.reply.emplace_back(
      [](net::Reply& reply) { reply.body = with_member(std::move(reply.body), "amount", "1e400"); });
}

void gzip_bomb(const Parameters& parameters, Effects& effects) {
  effects.reply.emplace_back([size = parameters.size("size")](net::Reply& reply) {
    reply.body = gzip_of_spaces(size);
    reply.headers.set("Content-Encoding", "gzip");
  });
}

void changed_types(const Parameters& parameters, Effects& effects) {
  effects.reply.emplace_back([field = parameters.text("field")](net::Reply& reply) {
    reply.body = with_value(std::move(reply.body), field, "42");
  });
}

void null_arrays(const Parameters& parameters, Effects& effects) {
  effects.reply.emplace_back([field = parameters.text("field")](net::Reply& reply) {
    reply.body = with_value(std::move(reply.body), field, "null");
  });
}

void endless_body(const Parameters& parameters, Effects& effects) {
  effects.reply.emplace_back(
      [size = parameters.size("size")](net::Reply& reply) { reply.body = endless(size); });
  effects.delivery.emplace_back([](const net::Reply& reply, net::Delivery& delivery) {
    delivery.chunked = true;
    delivery.cut_body_after = reply.body.size();
    delivery.ending = net::Delivery::Ending::stall;
  });
}

ParameterSpec size(std::int64_t otherwise, double most = most_bytes) {
  return {.name = "size", .otherwise = otherwise, .least = 0, .most = most};
}

ParameterSpec field(const char* otherwise) {
  return {.name = "field", .otherwise = std::string(otherwise), .most = 100};
}

}  // namespace

std::span<const ActionSpec> body_actions() {
  static const std::vector<ActionSpec> actions{
      {"not_json", {}, not_json},
      {"html", {}, html},
      {"empty_body", {}, empty_body},
      {"no_content", {}, no_content},
      {"byte_order_mark", {}, damage_body<with_byte_order_mark>},
      {"half_of_body", {}, damage_body<without_last_half>},
      {"half_of_records", {}, damage_body<with_half_of_records>},
      {"bad_utf8", {}, damage_body<with_bad_utf8>},
      {"lone_surrogate", {}, damage_body<with_lone_surrogate>},
      {"nul", {}, damage_body<with_nul>},
      {"duplicate_keys", {}, damage_body<with_duplicate_keys>},
      {"big_integer", {}, big_integer},
      {"huge_number", {}, huge_number},
      {"deep", {size(200'000, 10'000'000)}, damage_body_by<with_depth>},
      {"gzip_bomb", {size(1024 * mebibyte, 8.0 * 1024 * 1024 * 1024)}, gzip_bomb},
      {"huge_record", {size(256 * mebibyte)}, damage_body_by<with_huge_record>},
      {"unknown_fields", {}, damage_body<with_unknown_fields>},
      {"unknown_values", {}, damage_body<with_unknown_values>},
      {"changed_types", {field("startTime")}, changed_types},
      {"missing_id", {}, damage_body<without_id>},
      {"null_arrays", {field("participants")}, null_arrays},
      {"empty_objects", {size(1'000'000, 20'000'000)}, damage_body_by<with_empty_objects>},
      {"endless_body", {size(80 * mebibyte)}, endless_body},
  };
  return actions;
}

}  // namespace nowthen::sim
