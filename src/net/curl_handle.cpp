#include "net/curl_handle.hpp"

#include <new>

namespace nowthen::net {
namespace {

constexpr long receive_buffer_bytes = 128L << 10U;  // a page of 100 conversations in one or two reads
constexpr long idle_connection_seconds = 60;        // servers commonly close after 60 to 75

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  if (curl_easy_setopt(easy, option, value) != CURLE_OK) throw std::bad_alloc();
}

void set_unless_empty(CURL* easy, CURLoption option, const std::string& value) {
  if (!value.empty()) set(easy, option, value.c_str());
}

void set_protocol(CURL* easy) {
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_PATH_AS_IS, 1L);
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(easy, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // a proxy never sees our credentials
}

void set_connection(CURL* easy) {
  set(easy, CURLOPT_TCP_NODELAY, 1L);
  set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  set(easy, CURLOPT_BUFFERSIZE, receive_buffer_bytes);
  set(easy, CURLOPT_MAXAGE_CONN, idle_connection_seconds);
  set(easy, CURLOPT_QUICK_EXIT, 1L);  // a stop does not wait for a name that is still being resolved
}

void set_tls(CURL* easy, const TlsFiles& files) {
  set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  set(easy, CURLOPT_PROXY_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(easy, CURLOPT_PROXY_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_PROXY_SSL_VERIFYHOST, 2L);
  if (!files.ca_file.empty()) {
    set(easy, CURLOPT_CAPATH,
        static_cast<const char*>(nullptr));  // the file replaces the system's, not joins it
    set(easy, CURLOPT_PROXY_CAPATH, static_cast<const char*>(nullptr));
    set(easy, CURLOPT_CAINFO, files.ca_file.c_str());
    set(easy, CURLOPT_PROXY_CAINFO, files.ca_file.c_str());
  }
  set_unless_empty(easy, CURLOPT_SSLCERT, files.client_certificate);
  set_unless_empty(easy, CURLOPT_SSLKEY,
                   files.client_key.empty() ? files.client_certificate : files.client_key);
}

void set_proxy(CURL* easy, const ProxyChoice& choice) {
  set(easy, CURLOPT_PROXY, choice.proxy.c_str());  // empty: none, whatever the environment says
  set(easy, CURLOPT_NOPROXY, choice.no_proxy.c_str());
}

/// `host:port:address,address`, for the host as the URL has it.
CurlList pinned(const CurlSetup& setup) {
  if (setup.addresses.empty()) return nullptr;
  const bool is_v6 = setup.origin.host.find(':') != std::string::npos;
  std::string entry = is_v6 ? "[" + setup.origin.host + "]" : setup.origin.host;
  entry += ":" + (setup.origin.port.empty() ? std::string("443") : setup.origin.port) + ":";
  for (const std::string& address : setup.addresses)
    entry.append(&address == &setup.addresses.front() ? "" : ",")
        .append(address.find(':') == std::string::npos ? address : "[" + address + "]");
  CurlList list(curl_slist_append(nullptr, entry.c_str()));
  if (!list) throw std::bad_alloc();
  return list;
}

}  // namespace

CurlHandle::CurlHandle(const CurlSetup& setup)
    : addresses(pinned(setup)), easy(curl_easy_init()), multi(curl_multi_init()), receiver(setup.limits) {
  if (!easy || !multi) throw std::bad_alloc();
  wakes = curl_multi_wakeup(multi.get()) == CURLM_OK;
  set_protocol(easy.get());
  set_connection(easy.get());
  set_tls(easy.get(), setup.tls);
  set_proxy(easy.get(), setup.proxy);
  set(easy.get(), CURLOPT_USERAGENT, setup.user_agent.c_str());
  if (addresses) set(easy.get(), CURLOPT_RESOLVE, addresses.get());
}

}  // namespace nowthen::net
