#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/random.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "webhooks/endpoint_status.hpp"
#include "webhooks/lane.hpp"
#include "webhooks/outbox.hpp"
#include "webhooks/sender.hpp"

namespace nowthen::webhooks {

/// Accepts events and delivers them: to each receiver at least once, those of one key in order, until it has
/// answered 2xx, three days have passed, or it has said that it is gone (410). One thread a receiver, so that
/// one that is slow delays no other.
///
/// `accept`, `note` and `status` are thread-safe.
class Dispatcher {
 public:
  struct Parts {
    Clock* clock = nullptr;
    Random* random = nullptr;
    archive::Disk* disk = nullptr;
    Sender* sender = nullptr;
    std::function<Instant()> now;  ///< The time that events have: the server's.
    LanePolicy policy{};
    NamesErased names_erased{};  ///< What names one is not accepted. Thread-safe.
    /// Payloads of so many bytes wait for a receiver at most: of more, the oldest are given up.
    std::uint64_t most_bytes = std::uint64_t{64} << 20U;
    /// Told, as one line, when that begins, and again when it begins once more. Thread-safe.
    std::function<void(const std::string&)> warn{};
  };

  /// Whoever does not take an event for so long does not get it.
  static constexpr std::chrono::milliseconds patience = std::chrono::hours(72);
  /// More wait for no receiver: the oldest are given up.
  static constexpr std::size_t most_pending = 500'000;

  /// Opens the outbox at `path`, with what an earlier run left. Fails with `local`.
  static Result<std::unique_ptr<Dispatcher>> open(std::string path, std::vector<Endpoint> endpoints,
                                                  const Parts& parts);

  /// Keeps the events that are news, and the note, and sends them on. They are on the disk when it returns:
  /// all or nothing. Whose event it is that nobody wants is remembered all the same. Fails with `local`.
  /// @return how many were news
  Result<std::size_t> accept(const std::vector<Event>& events, std::optional<std::string> note = {});

  /// The note that was accepted last, also by an earlier run.
  std::optional<std::string> note() const;

  /// Drops what names an erased conversation, as `Outbox::erase` does: it is in the file no more when this
  /// returns, and an attempt that goes on is the last. Thread-safe. Fails with `local`. @return how many
  /// events
  Result<std::size_t> erase();

  std::vector<EndpointStatus> status() const;
  /// Of the outbox that was opened.
  std::size_t damaged_lines() const { return outbox_.damaged(); }

  /// From now on these are the receivers. Who was one before keeps what waits for it, its pauses and its
  /// counts, and is sent to with its new secrets; who is none any more loses what waits. An attempt that goes
  /// on is cut off, and made again. Thread-safe; returns before it is done, where something is being
  /// delivered.
  void receivers_are(std::vector<Endpoint> endpoints);

  /// Delivers until `stop`. Blocks. Fails with `local` where the outbox cannot be written any more.
  Result<void> run(const std::stop_token& stop);

  /// One attempt for that receiver, where one is due. @return when the next one is; nothing: not before
  /// something is accepted. `run` does this on a thread for each.
  Result<std::optional<Clock::Ticks>> step(std::size_t receiver, const std::stop_token& stop);

 private:
  struct Receiver {
    Receiver(Endpoint to, const LanePolicy& policy) : endpoint(std::move(to)), lane(policy) {
      status.url = endpoint.url.shown();
    }
    Endpoint endpoint;
    Lane lane;
    EndpointStatus status;
    bool is_overflowing = false;
    std::stop_source woken{};
  };
  struct Due {
    std::uint64_t number = 0;
    Event event;
  };

  Dispatcher(Outbox outbox, std::vector<Endpoint> endpoints, const Parts& parts);

  void tell_apart();
  Result<void> take_receivers();
  Result<void> run_round(const std::stop_token& stop);
  Result<std::optional<Due>> take_due(Receiver& receiver);
  Result<void> note_attempt(Receiver& receiver, const Due& due, const Attempt& attempt);
  Result<void> hold_back(Receiver& receiver, std::uint64_t number,
                         std::optional<std::chrono::seconds> retry_after);
  Result<void> finish(Receiver& receiver, std::uint64_t number);
  Result<void> give_up(Receiver& receiver, const std::function<bool(const OutboxContent::Pending&)>& is_lost);
  bool holds_too_much(const Receiver& receiver) const;
  Result<bool> give_up_overflow(Receiver& receiver);
  Result<std::size_t> take_in(const std::vector<Event>& events, std::optional<std::string> note,
                              std::vector<std::string>& warnings);
  void add(Receiver& receiver, std::uint64_t number, const OutboxContent::Pending& pending);
  Result<void> rewrite_outbox();
  Result<void> guarded(std::size_t receiver, const std::stop_token& stop);
  Result<void> deliver(std::size_t receiver, const std::stop_token& stop);
  void wait(std::size_t receiver, std::optional<Clock::Ticks> until, const std::stop_token& stop);

  std::mutex rewriting_;  ///< Whoever writes the outbox anew; taken before the other.
  mutable std::mutex mutex_;
  Outbox outbox_;
  Parts parts_;
  std::vector<std::unique_ptr<Receiver>> receivers_;
  std::optional<std::vector<Endpoint>> wanted_;  ///< Those that are to be the receivers.
  std::stop_source round_{};                     ///< Ends deliveries to those that are.
};

}  // namespace nowthen::webhooks
