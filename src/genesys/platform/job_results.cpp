#include <nowthen/genesys/platform.hpp>
#include <unordered_set>

namespace nowthen {

/// Where reading a job's results is: which cursor comes next, which came already.
class JobResults::Source {
 public:
  Source(Platform platform, JobId id, JobPageQuery query, std::stop_token stop)
      : platform_(platform), id_(std::move(id)), query_(std::move(query)), stop_(std::move(stop)) {}

  Result<std::optional<JobPage>> next_page() {
    if (ended_) return std::optional<JobPage>{};
    auto page = platform_.job_results(id_, query_, stop_);
    if (!page) return page.error();
    seen_.insert(query_.cursor);
    if (!page->next_cursor.empty() && seen_.contains(page->next_cursor)) return in_a_circle();
    ended_ = page->next_cursor.empty();
    query_.cursor = page->next_cursor;
    return std::optional(*std::move(page));
  }

  const std::string& cursor() const noexcept { return query_.cursor; }

 private:
  static Error in_a_circle() {
    return {.kind = ErrorKind::malformed_reply,
            .message = "the server gives a cursor a second time: its pages lead in a circle",
            .hint = "start the job again"};
  }

  Platform platform_;
  JobId id_;
  JobPageQuery query_;
  std::stop_token stop_;
  std::unordered_set<std::string> seen_;
  bool ended_ = false;
};

JobResults::JobResults(std::unique_ptr<Source> source) : source_(std::move(source)) {}
JobResults::JobResults(JobResults&&) noexcept = default;
JobResults& JobResults::operator=(JobResults&&) noexcept = default;
JobResults::~JobResults() = default;

Result<std::optional<JobPage>> JobResults::next_page() { return source_->next_page(); }
const std::string& JobResults::cursor() const noexcept { return source_->cursor(); }

JobResults Platform::results(const JobId& id, const JobPageQuery& query, std::stop_token stop) const {
  return JobResults(std::make_unique<JobResults::Source>(*this, id, query, std::move(stop)));
}

}  // namespace nowthen
