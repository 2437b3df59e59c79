#pragma once
#include <nowthen/core/instant.hpp>
#include <string>
#include <vector>

namespace nowthen::net {

/// A certificate and its private key, both PEM text.
struct CertificatePem {
  std::string certificate;
  std::string key;
};

/// What `make_self_signed` puts into the certificate.
struct SelfSignedOptions {
  std::string common_name = "localhost";
  std::vector<std::string> names{"localhost", "127.0.0.1",
                                 "::1"};  ///< DNS names and IP addresses it is good for.
  Instant not_before{std::chrono::sys_days{std::chrono::year{2020} / 1 / 1}};
  Instant not_after{std::chrono::sys_days{std::chrono::year{2049} / 12 / 31}};
};

/// A certificate signed with its own new P-256 key: for tests and the simulator's TLS, where the client is
/// given the certificate as its CA file. It can sign no other.
///
/// Throws `ApiError` (`local`) when OpenSSL refuses.
CertificatePem make_self_signed(const SelfSignedOptions& options = {});

}  // namespace nowthen::net
