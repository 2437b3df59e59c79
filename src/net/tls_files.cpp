#include "net/tls_files.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <memory>

namespace nowthen::net {
namespace {

struct ContextFree {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

Error unusable(const char* what, const std::string& file, const char* hint) {
  ERR_clear_error();
  return {.kind = ErrorKind::local, .message = std::string(what) + " cannot be used: " + file, .hint = hint};
}

/// Without it OpenSSL would ask for the password on the terminal.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*data*/) { return -1; }

}  // namespace

Result<void> check_tls_files(const TlsFiles& files) {
  const std::unique_ptr<SSL_CTX, ContextFree> context(SSL_CTX_new(TLS_client_method()));
  if (!context) return unusable("OpenSSL", "out of memory", "");
  SSL_CTX_set_default_passwd_cb(context.get(), no_password);
  if (!files.ca_file.empty() && SSL_CTX_load_verify_file(context.get(), files.ca_file.c_str()) != 1)
    return unusable("the CA file", files.ca_file, "it must be readable and hold certificates as PEM");
  if (files.client_certificate.empty()) return {};
  if (SSL_CTX_use_certificate_chain_file(context.get(), files.client_certificate.c_str()) != 1)
    return unusable("the client certificate", files.client_certificate, "it must be readable PEM");
  const std::string& key = files.client_key.empty() ? files.client_certificate : files.client_key;
  if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1)
    return unusable("the client certificate's key", key,
                    "it must be readable PEM without a password, and belong to the certificate");
  return {};
}

}  // namespace nowthen::net
