#include <algorithm>

#include "simulator/faults/action.hpp"

namespace nowthen::sim {
namespace {

Clock::Ticks seconds_of(const Parameters& parameters, std::string_view name) {
  return std::chrono::duration_cast<Clock::Ticks>(std::chrono::duration<double>(parameters.number(name)));
}

void drop_frame(const Parameters&, FrameEffects& effects) { effects.drop = true; }

void double_frame(const Parameters& parameters, FrameEffects& effects) {
  effects.copies += static_cast<int>(parameters.integer("copies"));
}

void delay_frame(const Parameters& parameters, FrameEffects& effects) {
  effects.delay += std::chrono::milliseconds(parameters.integer("milliseconds"));
}

void reorder_frame(const Parameters& parameters, FrameEffects& effects) {
  effects.behind += static_cast<int>(parameters.integer("behind"));
}

void silence(const Parameters& parameters, FrameEffects& effects) {
  effects.silence = seconds_of(parameters, "seconds");
}

void cut_socket(const Parameters& parameters, FrameEffects& effects) {
  if (!effects.cut) effects.cut = SocketCut{.reset = parameters.text("how") == "reset"};
}

void close_socket(const Parameters& parameters, FrameEffects& effects) {
  if (!effects.cut)
    effects.cut = SocketCut{.reset = false, .notice = seconds_of(parameters, "notice_seconds")};
}

std::string deep_text(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

std::string garbage(std::string_view kind) {
  if (kind == "not_json") return "502 Bad Gateway";
  if (kind == "empty") return "";
  if (kind == "array") return R"(["topicName","eventBody"])";
  if (kind == "no_topic") return R"({"version":"2","eventBody":{}})";
  if (kind == "wrong_types") return R"({"topicName":7,"version":2,"eventBody":"text","metadata":null})";
  if (kind == "deep") return R"({"topicName":"v2.x","eventBody":)" + deep_text(200'000) + "}";
  return R"({"topicName":"v2.routing.queues.)";
}

void garbage_frame(const Parameters& parameters, FrameEffects& effects) {
  effects.before.push_back(garbage(parameters.text("kind")));
}

void huge_frame(const Parameters& parameters, FrameEffects& effects) {
  effects.before.push_back(R"({"topicName":"v2.system.huge","version":"2","eventBody":{"padding":")" +
                           std::string(parameters.size("size"), 'x') + R"("}})");
}

void unknown_topic_frame(const Parameters& parameters, FrameEffects& effects) {
  effects.before.push_back(R"({"topicName":")" + parameters.text("topic") +
                           R"(","version":"2","eventBody":{"id":"x"},"metadata":{"CorrelationId":"x"}})");
}

void cut_frame(const Parameters&, FrameEffects& effects) {
  effects.text.emplace_back([](std::string& text) { text.resize(text.size() / 2); });
}

/// As recorded frames have them now and then.
void unknown_fields_frame(const Parameters&, FrameEffects& effects) {
  effects.text.emplace_back([](std::string& text) {
    constexpr std::string_view body = R"("eventBody":{)";
    const auto at = text.find(body);
    if (at != std::string::npos)
      text.insert(at + body.size(), R"("additionalProperties":{},"fieldOfTomorrow":[1,{"a":null}],)");
  });
}

}  // namespace

std::span<const ActionSpec> frame_actions() {
  static const std::vector<ActionSpec> actions{
      {"drop_frame", {}, nullptr, drop_frame},
      {"double_frame",
       {{.name = "copies", .otherwise = std::int64_t{1}, .least = 1, .most = 1000}},
       nullptr,
       double_frame},
      {"delay_frame",
       {{.name = "milliseconds", .otherwise = std::int64_t{5000}, .least = 1, .most = 1e8}},
       nullptr,
       delay_frame},
      {"reorder_frame",
       {{.name = "behind", .otherwise = std::int64_t{1}, .least = 1, .most = 1000}},
       nullptr,
       reorder_frame},
      {"silence", {{.name = "seconds", .otherwise = 120.0, .least = 0.001, .most = 1e6}}, nullptr, silence},
      {"cut_socket",
       {{.name = "how", .otherwise = std::string("reset"), .most = 10, .words = {"reset", "close"}}},
       nullptr,
       cut_socket},
      {"close_socket",
       {{.name = "notice_seconds", .otherwise = 60.0, .least = 0.001, .most = 1e6}},
       nullptr,
       close_socket},
      {"garbage_frame",
       {{.name = "kind",
         .otherwise = std::string("not_json"),
         .most = 20,
         .words = {"not_json", "empty", "array", "no_topic", "wrong_types", "deep", "half"}}},
       nullptr,
       garbage_frame},
      {"huge_frame",
       {{.name = "size", .otherwise = std::int64_t{16'777'216}, .least = 1, .most = 268'435'456}},
       nullptr,
       huge_frame},
      {"unknown_topic_frame",
       {{.name = "topic", .otherwise = std::string("v2.nobody.asked.for.this"), .most = 200}},
       nullptr,
       unknown_topic_frame},
      {"cut_frame", {}, nullptr, cut_frame},
      {"unknown_fields_frame", {}, nullptr, unknown_fields_frame},
  };
  return actions;
}

}  // namespace nowthen::sim
