#include "access/remote_tables.hpp"

#include <utility>

#include "access/answer_reader.hpp"
#include "access/wire.hpp"

namespace nowthen::access {
namespace {

using Found = AnswerReader::Found;

/// Rows as the owner sends them.
class RemoteAnswer final : public Answer {
 public:
  explicit RemoteAnswer(std::unique_ptr<Reply> reply) : reply_(std::move(reply)) {}

  /// Reads what stands before the rows.
  Result<void> begin() {
    const auto found = take_line();
    if (!found) return found.error();
    if (*found != Found::columns) return malformed("it does not begin with columns");
    return {};
  }

  const std::vector<AnswerColumn>& columns() const override { return reader_.columns(); }
  bool is_plan() const override { return reader_.is_plan(); }

  Result<bool> next() override {
    while (!reader_.is_whole()) {
      const auto found = take_line();
      if (!found) return found.error();
      if (*found == Found::row) return true;
      if (*found == Found::end) reply_->finish();
    }
    return false;
  }

  std::span<const Cell> row() const override { return reader_.row().cells; }
  std::size_t rows_at_hand() const override { return reader_.rows_at_hand(); }
  std::int64_t microseconds(std::size_t column) const override { return reader_.row().microseconds[column]; }

 private:
  Result<Found> take_line() {
    const auto line = reply_->line();
    if (!line) return line.error();
    return reader_.take(*line);
  }

  std::unique_ptr<Reply> reply_;
  AnswerReader reader_;
};

}  // namespace

Result<std::unique_ptr<Answer>> RemoteTables::ask(Question question, std::stop_token stop) {
  auto reply = caller_.call("/query", question_text({.question = std::move(question), .time_zone = zone_}),
                            std::move(stop));
  if (!reply) return reply.error();
  auto answer = std::make_unique<RemoteAnswer>(*std::move(reply));
  if (auto begun = answer->begin(); !begun) return begun.error();
  return answer;
}

}  // namespace nowthen::access
