#pragma once

namespace nowthen::cli {

class CommandSet;

// One function a command, each in the .cpp file of its name: declares its options and keeps its work for
// later.
void add_live(CommandSet& commands);
void add_history(CommandSet& commands);
void add_compare(CommandSet& commands);
void add_sync(CommandSet& commands);
void add_serve(CommandSet& commands);
void add_status(CommandSet& commands);
void add_reconcile(CommandSet& commands);
void add_import(CommandSet& commands);
void add_show(CommandSet& commands);
void add_asof(CommandSet& commands);
void add_changes(CommandSet& commands);
void add_diff(CommandSet& commands);
void add_verify(CommandSet& commands);
void add_prune(CommandSet& commands);
void add_backup(CommandSet& commands);
void add_query(CommandSet& commands);
void add_export(CommandSet& commands);
void add_erase(CommandSet& commands);
void add_alerts(CommandSet& commands);
void add_webhooks(CommandSet& commands);
void add_auth(CommandSet& commands);
void add_doctor(CommandSet& commands);
void add_sim(CommandSet& commands);
void add_demo(CommandSet& commands);
void add_completion(CommandSet& commands);
void add_man(CommandSet& commands);

/// Every command there is, in the order in which help shows them.
void add_all_commands(CommandSet& commands);

}  // namespace nowthen::cli
