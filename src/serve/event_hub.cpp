#include "serve/event_hub.hpp"

#include "board/board_json.hpp"

namespace nowthen::serve {
namespace {

board::EventBytes last_words(std::string_view reason) {
  return std::make_shared<const std::string>(
      board::event_text("end", {}, R"({"reason":")" + std::string(reason) + R"("})"));
}

}  // namespace

/// A board, and its JSON once somebody has asked for it. Thread-safe.
class EventHub::Shown {
 public:
  explicit Shown(board::Board board) : board_(std::move(board)) {}

  const board::Board& board() const { return board_; }
  const std::string& json() const {
    std::call_once(once_, [this] { json_ = board::board_json(board_); });
    return json_;
  }

 private:
  board::Board board_;
  mutable std::once_flag once_;
  mutable std::string json_;
};

class EventHub::Listener final : public net::ServerStream {
 public:
  Listener(std::shared_ptr<EventHub> hub, board::EventLog::Place place, std::function<void()> wake,
           std::function<bool()> may_go_on)
      : hub_(std::move(hub)), place_(place), wake_(std::move(wake)), may_go_on_(std::move(may_go_on)) {}

  ~Listener() override {
    const std::scoped_lock lock(hub_->mutex_);
    hub_->listeners_.erase(this);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  Listener(Listener&&) = delete;
  Listener& operator=(Listener&&) = delete;

  Step next() override {
    if (!may_go_on_()) return {.bytes = last_words("session"), .is_over = true};
    prepare();
    const std::scoped_lock lock(hub_->mutex_);
    if (hub_->is_closed_) return {.bytes = last_words("stopping"), .is_over = true};
    return {.bytes = hub_->log_.next(place_, [this] { return hub_->latest_->json(); })};
  }

  void wake() const { wake_(); }

 private:
  /// Where a whole board is needed it is made before anybody has to wait for it.
  void prepare() const {
    std::shared_ptr<const Shown> shown;
    {
      const std::scoped_lock lock(hub_->mutex_);
      if (hub_->log_.needs_whole(place_)) shown = hub_->latest_;
    }
    if (shown) shown->json();
  }

  std::shared_ptr<EventHub> hub_;
  board::EventLog::Place place_;
  std::function<void()> wake_;
  std::function<bool()> may_go_on_;
};

/// What it comes to is made while nobody waits: listeners and whoever asks need the other mutex alone.
void EventHub::publish(const board::Board& board) {
  const std::scoped_lock one(publishing_);
  std::shared_ptr<const Shown> before;
  {
    const std::scoped_lock lock(mutex_);
    before = latest_;
  }
  const auto change = before ? board::change_json(before->board(), board) : std::optional<std::string>("{}");
  const std::string tick = change ? std::string() : board::tick_json(board);
  auto shown = std::make_shared<const Shown>(board);
  const std::scoped_lock lock(mutex_);
  latest_ = std::move(shown);
  if (change)
    log_.change(*change);
  else
    log_.tick(tick);
  wake_all();
}

/// A listener cannot go meanwhile: it would need the mutex.
void EventHub::wake_all() {
  for (const Listener* listener : listeners_) listener->wake();
}

void EventHub::close() {
  const std::scoped_lock lock(mutex_);
  is_closed_ = true;
  wake_all();
}

std::unique_ptr<net::ServerStream> EventHub::listen(std::string_view last_event_id,
                                                    std::function<void()> wake,
                                                    std::function<bool()> may_go_on) {
  const std::scoped_lock lock(mutex_);
  auto listener = std::make_unique<Listener>(shared_from_this(), log_.place_of(last_event_id),
                                             std::move(wake), std::move(may_go_on));
  listeners_.insert(listener.get());
  return listener;
}

std::size_t EventHub::listeners() const {
  const std::scoped_lock lock(mutex_);
  return listeners_.size();
}

std::string EventHub::latest() const {
  std::shared_ptr<const Shown> shown;
  {
    const std::scoped_lock lock(mutex_);
    shown = latest_;
  }
  return shown ? shown->json() : std::string();
}

}  // namespace nowthen::serve
