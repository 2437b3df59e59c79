#include "cli/commands/serve_notices.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/commands/own_tables.hpp"
#include "cli/read_file.hpp"
#include "serve/notice_loop.hpp"
#include "serve/side_by_side.hpp"

namespace nowthen::cli {
namespace {

constexpr const char* outbox_file = "/webhooks.outbox";

}  // namespace

Result<ServeNotices::Wanted> ServeNotices::understood(const NoticeSettings& settings) {
  auto rules = rules_of(settings);
  if (!rules) return rules.error();
  auto endpoints = endpoints_of(settings, read_small_file);
  if (!endpoints) return endpoints.error();
  return Wanted{*std::move(rules), *std::move(endpoints)};
}

Result<void> ServeNotices::check(const Context& context) {
  auto wanted = understood(context.settings.notices);
  if (!wanted) return wanted.error();
  return {};
}

// What a request is stamped with is held against the receiver's clock: this machine's own time.
ServeNotices::ServeNotices(Parts parts, const Context& context)
    : parts_(std::move(parts)),
      context_(context),
      open_tables_(asking_ourselves(parts_.folder, context.settings.zone.name())),
      sender_([] { return system_clock().now(); }) {}

Result<void> ServeNotices::obey(Wanted wanted) {
  const std::scoped_lock lock(mutex_);
  if (dispatcher_) {
    rules_ = std::move(wanted.rules);
    dispatcher_->receivers_are(std::move(wanted.endpoints));
    return {};
  }
  if (wanted.is_nothing()) return {};
  auto opened = open(std::move(wanted));
  if (opened) opened_.notify_all();
  return opened;
}

std::optional<std::vector<alerts::Rule>> ServeNotices::take_rules() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(rules_, std::nullopt);
}

Result<void> ServeNotices::open(Wanted wanted) {
  auto dispatcher = webhooks::Dispatcher::open(
      parts_.folder + outbox_file, std::move(wanted.endpoints),
      {.clock = &context_.clock,
       .random = &context_.random,
       .disk = &archive::system_disk(),
       .sender = &sender_,
       .now = parts_.now,
       .names_erased = [gate = parts_.gate](std::string_view text) { return gate->names_erased(text); },
       .warn = parts_.tell});
  if (!dispatcher) return dispatcher.error();
  dispatcher_ = *std::move(dispatcher);
  announcer_ = std::make_unique<serve::Announcer>(std::move(wanted.rules), dispatcher_->note());
  if (dispatcher_->damaged_lines() > 0)
    parts_.tell(fmt::format("note: {} lines of the outbox of webhooks were damaged, and are left aside",
                            dispatcher_->damaged_lines()));
  return {};
}

Result<std::int64_t> ServeNotices::erase() {
  auto listed = extract::Suppression::open(parts_.folder);
  if (!listed) return listed.error();
  parts_.gate->leave_out(*std::move(listed));
  const std::scoped_lock lock(mutex_);
  const auto names_erased = [this](std::string_view text) { return parts_.gate->names_erased(text); };
  const auto events = dispatcher_
                          ? dispatcher_->erase()
                          : webhooks::erase_in_outbox(archive::system_disk(), parts_.folder + outbox_file,
                                                      names_erased, parts_.now());
  if (!events) return events.error();
  return static_cast<std::int64_t>(*events);
}

std::string ServeNotices::line_of(const alerts::Change& change) const {
  std::string line = fmt::format("alert '{}' {}", change.rule,
                                 change.kind == alerts::Change::Kind::fired ? "fired" : "resolved");
  if (!change.subject.empty()) line += fmt::format(": {} {}", alerts::name_of(change.scope), change.subject);
  for (const auto& [field, value] : change.values) line += fmt::format(", {} {}", field, value);
  return line;
}

Result<void> ServeNotices::run(const std::stop_token& stop) {
  {
    std::unique_lock lock(mutex_);
    if (!opened_.wait(lock, stop, [this] { return dispatcher_ != nullptr; })) return {};
  }
  const serve::NoticeParts parts{
      .notices = parts_.notices,
      .announcer = announcer_.get(),
      .dispatcher = dispatcher_.get(),
      .open_tables = open_tables_,
      .now = parts_.now,
      .take_rules = [this] { return take_rules(); },
      .on_alert = [this](const alerts::Change& change) { parts_.tell(line_of(change)); }};
  return serve::side_by_side({[&](const std::stop_token& end) { return serve::run_notices(parts, end); },
                              [&](const std::stop_token& end) { return dispatcher_->run(end); }},
                             stop);
}

}  // namespace nowthen::cli
