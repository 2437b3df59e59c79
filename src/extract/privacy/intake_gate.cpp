#include "extract/privacy/intake_gate.hpp"

#include <algorithm>

#include "extract/privacy/named_ids.hpp"

namespace nowthen::extract {
namespace {

/// Stands in the archive for bytes that policy could not act on. No JSON, so it stays a record that is not
/// understood.
std::string stand_in(std::size_t size_bytes) {
  return "withheld by the privacy policy: " + std::to_string(size_bytes) + " bytes that are no sound JSON";
}

void take_over(std::optional<PolicedRecord> policed, Admission& admission) {
  admission.policed_values = policed->values;
  admission.changed.reset();
  if (policed->values > 0) admission.changed = std::move(policed->bytes);
}

}  // namespace

Admission IntakeGate::admit(const archive::PageHeader& header, std::string_view record, ReadingMaker& maker,
                            const Suppression& suppression, ConversationDetail* decoded) const {
  Admission admission{.reading = Error{}, .changed = {}};
  understand(header, record, maker, decoded, admission);
  if (suppression.empty()) return admission;
  const auto is_erased = [&](std::string_view id) { return suppression.contains(id); };
  if (!admission.reading) {
    admission.is_suppressed = names_any(record, is_erased);
    return admission;
  }
  // A record may name two, of which the decoder takes one: what erasing would find does not come in.
  const auto ids = ids_of_record(record, kind_noted(header.note));
  admission.is_suppressed = suppression.contains(admission.reading->detail.conversation_id.str()) ||
                            (ids && std::any_of(ids->begin(), ids->end(), is_erased));
  return admission;
}

std::optional<std::string> IntakeGate::admit_own(std::string_view record,
                                                 const Suppression& suppression) const {
  if (!suppression.empty() &&
      names_any(record, [&](std::string_view id) { return suppression.contains(id); }))
    return std::nullopt;
  if (!policy_) return std::string(record);
  auto policed = policy_->apply_anywhere(record);
  if (!policed) return std::nullopt;
  return policed->values > 0 ? std::move(policed->bytes) : std::string(record);
}

/// Makes a reading of what policy leaves. What is not understood gets it by names alone, and what is no JSON
/// is withheld: nobody can tell what is where in it.
void IntakeGate::understand(const archive::PageHeader& header, std::string_view record, ReadingMaker& maker,
                            ConversationDetail* decoded, Admission& admission) const {
  if (!policy_ || header.kind == archive::PageKind::tombstone) {
    admission.reading = maker.make(header, {}, record, decoded);
    return;
  }
  const auto make = [&] {
    return maker.make(header, {}, admission.changed ? std::string_view(*admission.changed) : record);
  };
  auto policed = policy_->apply(record, kind_noted(header.note));
  if (policed) {
    take_over(std::move(policed), admission);
    admission.reading = make();
    if (admission.reading) return;
    policed = policy_->apply_anywhere(record);
  }
  if (policed) {
    take_over(std::move(policed), admission);
  } else {
    admission.changed = stand_in(record.size());
    admission.is_withheld = true;
  }
  admission.reading = make();
}

}  // namespace nowthen::extract
