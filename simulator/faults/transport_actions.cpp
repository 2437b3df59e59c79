#include <algorithm>

#include "simulator/faults/action.hpp"
#include "simulator/http/gzip.hpp"

namespace nowthen::sim {
namespace {

using Ending = net::Delivery::Ending;

// -1 stands for the middle of what is cut.
constexpr std::int64_t middle = -1;
constexpr double most_bytes = 1e9;

ParameterSpec after_bytes(std::int64_t otherwise) {
  return {.name = "after_bytes",
          .otherwise = otherwise,
          .least = static_cast<double>(middle),
          .most = most_bytes};
}

std::size_t cut_point(std::int64_t after, std::size_t size) {
  if (after == middle) return size / 2;
  // A cut at or past the end would be no cut.
  return size == 0 ? 0 : std::min(static_cast<std::size_t>(after), size - 1);
}

void delay(const Parameters& parameters, Effects& effects) {
  effects.delivery.emplace_back(
      [wait = parameters.integer("milliseconds")](const net::Reply&, net::Delivery& delivery) {
        delivery.before_head += std::chrono::milliseconds(wait);
      });
}

void slow(const Parameters& parameters, Effects& effects) {
  effects.delivery.emplace_back(
      [rate = parameters.size("bytes_per_second")](const net::Reply&, net::Delivery& delivery) {
        delivery.bytes_per_second = rate;
      });
}

void close_early(const Parameters&, Effects& effects) {
  effects.delivery.emplace_back([](const net::Reply&, net::Delivery& delivery) {
    delivery.cut_head_after = 0;
    delivery.ending = Ending::close;
  });
}

void cut_head(const Parameters& parameters, Effects& effects, Ending ending) {
  effects.delivery.emplace_back(
      [after = parameters.size("after_bytes"), ending](const net::Reply&, net::Delivery& delivery) {
        delivery.cut_head_after = after;
        delivery.ending = ending;
      });
}

void cut_body(const Parameters& parameters, Effects& effects, Ending ending) {
  effects.delivery.emplace_back(
      [after = parameters.integer("after_bytes"), ending](const net::Reply& reply, net::Delivery& delivery) {
        delivery.cut_body_after = cut_point(after, reply.body.size());
        delivery.ending = ending;
      });
}

void reset_in_head(const Parameters& parameters, Effects& effects) {
  cut_head(parameters, effects, Ending::reset);
}
void stall_in_head(const Parameters& parameters, Effects& effects) {
  cut_head(parameters, effects, Ending::stall);
}
void reset_in_body(const Parameters& parameters, Effects& effects) {
  cut_body(parameters, effects, Ending::reset);
}
void stall_in_body(const Parameters& parameters, Effects& effects) {
  cut_body(parameters, effects, Ending::stall);
}
void truncate_body(const Parameters& parameters, Effects& effects) {
  cut_body(parameters, effects, Ending::close);
}

void cut_chunks(const Parameters& parameters, Effects& effects) {
  cut_body(parameters, effects, Ending::close);
  effects.delivery.emplace_back([](const net::Reply&, net::Delivery& delivery) { delivery.chunked = true; });
}

void cut_gzip(const Parameters& parameters, Effects& effects) {
  effects.reply.emplace_back([after = parameters.integer("after_bytes")](net::Reply& reply) {
    const std::string whole = gzip(reply.body);
    reply.body = whole.substr(0, cut_point(after, whole.size()));
    reply.headers.set("Content-Encoding", "gzip");
  });
}

void close_after(const Parameters&, Effects& effects) {
  effects.delivery.emplace_back(
      [](const net::Reply&, net::Delivery& delivery) { delivery.ending = Ending::close; });
}

}  // namespace

std::span<const ActionSpec> transport_actions() {
  static const std::vector<ActionSpec> actions{
      {"delay", {{.name = "milliseconds", .otherwise = std::int64_t{1000}, .least = 0, .most = 1e8}}, delay},
      {"slow",
       {{.name = "bytes_per_second", .otherwise = std::int64_t{1000}, .least = 1, .most = most_bytes}},
       slow},
      {"close", {}, close_early},
      {"reset_in_head",
       {{.name = "after_bytes", .otherwise = std::int64_t{20}, .least = 0, .most = 100'000}},
       reset_in_head},
      {"stall_in_head",
       {{.name = "after_bytes", .otherwise = std::int64_t{0}, .least = 0, .most = 100'000}},
       stall_in_head},
      {"stall_after_head", {after_bytes(0)}, stall_in_body},
      {"stall_in_body", {after_bytes(middle)}, stall_in_body},
      {"reset_in_body", {after_bytes(middle)}, reset_in_body},
      {"truncate_body", {after_bytes(middle)}, truncate_body},
      {"cut_chunks", {after_bytes(middle)}, cut_chunks},
      {"cut_gzip", {after_bytes(middle)}, cut_gzip},
      {"close_after", {}, close_after},
  };
  return actions;
}

}  // namespace nowthen::sim
