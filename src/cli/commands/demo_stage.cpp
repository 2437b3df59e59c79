#include "cli/commands/demo_stage.hpp"

#include <fmt/format.h>

#include <ostream>

#include "genesys/client_parts.hpp"

namespace nowthen::cli {
namespace {

constexpr std::string_view indent = "   ";

}  // namespace

std::string_view usual_demo_faults() {
  return R"([
    {"name": "too many requests", "match": {"endpoint": "history"}, "at": 5, "do": 429, "retry_after": 12},
    {"name": "a server that is away", "match": {"endpoint": "history"}, "at": 12, "do": 503},
    {"name": "a token that expires early", "match": {"endpoint": "history"}, "at": 20, "do": "expire_token"}
  ])";
}

DemoStage::DemoStage(const Context& context, std::uint64_t seed)
    : context_(context),
      started_(context.clock.ticks()),
      clock_(context.clock, times_as_fast, beginning()),
      random_(seed),
      progress_(context) {}

Result<std::unique_ptr<DemoStage>> DemoStage::create(const Context& context, const DemoOptions& options) {
  std::unique_ptr<DemoStage> stage(new DemoStage(context, options.seed));
  if (auto opened = stage->open(options); !opened) return opened.error();
  return stage;
}

Instant DemoStage::beginning() {
  using namespace std::chrono;
  return sys_days(year(2026) / November / 18) + hours(15);
}

Result<void> DemoStage::open(const DemoOptions& options) {
  sim::Options world{.seed = options.seed, .days = days, .per_day = per_day, .faults = options.faults};
  const ClientOptions credentials{
      .base_url = "http://127.0.0.1", .client_id = world.client_id, .client_secret = world.client_secret};
  auto simulator = sim::Simulator::create(world, clock_);
  if (!simulator) return simulator.error();
  simulator_ = std::move(*simulator);
  auto client = connect(credentials, Contract::tutorial);
  if (!client) return client.error();
  client_ = *std::move(client);
  auto platform = connect(credentials, Contract::platform);
  if (!platform) return platform.error();
  platform_client_ = *std::move(platform);
  return {};
}

Result<std::unique_ptr<Client>> DemoStage::connect(ClientOptions credentials, Contract contract) {
  credentials.contract = contract;
  credentials.observer = [this, draw = progress_.observer()](const CallEvent& event) {
    tally_.add(event);
    if (draw) draw(event);
  };
  auto client =
      make_client(std::move(credentials),
                  {.api = simulator_->transport(), .login = {}, .clock = &clock_, .random = &random_});
  if (!client) return client.error();
  return std::make_unique<Client>(std::move(*client));
}

Table::Options DemoStage::look() const {
  constexpr int columns_of_a_page = 120;
  const int columns = context_.out_is_terminal ? context_.terminal_width : columns_of_a_page;
  return {.available = static_cast<std::size_t>(columns) - indent.size(),
          .palette = Palette(context_.color_out())};
}

void DemoStage::heading(std::string_view title) {
  progress_.hide();
  const Palette palette(context_.color_out());
  context_.out << '\n'
               << palette.paint(Style::cyan, fmt::format("{} ", ++headings_)) << ' '
               << palette.paint(Style::bold, title) << '\n'
               << std::flush;
}

void DemoStage::say(std::string_view lines) {
  progress_.hide();
  std::string text;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    if (!line.empty()) text.append(indent).append(line);
    text += '\n';
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  context_.out << text << std::flush;
}

}  // namespace nowthen::cli
