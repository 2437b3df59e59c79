#include "cli/data_access.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <ostream>
#include <utility>

#include "access/direct_tables.hpp"
#include "access/remote_tables.hpp"
#include "cli/open_data_set.hpp"
#include "cli/outbox_slot.hpp"
#include "cli/report_error.hpp"
#include "cli/taking.hpp"

namespace nowthen::cli {
namespace {

using extract::DataFolder;
using extract::Holder;

Result<ReachedData> opened(DataFolder folder, const KeepSettings& keep) {
  if (!std::filesystem::exists(folder.warehouse()))
    return Error{
        .kind = ErrorKind::not_found,
        .message = "there are no tables in " + folder.path(),
        .hint =
            "load something with nowthen import FILE: they are made, from the archive where there is one"};
  const auto library = warehouse::Library::load();
  if (!library) return library.error();
  auto tables = warehouse::Warehouse::open(*library, {.path = folder.warehouse(),
                                                      .access = warehouse::Access::read_only,
                                                      .threads = keep.threads,
                                                      .memory_limit = keep.memory,
                                                      .spill_folder = folder.spill()});
  if (!tables) return tables.error();
  return ReachedData(OpenedData{std::move(folder), *std::move(tables)});
}

access::OnDamage doubt(std::string tables) {
  return [tables = std::move(tables)](const warehouse::Failure& failure) {
    extract::doubt_tables(tables, failure.message);
  };
}

/// Opened again after it was lent, while this process does something else: nothing is told then.
Result<std::unique_ptr<OwnedData>> opened_to_others(Context& context, DataFolder folder,
                                                    const OwnedData::Offer& offer) {
  auto data = open_data_set(context, std::move(folder));
  if (!data) return data.error();
  auto owned = std::make_unique<OwnedData>(*std::move(data), [&context](DataFolder lent) {
    return open_data_set(context, std::move(lent), {.telling = Telling::nothing});
  });
  const auto shared = owned->open_to_others(context.stop, [&](OwnedData& opened) {
    offer_outbox(opened, context);
    if (offer) offer(opened);
  });
  if (!shared && !context.settings.quiet)
    context.err << "note: others cannot ask the data while this runs: " << neutralised(shared.error().message)
                << '\n';
  return owned;
}

/// Tables wherever they are; where their owner has just ended, they are reached anew, unless something of
/// them has been told already: an answer to the next question may be of another state.
class KeptTables final : public access::Tables {
 public:
  KeptTables(const Context& context, std::string purpose) : context_(context), purpose_(std::move(purpose)) {}

  Result<void> reach() {
    tables_.reset();
    opened_.reset();
    auto reached = reach_data(context_, purpose_);
    if (!reached) return reached.error();
    const std::string& zone = context_.settings.zone.name();
    if (auto* const caller = std::get_if<access::Caller>(&*reached)) {
      caller->stay_in_one_state();
      tables_ = std::make_unique<access::RemoteTables>(std::move(*caller), zone);
      return {};
    }
    opened_ = std::make_unique<OpenedData>(std::get<OpenedData>(*std::move(reached)));
    auto connection = opened_->tables.connect();
    if (!connection) return connection.error();
    auto direct =
        access::DirectTables::over(*std::move(connection), zone, doubt(opened_->folder.warehouse()));
    if (!direct) return direct.error();
    tables_ = *std::move(direct);
    return {};
  }

  Result<std::unique_ptr<access::Answer>> ask(access::Question question, std::stop_token stop) override {
    for (int look = 0;; ++look) {
      auto answer = tables_->ask(question, stop);
      is_asked_ = is_asked_ || answer;
      if (answer || is_asked_ || answer.error().kind != ErrorKind::transient || look == most_looks)
        return answer;
      if (!context_.clock.wait_for(between_looks, stop)) return interrupted();
      if (auto reached = reach(); !reached) return reached.error();
    }
  }

 private:
  const Context& context_;
  std::string purpose_;
  std::unique_ptr<OpenedData> opened_;  // outlives the tables
  std::unique_ptr<access::Tables> tables_;
  bool is_asked_ = false;
};

}  // namespace

Result<std::string> data_path(const Settings& settings) {
  if (settings.home.empty())
    return Error{.kind = ErrorKind::local,
                 .message = "it is not known where data is kept",
                 .hint = "export NOWTHEN_HOME=FOLDER"};
  return settings.home + "/" + (settings.profile.empty() ? "default" : settings.profile);
}

Result<void> require_data(const Context& context) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  if (std::filesystem::exists(*path + "/lock")) return {};
  return DataFolder::none_in(*path);
}

Result<ReachedData> reach_data(const Context& context, const std::string& purpose) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  Taking taking(context, *path, extract::Use::shared, purpose);
  for (;;) {
    auto taken = taking.look();
    if (!taken) return taken.error();
    if (auto* const folder = std::get_if<DataFolder>(&*taken))
      return opened(std::move(*folder), context.settings.keep);
    const auto& holder = std::get<Holder>(*taken);
    auto caller = reach_owner(context, *path, holder);
    if (caller) return ReachedData(*std::move(caller));
    if (!is_passing(caller.error())) return caller.error();
    if (auto waited = taking.wait(holder); !waited) return waited.error();
  }
}

Result<ReadAccess> open_for_reading(const Context& context, const std::string& purpose) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  auto tables = std::make_unique<KeptTables>(context, purpose);
  if (auto reached = tables->reach(); !reached) return reached.error();
  return ReadAccess{.archive = *path + "/archive", .tables = std::move(tables)};
}

Result<std::variant<std::unique_ptr<OwnedData>, access::Caller>> own_or_reach(Context& context,
                                                                              const std::string& purpose,
                                                                              const OwnedData::Offer& offer) {
  const auto path = data_path(context.settings);
  if (!path) return path.error();
  ::umask(S_IRWXG | S_IRWXO);  // DuckDB's log and what it spills are nobody else's either
  using Reached = std::variant<std::unique_ptr<OwnedData>, access::Caller>;
  Taking taking(context, *path, extract::Use::owned, purpose);
  for (;;) {
    auto taken = taking.look();
    if (!taken) return taken.error();
    if (auto* const folder = std::get_if<DataFolder>(&*taken)) {
      auto data = opened_to_others(context, std::move(*folder), offer);
      if (!data) return data.error();
      return Reached(*std::move(data));
    }
    const auto& holder = std::get<Holder>(*taken);
    if (holder.is_owner()) {
      auto caller = reach_owner(context, *path, holder);
      if (caller) return Reached(*std::move(caller));
      if (!is_passing(caller.error())) return caller.error();
    }
    if (auto waited = taking.wait(holder); !waited) {
      Error error = waited.error();  // another look may find it, for who has the patience
      if (error.kind == ErrorKind::local) error.kind = ErrorKind::transient;
      return error;
    }
  }
}

}  // namespace nowthen::cli
