#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "genesys/page_records.hpp"
#include "genesys/reading/compact_json.hpp"
#include "genesys/reading/json_reading.hpp"

namespace nowthen::genesys::reading {

struct SplitReply;

/// What reading one record came to.
struct RecordOutcome {
  simdjson::error_code broken = simdjson::SUCCESS;  ///< The document's structure does not hold.
  std::string reason;                               ///< Why the record is set aside. Empty: it is good.
};

/// One object of a page's list.
struct RawRecord {
  ondemand::value value;
  JsonReading::Escapes escapes = JsonReading::Escapes::possible;  ///< Of the whole page.
};

/// How one kind of page looks: the list its records are in, a record, the fields around them.
class PageShape {
 public:
  PageShape() = default;
  PageShape(const PageShape&) = delete;
  PageShape& operator=(const PageShape&) = delete;
  virtual ~PageShape() = default;

  virtual std::string_view list_key() const = 0;

  /// A page begins, or is read again: forgets the fields beside the list.
  virtual void begin() {}

  /// Reads an object of the list into `record`, which is new.
  virtual RecordOutcome record(const RawRecord& raw, Conversation& record) = 0;

  /// Reads a field beside the list; what it must not be is noted in `reading`.
  virtual void field(std::string_view key, ondemand::value value, JsonReading& reading) = 0;

  /// Whether the page says what it must, asked once all of it has been read.
  virtual Result<void> finish() { return {}; }
};

/// Reads pages of records in one pass, reusing its buffers from page to page.
///
/// A record that cannot be understood is set aside with its bytes and the rest of the page is used, also
/// where a byte in it spoils the whole document (bad UTF-8, a control character) but the brackets around it
/// hold. A page whose structure is broken is `malformed_reply`. Of a list that comes twice the last one
/// counts. Not thread-safe.
class PageReader {
 public:
  /// The parser needs room behind the end of `body`: where its capacity has none, it is copied.
  Result<void> read(const std::string& body, PageShape& shape, PageRecords& page);

 private:
  Result<void> read_parts(const SplitReply& parts, PageShape& shape, PageRecords& page);
  void read_alone(std::string_view record, PageShape& shape, PageRecords& page);
  Result<void> read_whole(const std::string& body, PageShape& shape, PageRecords& page);
  simdjson::error_code read_root(ondemand::document& document);
  void read_records(ondemand::value value, ondemand::document& document);
  simdjson::error_code read_record(ondemand::value value, ondemand::document& document);
  simdjson::padded_string_view padded(const std::string& body);
  void shrink();

  ondemand::parser parser_;
  std::string copy_;  ///< Of a body without room behind its end.
  Compactor compactor_;
  PageShape* shape_ = nullptr;
  PageRecords* page_ = nullptr;
  JsonReading::Escapes escapes_ = JsonReading::Escapes::possible;  ///< Of the last document.
  JsonReading reading_;
  simdjson::error_code unsound_ = simdjson::SUCCESS;  ///< Why the last document was no sound JSON.
};

/// A whole number from 0 to `max`, or nothing; noted where it is neither that nor null.
std::optional<std::int64_t> whole_number(ondemand::value value, std::string_view name, double max,
                                         JsonReading& reading);

}  // namespace nowthen::genesys::reading
