#include "cli/taking.hpp"

#include <utility>

namespace nowthen::cli {

using extract::DataFolder;
using extract::Holder;

Result<std::variant<DataFolder, Holder>> Taking::look() {
  auto taken = DataFolder::try_to_take(path_, use_, purpose_);
  if (!taken || use_ == extract::Use::shared) return taken;
  if (const auto* const holder = std::get_if<Holder>(&*taken);
      holder != nullptr && !holder->is_owner() && !(next_ && next_->is_in_front()))
    next_.emplace(path_);
  return taken;
}

Result<void> Taking::wait(const Holder& holder) {
  if (look_++ == most_looks) return DataFolder::in_use(path_, holder);
  if (!context_.clock.wait_for(between_looks, context_.stop)) return interrupted();
  return {};
}

Result<access::Caller> reach_owner(const Context& context, const std::string& path, const Holder& holder) {
  auto caller =
      access::Caller::reach(path, {.process = holder.process, .purpose = holder.purpose}, {}, context.stop);
  if (caller && context.log != nullptr)
    context.log->write(
        LogLevel::debug, "the process that owns the data is asked",
        {{"process", std::int64_t{holder.process}}, {"does", std::string_view(holder.purpose)}});
  return caller;
}

bool is_passing(const Error& error) {
  return error.kind == ErrorKind::not_found || error.kind == ErrorKind::transient;
}

Error interrupted() { return {.kind = ErrorKind::cancelled, .message = "interrupted"}; }

}  // namespace nowthen::cli
