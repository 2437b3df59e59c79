#include "net/curl_exchange.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <optional>

#include "net/curl_failure.hpp"
#include "net/exchange_watch.hpp"
#include "net/request_check.hpp"

namespace nowthen::net {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

void append(CurlList& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

/// The caller's fields and ours, in libcurl's notation: `Name;` is an empty field, `Name:` removes its own.
CurlList header_lines(const Headers& headers) {
  CurlList list;
  for (const auto& [name, value] : headers) {
    if (is_transport_header(name)) continue;
    std::string line = name;
    line.append(value.empty() ? ";" : ": ").append(value);
    append(list, line);
  }
  if (!headers.get("Accept-Encoding")) append(list, "Accept-Encoding: gzip, zstd");
  if (!headers.get("Content-Type")) append(list, "Content-Type:");
  append(list, "Expect:");
  return list;
}

/// The longest sleep in one go: a handle that does not wake is to notice a stop too.
constexpr milliseconds longest_wait{500};

long clamped(milliseconds duration) {
  return static_cast<long>(std::clamp<milliseconds::rep>(duration.count(), 1, 24L * 3600 * 1000));
}

/// One transfer from its set-up to its end. libcurl keeps pointers into it, so it stays where it is.
class Exchange {
 public:
  Exchange(CurlHandle& handle, const CurlSetup& setup, const Request& request);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  Result<Reply> run(const std::stop_token& stop);

 private:
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* exchange);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* exchange);
  template <class Take>
  std::size_t taken(std::size_t bytes, Take take) noexcept;
  static int on_connected(void* exchange, char* to, char* from, int to_port, int from_port);

  template <class Value>
  void set(CURLoption option, Value value);
  void set_callbacks();
  void set_method();
  std::optional<Error> drive(const std::stop_token& stop);
  std::optional<CURLcode> advance() const;
  void wait() const;
  ExchangeProgress progress() const;
  long info(CURLINFO what) const;
  Error failure(CURLcode code) const;
  Error named(Error error) const;

  CurlHandle& handle_;
  const CurlSetup& setup_;
  const Request& request_;
  const std::string url_;
  const CurlList headers_;
  ExchangeWatch watch_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  int connections_ = 0;
  bool out_of_memory_ = false;  ///< Met in a callback, where no exception may pass libcurl's frames.
};

Exchange::Exchange(CurlHandle& handle, const CurlSetup& setup, const Request& request)
    : handle_(handle),
      setup_(setup),
      request_(request),
      url_(setup.origin.url + request.target),
      headers_(header_lines(request.headers)),
      watch_(request.timeouts, SteadyClock::now()) {
  handle_.receiver.start();
  set_callbacks();
  set_method();
  set(CURLOPT_URL, url_.c_str());
  set(CURLOPT_HTTPHEADER, headers_.get());
  // Ours decides first; libcurl divides its own among a name's addresses.
  set(CURLOPT_CONNECTTIMEOUT_MS, clamped(request.timeouts.connect + milliseconds(100)));
  curl_multi_add_handle(handle_.multi.get(), handle_.easy.get());
}

Exchange::~Exchange() {
  curl_multi_remove_handle(handle_.multi.get(), handle_.easy.get());
  // No pointer into this object or the request may outlive it, nor its credentials.
  curl_easy_setopt(handle_.easy.get(), CURLOPT_HTTPHEADER, nullptr);
  curl_easy_setopt(handle_.easy.get(), CURLOPT_ERRORBUFFER, nullptr);
  curl_easy_setopt(handle_.easy.get(), CURLOPT_POSTFIELDS, nullptr);
}

template <class Value>
void Exchange::set(CURLoption option, Value value) {
  if (curl_easy_setopt(handle_.easy.get(), option, value) != CURLE_OK) throw std::bad_alloc();
}

void Exchange::set_callbacks() {
  set(CURLOPT_ERRORBUFFER, error_text_.data());
  set(CURLOPT_HEADERFUNCTION, &Exchange::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_PREREQFUNCTION, &Exchange::on_connected);
  set(CURLOPT_PREREQDATA, static_cast<void*>(this));
}

void Exchange::set_method() {
  set(CURLOPT_HTTPGET, 1L);  // undoes what the request before has set
  if (request_.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  } else if (!request_.body.empty() || (request_.method != "GET" && request_.method != "DELETE")) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(CURLOPT_POSTFIELDS, request_.body.data());
  }
  const bool implied = request_.method == "HEAD" || (request_.method == "GET" && request_.body.empty());
  set(CURLOPT_CUSTOMREQUEST, implied ? nullptr : request_.method.c_str());
}

/// What a callback tells libcurl: `bytes` when `take` has taken them all, 0 to end the transfer.
template <class Take>
std::size_t Exchange::taken(std::size_t bytes, Take take) noexcept {
  try {
    return take(handle_.receiver) ? bytes : 0;
  } catch (const std::exception&) {  // bad_alloc or length_error: nothing else is thrown there
    out_of_memory_ = true;
    return 0;
  }
}

std::size_t Exchange::on_header(char* data, std::size_t size, std::size_t count, void* exchange) {
  const std::string_view line(data, size * count);
  return static_cast<Exchange*>(exchange)->taken(
      line.size(), [line](ReplyReceiver& receiver) { return receiver.add_header_line(line); });
}

std::size_t Exchange::on_body(char* data, std::size_t size, std::size_t count, void* exchange) {
  const std::string_view bytes(data, size * count);
  return static_cast<Exchange*>(exchange)->taken(
      bytes.size(), [bytes](ReplyReceiver& receiver) { return receiver.add_body(bytes); });
}

/// libcurl would send a request again when a kept connection closes under it; whether to do so is not its
/// decision.
int Exchange::on_connected(void* exchange, char* /*to*/, char* /*from*/, int /*to_port*/, int /*from_port*/) {
  return ++static_cast<Exchange*>(exchange)->connections_ == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

Result<Reply> Exchange::run(const std::stop_token& stop) {
  auto error = drive(stop);
  if (out_of_memory_)
    return named(Error{.kind = ErrorKind::local, .message = "no memory is left for the reply"});
  if (handle_.receiver.refused() || !error) {
    auto reply = handle_.receiver.finish();
    if (reply) return reply;
    return named(reply.error());
  }
  return std::move(*error);
}

std::optional<Error> Exchange::drive(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] { curl_multi_wakeup(handle_.multi.get()); });
  for (;;) {
    if (stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
    if (const auto code = advance()) return *code == CURLE_OK ? std::nullopt : std::optional(failure(*code));
    const auto now = SteadyClock::now();
    watch_.observe(progress(), now);
    if (auto reason = watch_.expired(now))
      return named(Error{.kind = ErrorKind::transient, .message = std::move(*reason)});
    wait();
  }
}

/// Lets libcurl do what it can without waiting; its verdict once the transfer is over.
std::optional<CURLcode> Exchange::advance() const {
  int running = 0;
  if (curl_multi_perform(handle_.multi.get(), &running) != CURLM_OK) return CURLE_OUT_OF_MEMORY;
  if (running > 0) return std::nullopt;
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(handle_.multi.get(), &left);
  return message == nullptr ? CURLE_OUT_OF_MEMORY : message->data.result;
}

void Exchange::wait() const {
  const auto left = std::chrono::ceil<milliseconds>(watch_.deadline() - SteadyClock::now()).count();
  const auto bounded = static_cast<int>(std::clamp<milliseconds::rep>(left, 0, longest_wait.count()));
  curl_multi_poll(handle_.multi.get(), nullptr, 0, bounded, nullptr);
}

ExchangeProgress Exchange::progress() const {
  curl_off_t sent = 0;
  curl_easy_getinfo(handle_.easy.get(), CURLINFO_SIZE_UPLOAD_T, &sent);
  return {.connected = connections_ > 0,
          .sent = static_cast<std::size_t>(sent),
          .received = handle_.receiver.received_bytes()};
}

long Exchange::info(CURLINFO what) const {
  long value = 0;
  curl_easy_getinfo(handle_.easy.get(), what, &value);
  return value;
}

Error Exchange::failure(CURLcode code) const {
  const CurlFailure told{.code = code,
                         .detail = error_text_.data(),
                         .os_errno = info(CURLINFO_OS_ERRNO),
                         .verify_result = info(CURLINFO_SSL_VERIFYRESULT),
                         .proxy_verify_result = info(CURLINFO_PROXY_SSL_VERIFYRESULT),
                         .awaited_reply = connections_ > 0 && handle_.receiver.received_bytes() == 0,
                         .proxy_status = info(CURLINFO_HTTP_CONNECTCODE)};
  return describe(
      told,
      {.host = setup_.origin.host, .port = setup_.origin.port, .proxy = proxy_name(setup_.proxy.proxy)});
}

Error Exchange::named(Error error) const {
  error.message = setup_.origin.host + ": " + error.message;
  return error;
}

}  // namespace

Result<Reply> exchange(CurlHandle& handle, const CurlSetup& setup, const Request& request,
                       const std::stop_token& stop) {
  if (auto usable = check_request(request); !usable) return usable.error();
  return Exchange(handle, setup, request).run(stop);
}

}  // namespace nowthen::net
