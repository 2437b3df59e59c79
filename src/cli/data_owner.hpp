#pragma once
#include <memory>
#include <mutex>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

#include "access/server.hpp"
#include "extract/data_set.hpp"

namespace nowthen::cli {

/// A data set for whoever owns it, and the server over which others ask it meanwhile.
///
/// The tables may be asked by others at any time; what changes the data set is for one thread at a time, and
/// goes through `take_in_turn` as soon as somebody else may do it, too.
class OwnedData : public extract::DataSet {
 public:
  explicit OwnedData(extract::DataSet data) : DataSet(std::move(data)) {}

  /// Lets others ask, until this is destroyed or `stop`, which ends all answers at once. Fails with `local`;
  /// the data set can be used all the same. What puts another file in place of the tables (`erase`,
  /// `rewrite_tables`) must not be done from then on.
  Result<void> open_to_others(const std::stop_token& stop);

  /// Takes requests of others to `target`, where others may ask at all: see `access::Server::handle`.
  void serve(const std::string& target, std::size_t most_bytes, access::Handler handler);

  /// `take`, one after the other, whoever calls. Thread-safe.
  Result<extract::Intake> take_in_turn(const extract::RawPage& page, const std::stop_token& stop);
  /// `keep`, likewise.
  Result<void> keep_in_turn(extract::Run& run);

 private:
  std::unique_ptr<std::mutex> turn_ = std::make_unique<std::mutex>();
  std::unique_ptr<access::Server> server_;  // the first to go: its answers use all of the above
};

}  // namespace nowthen::cli
