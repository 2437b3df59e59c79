#include "cli/commands/own_tables.hpp"

#include <unistd.h>

#include "access/caller.hpp"
#include "access/remote_tables.hpp"

namespace nowthen::cli {

serve::OpenTables asking_ourselves(const std::string& folder, const std::string& zone) {
  return [folder, zone](const std::stop_token& stop) -> Result<std::unique_ptr<access::Tables>> {
    auto caller = access::Caller::reach(folder, {.process = ::getpid(), .purpose = "serve"}, {}, stop);
    if (!caller) return caller.error();
    return std::unique_ptr<access::Tables>(std::make_unique<access::RemoteTables>(*std::move(caller), zone));
  };
}

}  // namespace nowthen::cli
