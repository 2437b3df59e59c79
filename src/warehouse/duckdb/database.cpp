#include "warehouse/duckdb/database.hpp"

#include <fmt/format.h>

#include <mutex>

#include "warehouse/duckdb/handles.hpp"

namespace nowthen::warehouse {
namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

class Config {
 public:
  explicit Config(const Functions& call) : call_(call) { call_.create_config(&config_); }
  ~Config() { call_.destroy_config(&config_); }
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;

  Outcome<void> set(const Settings& settings) {
    for (const auto& [name, value] : settings)
      if (call_.set_config(config_, name.c_str(), value.c_str()) == DuckDBError)
        return Failure{.kind = FailureKind::invalid_value,
                       .message = fmt::format("DuckDB refuses the setting {} = {}", name, value)};
    return boost::system::in_place_value;
  }

  duckdb_config get() const noexcept { return config_; }

 private:
  const Functions& call_;
  duckdb_config config_ = nullptr;
};

Settings settings_of(const DatabaseOptions& options) {
  Settings settings{{"autoinstall_known_extensions", "false"},
                    {"autoload_known_extensions", "false"},
                    {"access_mode", options.access == Access::read_only ? "READ_ONLY" : "READ_WRITE"}};
  if (options.path.empty()) settings.back().second = "AUTOMATIC";  // in memory there is nothing but writing
  if (options.threads > 0) settings.emplace_back("threads", std::to_string(options.threads));
  if (!options.memory_limit.empty()) settings.emplace_back("memory_limit", options.memory_limit);
  // Without a folder of its own, a database in memory would spill into the working directory.
  if (!options.temp_directory.empty() || options.path.empty())
    settings.emplace_back("temp_directory", options.temp_directory);
  settings.insert(settings.end(), options.settings.begin(), options.settings.end());
  return settings;
}

}  // namespace

Outcome<Database> Database::open(const Library& library, const DatabaseOptions& options) {
  auto handle = std::make_shared<DatabaseHandle>(library);
  const Functions& call = handle->call;
  Config config(call);
  if (auto set = config.set(settings_of(options)); !set) return set.error();
  char* message = nullptr;
  const char* const path = options.path.empty() ? nullptr : options.path.c_str();
  if (call.open_ext(path, &handle->database, config.get(), &message) == DuckDBSuccess)
    return Database(handle);
  handle->database = nullptr;
  Failure failure = failure_from(text_of(message));
  call.free(message);
  return failure;
}

Outcome<Connection> Database::connect() const {
  const std::shared_lock connecting(handle_->connecting);
  auto connection = std::make_shared<ConnectionHandle>(handle_);
  if (handle_->call.connect(handle_->database, &connection->connection) == DuckDBSuccess)
    return Connection(std::move(connection));
  return Failure{.kind = FailureKind::unusable, .message = "DuckDB gives no connection to the open database"};
}

std::unique_lock<std::shared_mutex> Database::keep_alone() const {
  std::unique_lock alone(handle_->connecting);
  const long others = handle_.use_count() - 2;  // but this object and the one connection
  if (others > 0) alone.unlock();
  return alone;
}

const Library& Database::library() const noexcept { return handle_->library; }

}  // namespace nowthen::warehouse
