#include "serve/event_hub.hpp"

#include "board/board_json.hpp"

namespace nowthen::serve {
namespace {

board::EventBytes last_words(std::string_view reason) {
  return std::make_shared<const std::string>(
      board::event_text("end", {}, "{\"reason\":\"" + std::string(reason) + "\"}"));
}

}  // namespace

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
    const std::scoped_lock lock(hub_->mutex_);
    if (hub_->is_closed_) return {.bytes = last_words("stopping"), .is_over = true};
    return {.bytes = hub_->log_.next(place_, [this] { return board::board_json(hub_->latest_); })};
  }

  void wake() const { wake_(); }

 private:
  std::shared_ptr<EventHub> hub_;
  board::EventLog::Place place_;
  std::function<void()> wake_;
  std::function<bool()> may_go_on_;
};

void EventHub::publish(const board::Board& board) {
  const std::scoped_lock lock(mutex_);
  const auto change = has_board_ ? board::change_json(latest_, board) : std::optional<std::string>("{}");
  latest_ = board;
  has_board_ = true;
  if (change)
    log_.change(*change);
  else
    log_.tick(board::tick_json(board));
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
  const std::scoped_lock lock(mutex_);
  return has_board_ ? board::board_json(latest_) : std::string();
}

}  // namespace nowthen::serve
