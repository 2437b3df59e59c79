#include "asof/read_asof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "access/each_row.hpp"
#include "access/values.hpp"
#include "asof/question.hpp"
#include "asof/records.hpp"

namespace nowthen::asof {
namespace {

/// A feed that runs writes down how far it is several times a minute.
constexpr std::chrono::minutes just_now{2};

using access::Answer;
using access::text_in;

// Of what goes on for longer, the begin of the stretch that goes on is all that is asked for.
constexpr auto look_back = std::chrono::days(4);
// No conversation that matters here lasts for longer: so many days before have to be complete, too.
constexpr auto longest_conversation = std::chrono::days(31);

bool is_complete(std::string_view state) {
  return state == "complete" || state == "settled" || state == "re_verified";
}

bool is_wanted(const std::vector<std::string>& list, const std::string& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

/// From when until when the tables know anything.
struct Extent {
  std::optional<Instant> history_begin;
  std::optional<Instant> history_end;
  std::optional<Instant> live_begin;
  std::optional<Instant> live_end;

  bool has_history(Instant at) const { return history_begin && *history_begin <= at && at <= *history_end; }
  bool has_live(Instant at) const { return live_begin && *live_begin <= at && at <= *live_end; }
};

class Reading {
 public:
  Reading(access::Tables& tables, const Wanted& wanted, const std::stop_token& stop)
      : tables_(tables), wanted_(wanted), stop_(stop) {
    view_.now = wanted.now;
  }

  Result<View> read() {
    if (wanted_.at > wanted_.now)
      return Error{.kind = ErrorKind::invalid_request,
                   .message = format_instant(wanted_.at) + " is in the future",
                   .hint = "the latest there is: nowthen asof now"};
    for (const auto step :
         {&Reading::read_days, &Reading::read_extent, &Reading::check_extent, &Reading::read_gaps,
          &Reading::read_history, &Reading::read_live, &Reading::read_names})
      if (auto done = (this->*step)(); !done) return done.error();
    // What was before only tells which queues a conversation has touched, in whatever medium.
    std::erase_if(legs_, [this](const floor::Leg& leg) {
      return !is_wanted(wanted_.queues, leg.queue_id.str()) ||
             (leg.covers(wanted_.at) && !is_wanted(wanted_.media, leg.media_type));
    });
    view_.floor = floor::floor_at(legs_, wanted_.at);
    return std::move(view_);
  }

 private:
  template <class Each>
  Result<void> ask(std::string sql, Each each) {
    return access::each_row(tables_, access::Question{.sql = std::move(sql), .is_small = true}, stop_, each);
  }
  template <class Each>
  Result<void> ask_about(const std::vector<std::string>& ids, std::string sql, Each each) {
    return access::each_row(
        tables_,
        access::Question{.sql = std::move(sql), .parameters = {question::joined(ids)}, .is_small = true},
        stop_, each);
  }

  Result<void> read_extent() {
    if (view_.is_proven) return {};
    auto done = ask(question::extent(), [this](const Answer& row) {
      extent_ = {row.get<Instant>(0), row.get<Instant>(1), row.get<Instant>(2), row.get<Instant>(3)};
    });
    if (!done) return done;
    return ask(question::live_seen_until(), [this](const Answer& row) {
      const auto seen = parse_instant(text_in(row, 0));
      if (seen && extent_.live_end) extent_.live_end = std::max(*extent_.live_end, *seen);
    });
  }

  Result<void> read_days() {
    return ask(question::days(wanted_.at - longest_conversation, wanted_.at), [this](const Answer& row) {
      const Instant begin = row.get<Instant>(0).value_or(Instant{});
      // Only under the tutorial's contract are days proven by query, and its records do not say who waited
      // when.
      history_has_states_ &= text_in(row, 2) != "sync";
      const bool complete = history_has_states_ && is_complete(text_in(row, 1));
      if (begin + std::chrono::days(1) > wanted_.at)
        view_.is_proven = complete;
      else if (!complete)
        doubtful_days_.push_back(format_instant(begin).substr(0, 10));
    });
  }

  /// Says why where nothing is known of the instant.
  Result<void> check_extent() {
    if (view_.is_proven) return {};
    const auto begin =
        std::min(extent_.history_begin.value_or(Instant::max()), extent_.live_begin.value_or(Instant::max()));
    const auto end =
        std::max(extent_.history_end.value_or(Instant::min()), extent_.live_end.value_or(Instant::min()));
    const std::string at = format_instant(wanted_.at);
    const auto unknown = [](std::string message, std::string hint) {
      return Error{.kind = ErrorKind::not_found, .message = std::move(message), .hint = std::move(hint)};
    };
    if (begin == Instant::max())
      return unknown("there are no conversations here yet", "nowthen sync --from TIME fetches them");
    if (wanted_.at < begin)
      return unknown(at + " is before all data: they begin at " + format_instant(begin),
                     "nowthen sync --from TIME, or nowthen import FILE, fetches what was before");
    if (wanted_.at > end && extent_.live_end && wanted_.at - *extent_.live_end <= just_now) {
      view_.doubts.push_back("what happened since " + format_instant(*extent_.live_end) +
                             " the live feed has not written down yet");
      extent_.live_end = wanted_.at;
    } else if (wanted_.at > end) {
      if (auto done = find_gaps(); !done) return done;
      if (unkept_)
        return unknown("the live feed keeps nothing since " + format_instant(unkept_->began_at) +
                           ": the disk has less free than it should",
                       "make room: it goes on by itself, and nowthen sync fetches what happened since");
      return unknown(at + " is in no data: what is here was last read at " + format_instant(end),
                     "nowthen sync fetches what happened since");
    }
    if (!extent_.has_live(wanted_.at) && !history_has_states_)
      return unknown(
          "the live feed did not see " + at +
              ", and history under the tutorial's contract does not say who waited or talked when",
          "nowthen live --watch shows what goes on now; what was, is kept of the platform's contract alone");
    if (!extent_.has_live(wanted_.at) && !extent_.has_history(wanted_.at))
      return unknown(at + " is in no data: neither history nor the live feed reaches it",
                     "nowthen sync fetches history");
    return {};
  }

  Result<void> read_gaps() {
    if (view_.is_proven) return tell_days();
    if (!extent_.has_live(wanted_.at)) {
      view_.doubts.push_back(fmt::format("{} is not complete in the ledger, and the live feed did not see it",
                                         format_instant(wanted_.at).substr(0, 10)));
      return {};
    }
    return find_gaps();
  }

  /// Of several, what was not seen weighs more than what was seen and not kept.
  Result<void> find_gaps() {
    auto done = ask(question::gaps(wanted_.at), [this](const Answer& row) {
      Gap gap{row.get<Instant>(0).value_or(Instant{}), row.get<Instant>(1), text_in(row, 2)};
      auto& place = gap.is_unkept() ? unkept_ : view_.gap;
      if (!place) place = std::move(gap);
    });
    if (!view_.gap) view_.gap = unkept_;
    return done;
  }

  Result<void> tell_days() {
    if (!doubtful_days_.empty())
      view_.doubts.push_back(
          fmt::format("{} {} not complete in the ledger: what began then and still went on may be missing",
                      doubtful_days_.size() == 1 ? doubtful_days_.front()
                                                 : fmt::format("{} earlier days", doubtful_days_.size()),
                      doubtful_days_.size() == 1 ? "is" : "are"));
    return {};
  }

  Result<void> read_history() {
    if (auto done = read_segments(); !done) return done;
    const auto ids = records_.ids();
    if (ids.empty()) return {};
    if (auto done = read_records(ids); !done) return done;
    if (auto done = leave_to_live(); !done) return done;
    take_records();
    return {};
  }

  /// First what goes on, then of those conversations what it may go on from.
  Result<void> read_segments() {
    auto done = ask(question::present(wanted_.at), [this](const Answer& row) { records_.add_present(row); });
    const auto ids = records_.ids();
    if (!done || ids.empty()) return done;
    return ask_about(ids, question::stretches(wanted_.at - look_back, wanted_.at),
                     [this](const Answer& row) { records_.add_stretch(row); });
  }

  Result<void> read_records(const std::vector<std::string>& ids) {
    const Instant from = wanted_.at - look_back;
    const auto add = [this](const Answer& row) { records_.add_record(row); };
    if (auto done = ask_about(ids, question::recent_records(from, wanted_.at), add); !done) return done;
    const auto rest = records_.ids_without_record();
    return rest.empty() ? Result<void>{} : ask_about(rest, question::earlier_records(from), add);
  }

  /// What the live feed knows, it tells; of what it does not know, a record counts that was read later.
  Result<void> leave_to_live() {
    if (view_.is_proven || !extent_.has_live(wanted_.at)) return {};
    for (const std::string& id : records_.ids())
      if (records_.is_older(id, wanted_.at)) records_.forget(id);
    std::vector<std::string> known;
    auto done = ask_about(records_.ids(), question::known_live(),
                          [&known](const Answer& row) { known.push_back(text_in(row, 0)); });
    for (const std::string& id : known) records_.forget(id);
    return done;
  }

  void take_records() {
    std::size_t older = 0;
    for (const std::string& id : records_.ids()) {
      view_.sources[id] = {.is_live = false, .as_of = records_.as_of(id)};
      older += records_.is_older(id, wanted_.at) ? 1 : 0;
    }
    if (older > 0)
      view_.doubts.push_back(fmt::format("{} conversation{} that went on {} last read before that instant",
                                         older, older == 1 ? "" : "s", older == 1 ? "was" : "were"));
    legs_ = records_.legs();
  }

  Result<void> read_live() {
    if (view_.is_proven || !extent_.has_live(wanted_.at)) return {};
    return ask(question::live_legs(wanted_.at), [this](const Answer& row) {
      const auto state = floor::state_named(text_in(row, 3));
      const auto begin = row.get<Instant>(6);
      if (!state || !begin) return;
      legs_.push_back({.conversation_id = ConversationId(text_in(row, 0)),
                       .media_type = text_in(row, 1),
                       .direction = text_in(row, 2),
                       .state = *state,
                       .queue_id = QueueId(text_in(row, 4)),
                       .user_id = UserId(text_in(row, 5)),
                       .begin = *begin,
                       .end = row.get<Instant>(7)});
      view_.sources[text_in(row, 0)] = {.is_live = true, .as_of = row.get<Instant>(8)};
    });
  }

  Result<void> read_names() {
    return ask(question::names(wanted_.at), [this](const Answer& row) {
      auto& names = text_in(row, 0) == "queue" ? view_.queue_names : view_.user_names;
      names[text_in(row, 1)] = text_in(row, 2);
    });
  }

  access::Tables& tables_;
  const Wanted& wanted_;
  const std::stop_token& stop_;
  View view_;
  Extent extent_;
  std::vector<std::string> doubtful_days_;
  bool history_has_states_ = true;
  std::optional<Gap> unkept_;
  Records records_;
  std::vector<floor::Leg> legs_;
};

}  // namespace

Result<View> read_asof(access::Tables& tables, const Wanted& wanted, const std::stop_token& stop) {
  return Reading(tables, wanted, stop).read();
}

}  // namespace nowthen::asof
