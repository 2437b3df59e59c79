#include "cli/commands/commands.hpp"

#include "cli/command.hpp"

namespace nowthen::cli {

void add_all_commands(CommandSet& commands) {
  add_live(commands);
  add_history(commands);
  add_compare(commands);
  add_sync(commands);
  add_serve(commands);
  add_status(commands);
  add_reconcile(commands);
  add_import(commands);
  add_show(commands);
  add_asof(commands);
  add_changes(commands);
  add_diff(commands);
  add_query(commands);
  add_export(commands);
  add_verify(commands);
  add_prune(commands);
  add_backup(commands);
  add_erase(commands);
  add_alerts(commands);
  add_webhooks(commands);
  add_demo(commands);
  add_sim(commands);
  add_auth(commands);
  add_doctor(commands);
  add_completion(commands);
  add_man(commands);
}

}  // namespace nowthen::cli
