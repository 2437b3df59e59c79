#include "simulator/platform/slight_filter.hpp"

#include <algorithm>

#include "simulator/world/names.hpp"

namespace nowthen::sim {
namespace {

constexpr unsigned media_count = 5;

template <class Condition>
bool every_predicate(const Filter& filter, Condition condition) {
  return std::all_of(filter.predicates.begin(), filter.predicates.end(), condition) &&
         std::all_of(filter.clauses.begin(), filter.clauses.end(), [&](const Clause& clause) {
           return std::all_of(clause.predicates.begin(), clause.predicates.end(), condition);
         });
}

bool is_about_end(const Predicate& predicate) {
  return predicate.type == Predicate::Type::dimension && predicate.name == "conversationEnd" &&
         predicate.op != Predicate::Operator::matches;
}

bool is_about_medium(const Predicate& predicate) {
  return predicate.type == Predicate::Type::dimension && predicate.name == "mediaType";
}

bool is_slight(const FilterLists& filters) {
  const auto all = [](const std::vector<Filter>& list, auto condition) {
    return std::all_of(list.begin(), list.end(),
                       [&](const Filter& filter) { return every_predicate(filter, condition); });
  };
  return filters.evaluation.empty() && filters.survey.empty() && filters.resolution.empty() &&
         all(filters.conversation, is_about_end) && all(filters.segment, is_about_medium);
}

/// The media of which a segment passes.
std::uint8_t media_of(const Filter& filter) {
  unsigned bits = 0;
  for (unsigned medium = 0; medium < media_count; ++medium) {
    const NamedValues values{[medium](std::string_view, const ValueVisitor& visit) {
      visit(name_of(static_cast<MediaType>(medium)));
    }};
    if (passes(values, filter)) bits |= 1U << medium;
  }
  return static_cast<std::uint8_t>(bits);
}

}  // namespace

bool SlightFilter::lets_media(std::uint8_t seen) const {
  return std::all_of(media.begin(), media.end(), [seen](std::uint8_t bits) { return (bits & seen) != 0; });
}

std::optional<SlightFilter> slight_filter_of(const FilterLists& filters) {
  if (!is_slight(filters)) return std::nullopt;
  const FilterLists about_end{.conversation = filters.conversation};
  ConversationFacts facts;
  SlightFilter slight{.lets_open = passes(facts, about_end)};
  facts.end = Instant{};
  slight.lets_closed = passes(facts, about_end);
  for (const Filter& filter : filters.segment) slight.media.push_back(media_of(filter));
  return slight;
}

}  // namespace nowthen::sim
