#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>
#include <vector>

#include "net/origin.hpp"
#include "net/proxy_choice.hpp"
#include "net/reply_receiver.hpp"
#include "net/tls_files.hpp"

namespace nowthen::net {

/// What every handle of one transport is set up with.
struct CurlSetup {
  Origin origin;
  ProxyChoice proxy;
  TlsFiles tls;
  std::string user_agent;
  ReplyLimits limits;
  std::vector<std::string> addresses{};  ///< Of the origin's host; empty: those that its name has.
};

struct EasyFree {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, ListFree>;

struct MultiFree {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

/// One transfer at a time: an easy handle in a multi handle of its own, with its connection kept alive
/// between transfers and the working memory for replies. Used by one thread at a time.
///
/// The multi handle is there for its wake-up: a stop ends a transfer at once, whatever it waits for.
struct CurlHandle {
  /// Throws `std::bad_alloc` when libcurl gives none.
  explicit CurlHandle(const CurlSetup& setup);

  CurlList addresses;  ///< libcurl keeps a pointer to it.
  std::unique_ptr<CURL, EasyFree> easy;
  std::unique_ptr<CURLM, MultiFree> multi;  ///< Freed first: it may still hold the easy handle's connection.
  ReplyReceiver receiver;
  bool wakes =
      true;  ///< False: made while no file descriptor was free; a stop is noticed late. Not to be kept.
};

}  // namespace nowthen::net
