#include "simulator/service/request_log.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/http/json_text.hpp"

namespace nowthen::sim {
namespace {

constexpr std::size_t most_entries = 1'000'000;

void append_entry(std::string& out, const RequestLogEntry& entry) {
  out += R"({"at":)";
  append_json_instant(out, entry.at);
  fmt::format_to(std::back_inserter(out), R"(,"ticks":{},"method":)", entry.ticks.count());
  append_json_string(out, entry.method);
  out += R"(,"target":)";
  append_json_string(out, entry.target);
  fmt::format_to(std::back_inserter(out), R"(,"status":{},"fault":)", entry.status);
  append_json_string(out, entry.fault);
  out += R"(,"clientId":)";
  append_json_string(out, entry.client_id);
  out += '}';
}

std::size_t sum(const std::map<int, std::size_t>& statuses) {
  std::size_t total = 0;
  for (const auto& [status, count] : statuses) total += count;
  return total;
}

}  // namespace

void RequestLog::add(RequestLogEntry entry, Endpoint endpoint, std::size_t body_bytes) {
  ++statuses_.at(static_cast<std::size_t>(endpoint))[entry.status];
  bytes_ += body_bytes;
  if (!entry.fault.empty()) ++faults_;
  entries_.push_back(std::move(entry));
  if (entries_.size() <= most_entries) return;
  entries_.pop_front();
  ++dropped_;
}

std::string RequestLog::json(std::size_t first, std::size_t most) const {
  std::string out = fmt::format(R"({{"total":{},"requests":[)", dropped_ + entries_.size());
  const std::size_t begin = std::min(entries_.size(), first > dropped_ ? first - dropped_ : 0);
  const std::size_t end = begin + std::min(most, entries_.size() - begin);
  for (std::size_t at = begin; at < end; ++at) {
    if (at > begin) out += ',';
    append_entry(out, entries_[at]);
  }
  out += "]}";
  return out;
}

std::string RequestLog::stats_json() const {
  std::string out = fmt::format(R"({{"requests":{},"bytes":{},"faults":{},"endpoints":{{)",
                                dropped_ + entries_.size(), bytes_, faults_);
  for (std::size_t at = 0; at < endpoint_count; ++at) {
    if (at > 0) out += ',';
    fmt::format_to(std::back_inserter(out), R"("{}":{{"requests":{},"statuses":{{)",
                   name_of(static_cast<Endpoint>(at)), sum(statuses_.at(at)));
    for (const auto& [status, count] : statuses_.at(at))
      fmt::format_to(std::back_inserter(out), R"({}"{}":{})", out.back() == '{' ? "" : ",", status, count);
    out += "}}";
  }
  out += "}}";
  return out;
}

}  // namespace nowthen::sim
