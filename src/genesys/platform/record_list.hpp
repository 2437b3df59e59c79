#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/listing.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "genesys/platform/reply_check.hpp"
#include "genesys/reading/compact_json.hpp"
#include "genesys/reading/record_splitter.hpp"

namespace nowthen::genesys::platform {

/// Records a page may have; the platform gives 10,000 at most.
inline constexpr std::size_t max_listed = 20'000;

/// A reply that is a list with something around it, taken apart so that one bad record spoils no other.
///
/// Where there is no such list, the envelope is the whole reply: past the last page the platform leaves it
/// out. Where something else stands in its place, `around` fails: no record is lost without a word.
struct RecordList {
  std::string envelope;
  std::vector<std::string_view> records;
  bool was_split = false;

  static RecordList of(const std::string& body, std::string_view list_key) {
    const std::string_view text = without_byte_order_mark(body);
    auto split = reading::split_records(text, list_key, max_listed);
    if (!split) return {.envelope = std::string(text), .records = {}};
    return {.envelope = std::move(split->envelope), .records = std::move(split->records), .was_split = true};
  }

  /// What stands around the list named `list_key`.
  template <class Envelope>
  Result<Envelope> around(std::string_view list_key) const {
    auto read = read_checked<Envelope>(envelope);
    if (!read || was_split || is_without(read->extra, list_key)) return read;
    return malformed(std::string(list_key) + ": not a list of at most " + std::to_string(max_listed) +
                     " records");
  }

  /// Gives each record to `read(bytes)`, a `Result`, and what it says, with the bytes that are kept of it, to
  /// `keep`: `read` takes just these. A record that it refuses is set aside.
  template <class Read, class Keep>
  void each(const std::string& body, std::vector<SetAside>& set_aside, Read read, Keep keep) const {
    reading::Compactor compactor;
    compactor.look_at(body);
    for (const std::string_view bytes : records) {
      auto record = read(bytes);
      std::string json;
      if (record) compactor.assign(bytes, json);
      // White space makes a text long, and a long one may say more: what is kept has to be read again.
      if (record && json.size() != bytes.size()) record = read(json);
      if (!record)
        set_aside.push_back({.bytes = std::string(bytes), .reason = record.error().message});
      else
        keep(*std::move(record), std::move(json));
    }
  }
};

}  // namespace nowthen::genesys::platform
