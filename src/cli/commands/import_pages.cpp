#include "cli/commands/import_pages.hpp"

#include <utility>

#include "cli/data_access.hpp"
#include "cli/handed_page.hpp"

namespace nowthen::cli {
namespace {

constexpr Clock::Ticks between_tries = std::chrono::milliseconds(100);
constexpr int most_tries = 600;  // a minute: the owner may have many pages to take

/// A page that has begun is taken to its end, whether or not its sender waits for that: given up halfway the
/// data set would take no more of anybody.
access::Handler take_for_others(OwnedData& data, std::stop_token stop) {
  return [&data, stop = std::move(stop)](access::Visit& visit) -> Result<boost::json::object> {
    const auto page = parse_handed_page(visit.body());
    if (!page) return page.error();
    const auto intake = data.take_in_turn(*page, stop);
    if (!intake) return intake.error();
    return intake_json(*intake);
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
  auto reached = own_or_reach(context_, "import");
  if (!reached) return reached.error();
  if (auto* const caller = std::get_if<access::Caller>(&*reached)) {
    owner_.emplace(std::move(*caller));
    return {};
  }
  data_.emplace(std::get<OwnedData>(*std::move(reached)));
  data_->serve(import_target, import_request_bytes, take_for_others(*data_, context_.stop));
  return {};
}

Result<extract::Intake> ImportPages::take(const extract::RawPage& page, const std::stop_token& stop) {
  for (int tries = 1;; ++tries) {
    if (data_) return data_->take_in_turn(page, stop);
    auto intake = hand_over(*owner_, page, stop);
    if (intake || intake.error().kind != ErrorKind::transient || tries == most_tries) return intake;
    if (!context_.clock.wait_for(between_tries, stop))
      return Error{.kind = ErrorKind::cancelled, .message = "interrupted"};
    if (auto reached = reach(); !reached) return reached.error();
  }
}

Result<extract::Intake> ImportPages::hand_over(access::Caller& owner, const extract::RawPage& page,
                                               const std::stop_token& stop) {
  auto reply = owner.call(import_target, handed_page_text(page), stop);
  if (!reply) return reply.error();
  for (;;) {
    const auto line = (*reply)->next();
    if (!line) return line.error();
    if (!*line) return intake_from((*reply)->end());
  }
}

bool ImportPages::found_damage() const { return data_ && data_->recovery().damage > 0; }

}  // namespace nowthen::cli
