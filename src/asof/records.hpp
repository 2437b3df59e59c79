#pragma once
#include <map>
#include <nowthen/model/conversation_detail.hpp>
#include <optional>
#include <string>
#include <vector>

#include "access/answer.hpp"
#include "floor/leg.hpp"

namespace nowthen::asof {

/// Records of history put together again from the rows of the tables, as far as a floor needs them.
class Records {
 public:
  /// A row of `present`; those of queues, agents and users count.
  void add_present(const access::Answer& row);
  /// A row of `stretches`: what a present one may go on from. Likewise.
  void add_stretch(const access::Answer& row);
  /// A row of `recent_records` or `earlier_records`; of what no segment is known, it is left out.
  void add_record(const access::Answer& row);

  std::vector<std::string> ids() const;
  std::vector<std::string> ids_without_record() const;
  void forget(const std::string& id) { records_.erase(id); }
  /// When the record was true.
  std::optional<Instant> as_of(const std::string& id) const;
  /// Whether it was read before `at` and goes on: then nobody knows whether it still did at `at`.
  bool is_older(const std::string& id, Instant at) const;
  /// The legs of all of them.
  std::vector<floor::Leg> legs() const;

 private:
  struct Line {
    std::string media_type;
    std::string direction;
    std::map<std::int64_t, Segment> segments;  ///< By position.
  };
  struct Party {
    std::string purpose;
    UserId user_id;
    std::map<std::int64_t, Line> lines;
  };
  struct Record {
    std::optional<Instant> as_of;
    bool has_ended = false;
    std::map<std::int64_t, Party> parties;
  };
  Party& party_of(const access::Answer& row);
  static ConversationDetail detail_of(const std::string& id, const Record& record);

  std::map<std::string, Record> records_;
};

}  // namespace nowthen::asof
