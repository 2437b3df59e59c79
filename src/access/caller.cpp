#include "access/caller.hpp"

#include <fmt/format.h>

#include <utility>

#include "access/answer_reader.hpp"
#include "access/wire.hpp"

namespace nowthen::access {
namespace {

namespace json = boost::json;

/// No single value can be larger in an owner with as much memory as ours takes.
constexpr std::size_t most_line_bytes = std::size_t{1} << 30U;

}  // namespace

struct Caller::State {
  std::string folder;
  Owner owner;
  net::LocalTimeouts timeouts;
  std::optional<net::LocalClient> client;
  bool is_asked = false;
  bool is_of_one_state = false;

  /// What a failure of the connection means.
  Error meaning(const Error& error) const {
    if (error.kind != ErrorKind::transient) return error;
    if (error.message.starts_with("no answer")) return silent_owner(owner);
    return error.message.starts_with("nothing of") ? impatient_owner(owner) : lost_owner(owner);
  }

  Result<void> connect(const std::stop_token& stop) {
    auto connected = net::LocalClient::connect(socket_in(folder), timeouts, stop);
    if (!connected) return meaning(connected.error());
    client.emplace(*std::move(connected));
    return {};
  }
};

namespace {

class ReplyLines final : public Reply {
 public:
  ReplyLines(net::LocalClient client, std::shared_ptr<Caller::State> state)
      : client_(std::move(client)), state_(std::move(state)) {}

  Result<std::string_view> line() override {
    for (;;) {
      auto next = lines_.next();
      if (!next) return next.error();
      if (*next) return **next;
      auto piece = client_->read();
      if (!piece) return state_->meaning(piece.error());
      if (piece->empty()) return malformed("it has no end");
      lines_.feed(*piece);
    }
  }

  Result<std::optional<json::value>> next() override {
    const auto text = line();
    if (!text) return text.error();
    auto value = parse_line(*text);
    if (!value) return value.error();
    const json::object* const object = value->if_object();
    if (object == nullptr) return std::optional<json::value>(*std::move(value));
    if (const auto* const error = object->if_contains("error")) return error_from(*error);
    const auto* const end = object->if_contains("end");
    if (end == nullptr || !end->is_object()) return std::optional<json::value>(*std::move(value));
    end_ = end->get_object();
    finish();
    return std::optional<json::value>();
  }

  const json::object& end() const override { return end_; }

  /// The answer is whole: the connection goes back for the next call.
  void finish() override {
    const auto rest = client_->read();
    if (rest && rest->empty()) state_->client.emplace(*std::move(client_));
    client_.reset();
  }

 private:
  std::optional<net::LocalClient> client_;
  std::shared_ptr<Caller::State> state_;
  LineSplitter lines_{most_line_bytes};
  json::object end_;
};

}  // namespace

Result<Caller> Caller::reach(const std::string& folder, Owner owner, const net::LocalTimeouts& timeouts,
                             const std::stop_token& stop) {
  auto state = std::make_shared<State>(
      State{.folder = folder, .owner = std::move(owner), .timeouts = timeouts, .client = std::nullopt});
  if (auto connected = state->connect(stop); !connected) return connected.error();
  return Caller(std::move(state));
}

Caller::Caller(std::shared_ptr<State> state) : state_(std::move(state)) {}
Caller::~Caller() = default;
Caller::Caller(Caller&&) noexcept = default;
Caller& Caller::operator=(Caller&&) noexcept = default;

void Caller::stay_in_one_state() noexcept { state_->is_of_one_state = true; }

const Owner& Caller::owner() const noexcept { return state_->owner; }

Result<std::unique_ptr<Reply>> Caller::call(const std::string& target, std::string body,
                                            std::stop_token stop) {
  if (!state_->client && state_->is_asked && state_->is_of_one_state) return other_state(state_->owner);
  state_->is_asked = true;
  if (!state_->client)
    if (auto connected = state_->connect(stop); !connected)
      return connected.error().kind == ErrorKind::not_found ? lost_owner(state_->owner) : connected.error();
  net::LocalClient client = *std::exchange(state_->client, std::nullopt);
  const auto status = client.send(
      {.method = "POST", .target = target, .headers = {}, .body = std::move(body)}, std::move(stop));
  if (!status) return state_->meaning(status.error());
  if (*status == 503) return busy_owner(state_->owner);
  if (*status == 404)
    return Error{.kind = ErrorKind::local,
                 .message = fmt::format("process {} {} has the data, and does not take that",
                                        state_->owner.process, state_->owner.purpose),
                 .hint = "wait until it has ended, then try again"};
  if (*status != 200) return malformed(fmt::format("status {}", *status));
  return std::make_unique<ReplyLines>(std::move(client), state_);
}

}  // namespace nowthen::access
