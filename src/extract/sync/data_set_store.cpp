#include "extract/sync/data_set_store.hpp"

#include <utility>

#include "core/digest.hpp"

namespace nowthen::extract {
namespace {

void add(Intake& all, Intake part) {
  all.records += part.records;
  all.pages += part.pages;
  all.suppressed += part.suppressed;
  all.policed_values += part.policed_values;
  all.merged += part.merged;
  for (const auto& [field, count] : part.new_fields) all.new_fields[field] += count;
  for (auto& each : part.quarantined) all.quarantined.push_back(std::move(each));
}

}  // namespace

Result<KeptPage> DataSetStore::keep(FetchedPage page) {
  KeptPage found;
  auto kept = with_data_([&](DataSet& data) -> Result<void> {
    auto staged = data.stage(RawPage{.header = std::move(page.header),
                                     .records = std::move(page.records),
                                     .decoded = std::move(page.decoded)});
    if (!staged) return staged.error();
    found.hash = to_hex(staged->head.hash);
    if (staged->first) found.place = PagePlace{staged->first->segment, staged->first->offset};
    return {};
  });
  if (!kept) return kept.error();
  return found;
}

Result<void> DataSetStore::conclude(const LedgerEntry& entry) {
  return with_data_([&](DataSet& data) { return data.stage(entry, entry.concluded_at); });
}

Result<void> DataSetStore::keep_names(const NamesPage& page) {
  return with_data_([&](DataSet& data) { return data.stage(page); });
}

bool DataSetStore::is_erased(const std::string& conversation_id) {
  bool is_erased = false;
  const auto asked = with_data_([&](DataSet& data) -> Result<void> {
    is_erased = data.is_erased(conversation_id);
    return {};
  });
  return asked && is_erased;
}

Result<void> DataSetStore::commit(const std::stop_token& stop) {
  return with_data_([&](DataSet& data) -> Result<void> {
    auto merged = data.commit_staged(stop);
    if (!merged) return merged.error();
    add(intake_, *std::move(merged));
    return {};
  });
}

}  // namespace nowthen::extract
