#pragma once
#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>

#include "genesys/platform/key_table.hpp"

namespace nowthen::genesys::platform {

/// One field of a model type: its name in the API, and its place in the type.
template <class Struct, class Member>
struct FieldOf {
  using Type = Member;

  std::string_view name;
  Member Struct::*place;
};

template <class Struct, class Member>
FieldOf(const char*, Member Struct::*) -> FieldOf<Struct, Member>;

/// The fields of a model type as a tuple `list` of `FieldOf`. Each type that comes from the wire has its own.
template <class Struct>
struct Fields;

template <class Struct>
inline constexpr std::size_t field_count = std::tuple_size_v<decltype(Fields<Struct>::list)>;

/// Finds a field of a model type by its name.
template <class Struct>
inline constexpr KeyTable<field_count<Struct>> field_keys{std::apply(
    [](const auto&... field) { return std::array<std::string_view, field_count<Struct>>{field.name...}; },
    Fields<Struct>::list)};

}  // namespace nowthen::genesys::platform
