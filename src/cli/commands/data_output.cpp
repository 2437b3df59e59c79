#include "cli/commands/data_output.hpp"

#include "cli/output/ostream_sink.hpp"

namespace nowthen::cli {

Result<DataOutput> DataOutput::open(const Context& context, const std::string& path) {
  if (path.empty() || path == "-") return DataOutput(std::make_unique<OstreamSink>(context.out), nullptr);
  auto file = FileOutput::create(path);
  if (!file) return file.error();
  FileOutput* const kept = file->get();
  return DataOutput(std::move(*file), kept);
}

}  // namespace nowthen::cli
