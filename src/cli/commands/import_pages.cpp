#include "cli/commands/import_pages.hpp"

#include <utility>

#include "cli/data_access.hpp"
#include "cli/handed_page.hpp"
#include "extract/run_pages.hpp"
#include "net/process_state.hpp"

namespace nowthen::cli {
namespace {

constexpr Clock::Ticks between_tries = std::chrono::milliseconds(100);
constexpr int most_tries =
    60;  // of some seconds each while an owner ends: it may have many pages to take yet

/// A page that has begun is taken to its end, whether or not its sender waits for that, and whatever becomes
/// of this process's own import: given up halfway the data set would take no more of anybody.
access::Handler take_for_others(OwnedData& data) {
  return [&data](access::Visit& visit) -> Result<boost::json::object> {
    const auto page = parse_handed_page(visit.body());
    if (!page) return page.error();
    const auto intake = data.take_in_turn(*page, {});
    if (!intake) return intake.error();
    return intake_json(*intake);
  };
}

access::Handler keep_run_for_others(OwnedData& data) {
  return [&data](access::Visit& visit) -> Result<boost::json::object> {
    auto run = extract::decode_run(visit.body());
    if (!run) return run.error();
    if (auto kept = data.keep_in_turn(*run); !kept) return kept.error();
    return run_id_json(run->run_id);
  };
}

}  // namespace

Result<std::unique_ptr<ImportPages>> ImportPages::open(Context& context) {
  std::unique_ptr<ImportPages> pages(new ImportPages(context));
  if (auto reached = pages->reach(); !reached) return reached.error();
  return pages;
}

Result<void> ImportPages::reach() {
  owner_.reset();
  auto reached = own_or_reach(context_, "import", [](OwnedData& data) {
    data.serve(import_target, import_request_bytes, take_for_others(data), access::Awaited::yes);
    data.serve(run_target, run_request_bytes, keep_run_for_others(data), access::Awaited::yes);
  });
  if (!reached) return reached.error();
  if (auto* const caller = std::get_if<access::Caller>(&*reached)) {
    owner_.emplace(std::move(*caller));
    return {};
  }
  data_ = std::get<std::unique_ptr<OwnedData>>(*std::move(reached));
  return {};
}

template <class Own, class HandedOver>
auto ImportPages::with_owner(Own own, HandedOver handed_over, const std::stop_token& stop)
    -> decltype(own()) {
  for (int tries = 1;; ++tries) {
    Error error;
    if (!data_ && !owner_) {
      if (auto reached = reach(); !reached) error = reached.error();
    }
    if (data_) return own();
    if (owner_) {
      auto done = handed_over();
      if (done) return done;
      error = done.error();
    }
    if (error.kind != ErrorKind::transient || tries == most_tries) return error;
    owner_.reset();
    if (!context_.clock.wait_for(between_tries, stop))
      return Error{.kind = ErrorKind::cancelled, .message = "interrupted"};
  }
}

Result<extract::Intake> ImportPages::take(const extract::RawPage& page, const std::stop_token& stop) {
  auto intake = take_now(page, stop);
  is_broken_ = is_broken_ || !intake;
  return intake;
}

Result<extract::Intake> ImportPages::take_now(const extract::RawPage& page, const std::stop_token& stop) {
  return with_owner([&] { return data_->take_in_turn(page, stop); },
                    [&]() -> Result<extract::Intake> {
                      const auto end = hand_over(*owner_, import_target, handed_page_text(page), stop);
                      if (!end) return end.error();
                      return intake_from(*end);
                    },
                    stop);
}

/// An interrupted import keeps its run, too, but does not wait for an owner that is stopped.
Result<void> ImportPages::keep(extract::Run& run) {
  if (owner_ && context_.stop.stop_requested() && net::is_stopped(owner_->owner().process))
    return access::silent_owner(owner_->owner());
  return with_owner([&] { return data_->keep_in_turn(run); },
                    [&]() -> Result<void> {
                      const auto end = hand_over(*owner_, run_target, extract::encode_run(run), {});
                      if (!end) return end.error();
                      const auto id = run_id_from(*end);
                      if (!id) return id.error();
                      run.run_id = *id;
                      return {};
                    },
                    {});
}

Result<boost::json::object> ImportPages::hand_over(access::Caller& owner, const char* target,
                                                   const std::string& text, const std::stop_token& stop) {
  auto reply = owner.call(target, text, stop);
  if (!reply) return reply.error();
  for (;;) {
    const auto line = (*reply)->next();
    if (!line) return line.error();
    if (!*line) return (*reply)->end();
  }
}

bool ImportPages::found_damage() const { return data_ && data_->recovery().damage > 0; }

}  // namespace nowthen::cli
