#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/plan/step.hpp"

/// Members of a plan's text. One that is not there, or not what it should be, is none: that costs requests
/// and loses nothing.
namespace nowthen::extract::plan_json {

namespace json = boost::json;

std::optional<Instant> instant_in(const json::object& object, const char* name);
std::string text_in(const json::object& object, const char* name);
std::vector<std::string> texts_in(const json::object& object, const char* name);
bool is_true(const json::object& object, const char* name);
std::int64_t number_in(const json::object& object, const char* name);
/// Of members `begin` and `end`.
std::optional<Interval> interval_in(const json::object& object);

/// Instants by their keys.
std::map<std::string, Instant> instants_in(const json::object& object, const char* name);
/// Writes them, where there are any.
void add_instants(const std::map<std::string, Instant>& instants, const char* name, json::object& to);

json::array array_of(const std::vector<PagePlace>& places);
/// Of member `places`; nothing where it is no list of places.
std::optional<std::vector<PagePlace>> places_in(const json::object& object);

/// A plan's text; nothing where it is no object.
std::optional<json::object> parsed(std::string_view text);

}  // namespace nowthen::extract::plan_json
