#include "live/looker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace nowthen::live {
namespace {

/// The longest interval that can be asked for, and how far back what goes on may have begun.
constexpr std::chrono::days longest{31};
constexpr int page_size = 100;
constexpr std::size_t ids_at_once = 50;
/// The platform gives no more of one query than 100,000 conversations.
constexpr int most_pages = 1'000;

Filter conversation_end(Predicate::Operator op) {
  return {.predicates = {{.name = "conversationEnd", .op = op}}};
}

}  // namespace

Result<LookReport> Looker::look(const Look& look, const Interval& told, std::chrono::milliseconds slack,
                                const std::stop_token& stop) {
  report_ = {};
  seen_.clear();
  kept_now_.clear();
  told_ = told;
  const Instant now = platform_.server_time();
  if (auto read = read_open(stop); !read) return read.error();
  if (auto read = read_ended(look.since - slack, stop); !read) return read.error();
  if (auto read = read_rest(now - slack, now, stop); !read) return read.error();
  auto all = std::exchange(kept_now_, {});
  if (report_.no_room.empty()) kept_ = std::move(all);
  return report_;
}

/// What goes on is read again and again: the same bytes need not be kept again.
void Looker::add_if_new(DetailRecord& record, std::vector<std::string>& kept) {
  const std::string& id = record.detail.conversation_id.str();
  const std::size_t hash = std::hash<std::string>{}(record.json);
  const auto before = kept_.find(id);
  kept_now_[id] = hash;
  if (before != kept_.end() && before->second == hash) return;
  kept_[id] = hash;
  kept.push_back(std::move(record.json));
}

Result<void> Looker::take(std::string request, bool by_id, Instant asked_at, Instant as_of,
                          std::vector<DetailRecord>& records, const std::vector<SetAside>& set_aside) {
  LookedUp page{
      .request = std::move(request), .is_by_id = by_id, .asked_at = asked_at, .as_of = as_of, .records = {}};
  for (DetailRecord& record : records) add_if_new(record, page.records);
  for (const SetAside& each : set_aside) {
    const std::string key = "set aside " + std::to_string(std::hash<std::string>{}(each.bytes));
    kept_now_[key] = 1;
    if (kept_.emplace(key, 1).second) page.records.push_back(each.bytes);
  }
  report_.records += std::ssize(records);
  report_.set_aside += std::ssize(set_aside);
  if (!page.records.empty()) {
    auto kept = store_.keep(page);
    if (!kept) return kept.error();
    if (!kept->no_room.empty()) {
      report_.no_room = std::move(kept->no_room);
      kept_.clear();  // all of it is kept when there is room, whatever becomes of this look
    }
  }
  for (const DetailRecord& record : records) {
    if (!seen_.insert(record.detail.conversation_id.str()).second) continue;
    if (tracks_.replace(record.detail, as_of, told_)) ++report_.missed;
  }
  return {};
}

Result<void> Looker::read_open(const std::stop_token& stop) {
  for (int number = 1; number <= most_pages; ++number) {
    const Instant now = platform_.server_time();
    DetailsPageQuery query{.interval = {now - longest, now}, .page_size = page_size, .page_number = number};
    query.filters.conversation.push_back(conversation_end(Predicate::Operator::not_exists));
    ++report_.requests;
    auto page = platform_.details(query, stop);
    if (!page) return page.error();
    const auto count = page->records.size() + page->set_aside.size();
    auto taken = take(fmt::format("details/query of what goes on, page {}", number), false, now,
                      page->replied_at.value_or(now), page->records, page->set_aside);
    if (!taken || count < static_cast<std::size_t>(page_size)) return taken;
  }
  report_.is_whole = false;
  return {};
}

Result<void> Looker::read_ended(Instant since, const std::stop_token& stop) {
  for (int number = 1; number <= most_pages; ++number) {
    const Instant now = platform_.server_time();
    DetailsPageQuery query{.interval = {now - longest, now},
                           .order = DetailsOrder::newest_end,
                           .page_size = page_size,
                           .page_number = number};
    query.filters.conversation.push_back(conversation_end(Predicate::Operator::exists));
    ++report_.requests;
    auto page = platform_.details(query, stop);
    if (!page) return page.error();
    const auto count = page->records.size() + page->set_aside.size();
    // What ended before has been seen by an earlier look, and may be forgotten by now.
    const auto is_past = [&](const DetailRecord& each) {
      return each.detail.conversation_end && *each.detail.conversation_end < since;
    };
    const bool is_far_enough = std::erase_if(page->records, is_past) > 0;
    auto taken = take(fmt::format("details/query of what ended, page {}", number), false, now,
                      page->replied_at.value_or(now), page->records, page->set_aside);
    if (!taken || is_far_enough || count < static_cast<std::size_t>(page_size)) return taken;
  }
  report_.is_whole = false;
  return {};
}

Result<void> Looker::read_rest(Instant before, Instant now, const std::stop_token& stop) {
  const auto ids = tracks_.to_ask_for(seen_, before, now);
  for (std::size_t at = 0; at < ids.size(); at += ids_at_once) {
    const Instant asked_at = platform_.server_time();
    IdsQuery query{.ids = {}, .ids_per_request = static_cast<int>(ids_at_once)};
    for (std::size_t i = at; i < std::min(at + ids_at_once, ids.size()); ++i) query.ids.push_back(ids[i]);
    ++report_.requests;
    auto found = platform_.conversations_by_id(query, stop);
    if (!found) return found.error();
    auto taken = take(fmt::format("details of {} ids", query.ids.size()), true, asked_at,
                      found->replied_at.value_or(asked_at), found->records, found->set_aside);
    if (!taken) return taken;
    for (const auto& id : found->not_found) tracks_.note_unknown(id, now);
  }
  return {};
}

}  // namespace nowthen::live
