#include "simulator/platform/answers.hpp"

namespace nowthen::sim {

Checked<PlatformAnswer> answer_conversations(const PlatformContext&, const PlatformRequest&) {
  return PlatformAnswer{
      R"({"entities":[],"pageSize":25,"pageNumber":1,"total":0,"firstUri":"/api/v2/conversations?pageNumber=1",)"
      R"("selfUri":"/api/v2/conversations?pageNumber=1","lastUri":"/api/v2/conversations?pageNumber=1","pageCount":0})"};
}

}  // namespace nowthen::sim
