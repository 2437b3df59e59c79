#pragma once
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/named_text.hpp>
#include <nowthen/model/number.hpp>
#include <optional>
#include <random>

#include "genesys/platform/fields.hpp"

namespace nowthen::testing {

/// Fills model types with values of all kinds, each field present or absent by chance.
class TypedFilling {
 public:
  /// @param share  of the fields that are present; 1: all of them
  explicit TypedFilling(std::uint32_t seed, double share = 0.3) : chance_(seed), share_(share) {}

  template <class Struct>
  Struct part() {
    Struct part;
    std::apply(
        [&](const auto&... field) {
          const auto fill_one = [&](auto& member) {
            if (std::uniform_real_distribution<>(0, 1)(chance_) <= share_) fill(member);
          };
          (fill_one(part.*field.place), ...);
        },
        genesys::platform::Fields<Struct>::list);
    if (below(8) == 0) part.extra = R"({"later é":[1,{"x":null}],"x":"\"\\"})";
    return part;
  }

 private:
  std::uint64_t below(std::uint64_t end) {
    return std::uniform_int_distribution<std::uint64_t>(0, end - 1)(chance_);
  }

  void fill(std::string& text) {
    static constexpr std::array<const char*, 6> samples{
        "x", "voice", "tel:+15551230000", "a \"quoted\\\" one\n", "\xC3\xA9\xF0\x9F\x98\x80", "\x01\x7F"};
    text = samples[below(samples.size())];
  }
  void fill(bool& flag) { flag = below(2) == 0; }
  void fill(std::int64_t& number) {
    static constexpr std::array<std::int64_t, 6> samples{0,         -1,       252'345, 9'007'199'254'740'993,
                                                         INT64_MAX, INT64_MIN};
    number = samples[below(samples.size())];
  }
  void fill(double& number) {
    number = std::array<double, 4>{0.5, 4.882352828979492, -1e-9, 1e300}[below(4)];
  }
  void fill(Number& number) {
    if (below(2) == 0) {
      fill(number.emplace<double>());
    } else {
      fill(number.emplace<std::int64_t>());
    }
  }
  void fill(Instant& instant) { instant = Instant(std::chrono::milliseconds(below(4'000'000'000'000))); }
  void fill(NamedText& text) {
    text = {.name = "key " + std::to_string(++names_), .value = below(3) == 0 ? "" : "{}"};
  }
  void fill(NamedTexts& texts) {
    texts.name = "key " + std::to_string(++names_);
    fill(texts.values);
  }
  template <class Tag>
  void fill(Id<Tag>& id) {
    id = Id<Tag>("id " + std::to_string(below(1'000)));
  }
  template <class Value>
  void fill(std::optional<Value>& value) {
    fill(value.emplace());
  }
  template <class Value>
  void fill(std::vector<Value>& values) {
    values.resize(1 + below(2));
    for (auto& value : values) fill(value);
  }
  template <class Struct>
  void fill(Struct& part) {
    part = this->part<Struct>();
  }

  std::mt19937 chance_;
  double share_;
  int names_ = 0;
};

}  // namespace nowthen::testing
