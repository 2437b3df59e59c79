#include "cli/outbox_slot.hpp"

#include <optional>

#include "cli/data_access.hpp"
#include "cli/taking.hpp"
#include "extract/privacy/named_ids.hpp"
#include "extract/privacy/suppression.hpp"
#include "webhooks/outbox.hpp"

namespace nowthen::cli {
namespace {

constexpr const char* has_outbox = "has_outbox";
constexpr const char* events_field = "events";

Result<std::int64_t> erase_in_file(const std::string& folder, const extract::IsErased& is_erased,
                                   Instant now) {
  const auto erased = webhooks::erase_in_outbox(
      archive::system_disk(), folder + "/webhooks.outbox",
      [&](std::string_view text) { return extract::names_any(text, is_erased); }, now);
  if (!erased) return erased.error();
  return static_cast<std::int64_t>(*erased);
}

/// Nothing where the lender has no outbox open, or is gone.
Result<std::optional<std::int64_t>> asked_lender(const Context& context, const extract::Holder& lender,
                                                 const std::string& folder) {
  auto owner = reach_owner(context, folder, lender);
  if (!owner && owner.error().kind == ErrorKind::not_found) return std::optional<std::int64_t>();
  if (!owner) return owner.error();
  const auto reply = owner->call(erase_outbox_target, "", context.stop);
  if (!reply) return reply.error();
  for (;;) {
    const auto line = (*reply)->next();
    if (!line) return line.error();
    if (!*line) break;
  }
  const boost::json::object& end = (*reply)->end();
  const auto* is_open = end.if_contains(has_outbox);
  const auto* events = end.if_contains(events_field);
  if (is_open == nullptr || *is_open != true || events == nullptr || !events->is_int64())
    return std::optional<std::int64_t>();
  return std::optional(events->get_int64());
}

}  // namespace

void OutboxSlot::put(Erase erase) {
  const std::scoped_lock lock(mutex_);
  erase_ = std::move(erase);
}

Result<std::int64_t> OutboxSlot::erase(const std::string& folder, const extract::IsErased& is_erased) {
  const std::scoped_lock lock(mutex_);
  return erase_ ? erase_() : erase_in_file(folder, is_erased, system_clock().now());
}

void offer_outbox(OwnedData& data, const Context& context) {
  data.serve(
      erase_outbox_target, erase_outbox_bytes,
      [slot = context.outbox,
       path = data_path(context.settings)](access::Visit&) -> Result<boost::json::object> {
        if (!slot || !path) return boost::json::object{{has_outbox, false}};
        const auto listed = extract::Suppression::open(*path);
        if (!listed) return listed.error();
        const auto events =
            slot->erase(*path, [&listed](std::string_view id) { return listed->contains(id); });
        if (!events) return events.error();
        return boost::json::object{{has_outbox, true}, {events_field, *events}};
      },
      access::Awaited::yes);
}

Result<std::int64_t> erase_in_outbox(const Context& context, const extract::Holder& lender,
                                     const std::string& folder, const extract::IsErased& is_erased) {
  if (context.outbox) return context.outbox->erase(folder, is_erased);
  if (lender.is_owner()) {
    const auto asked = asked_lender(context, lender, folder);
    if (!asked) return asked.error();
    if (*asked) return **asked;
  }
  return erase_in_file(folder, is_erased, context.clock.now());
}

}  // namespace nowthen::cli
