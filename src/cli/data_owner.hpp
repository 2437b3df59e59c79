#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>

#include "access/server.hpp"
#include "cli/lend_request.hpp"
#include "cli/turns.hpp"
#include "extract/data_set.hpp"

namespace nowthen::cli {

/// A data set for whoever owns it, and the server over which others ask it meanwhile: docs/adr/0024.
///
/// The tables may be asked by others at any time; what changes the data set takes turns. A turn may go to a
/// process that borrows the folder: the data set is closed then, and opened again afterwards.
class OwnedData {
 public:
  /// Opens the data set of a folder that this process owns, as it was opened the first time.
  using OpenAgain = std::function<Result<extract::DataSet>(extract::DataFolder)>;

  OwnedData(extract::DataSet data, OpenAgain open_again);
  /// Lets answers end for a moment; then all threads have ended. Waits for a borrower that copies.
  ~OwnedData();
  OwnedData(const OwnedData&) = delete;
  OwnedData& operator=(const OwnedData&) = delete;

  /// Takes requests of others to `target`, where others may ask at all: see `access::Server::handle`.
  /// `Awaited::yes` where the sender is to be told the end even while this process ends.
  void serve(const std::string& target, std::size_t most_bytes, access::Handler handler,
             access::Awaited awaited = access::Awaited::no);

  /// What `offer` says others may ask for, besides what is common to all owners.
  using Offer = std::function<void(OwnedData&)>;

  /// Lets others ask, until this is destroyed or `stop`, which ends all answers at once. Fails with `local`;
  /// the data set can be used all the same.
  Result<void> open_to_others(const std::stop_token& stop, const Offer& offer = {});

  /// `DataSet::take`, one after the other, whoever calls. Thread-safe. Fails with `cancelled` where `stop` is
  /// requested while somebody borrows the folder, too.
  Result<extract::Intake> take_in_turn(const extract::RawPage& page, const std::stop_token& stop);
  /// `DataSet::keep`, likewise.
  Result<void> keep_in_turn(extract::Run& run);

  /// Something of this process's own, likewise.
  Result<void> in_turn(const std::function<Result<void>(extract::DataSet&)>& work);

  /// `DataSet::obey`, likewise; it holds also after somebody borrowed the folder.
  Result<void> obey_in_turn(std::shared_ptr<const extract::RecordPolicy> policy);

  /// What opening the data had to do, the first time.
  const extract::Recovery& recovery() const noexcept { return recovery_; }

 private:
  Result<extract::DataSet*> at_hand();
  Result<boost::json::object> plan(access::Visit& visit);
  Result<boost::json::object> lend(access::Visit& visit);
  void lend_still(access::Visit& visit);
  Result<void> lend_closed(access::Visit& visit, const LendRequest& request);
  bool await_return(extract::DataFolder& folder, access::Visit& visit, const std::stop_token& stop) const;
  Result<void> open_again(extract::DataFolder folder);
  Result<void> open_anew_if_grown(extract::DataSet& data);

  extract::Recovery recovery_;
  std::string path_;
  OpenAgain open_again_;
  std::optional<extract::DataSet> data_;  ///< Nothing: it is lent, or `lost_` for good.
  Error lost_;
  /// In place of that which the data is opened with; nothing: none was given.
  std::optional<std::shared_ptr<const extract::RecordPolicy>> policy_;
  Turns turns_;
  std::stop_token stop_;
  std::stop_source ending_;
  std::unique_ptr<access::Server> server_;  // the first to go: its answers use all of the above
};

}  // namespace nowthen::cli
