#include "net/self_signed.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>
#include <nowthen/core/error.hpp>

namespace nowthen::net {
namespace {

struct OpensslFree {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
  void operator()(ASN1_OCTET_STRING* octets) const { ASN1_OCTET_STRING_free(octets); }
};
template <class T>
using Owned = std::unique_ptr<T, OpensslFree>;

void require(bool ok, const char* step) {
  if (ok) return;
  ERR_clear_error();
  throw ApiError(Error{.kind = ErrorKind::local,
                       .message = std::string("no self-signed certificate: OpenSSL failed to ") + step});
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

/// OpenSSL's notation for a subject alternative name.
std::string alternative_name(const std::string& name) {
  const Owned<ASN1_OCTET_STRING> address(a2i_IPADDRESS(name.c_str()));
  ERR_clear_error();
  return (address ? "IP:" : "DNS:") + name;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string joined;
  for (const auto& name : names) joined += (joined.empty() ? "" : ",") + alternative_name(name);
  return joined;
}

void add_extension(X509* certificate, int nid, const std::string& value) {
  const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str()));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "add an extension");
}

void set_serial(X509* certificate) {
  std::uint32_t serial = 0;
  require(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "draw a serial number");
  require(ASN1_INTEGER_set(X509_get_serialNumber(certificate), static_cast<long>(serial | 1U)) == 1,
          "number it");
}

void set_time(ASN1_TIME* field, Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  require(ASN1_TIME_set(field, static_cast<std::time_t>(seconds)) != nullptr, "set its validity");
}

void set_subject(X509* certificate, const std::string& common_name) {
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.c_str());
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1, "name it");
  require(X509_set_issuer_name(certificate, name) == 1, "name its issuer");
}

}  // namespace

CertificatePem make_self_signed(const SelfSignedOptions& options) {
  const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  const Owned<X509> certificate(X509_new());
  require(key && certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1, "make a key");
  set_serial(certificate.get());
  set_time(X509_getm_notBefore(certificate.get()), options.not_before);
  set_time(X509_getm_notAfter(certificate.get()), options.not_after);
  set_subject(certificate.get(), options.common_name);
  require(X509_set_pubkey(certificate.get(), key.get()) == 1, "set its key");
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE");
  if (!options.names.empty())
    add_extension(certificate.get(), NID_subject_alt_name, alternative_names(options.names));
  require(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "sign it");

  const Owned<BIO> certificate_text(BIO_new(BIO_s_mem()));
  const Owned<BIO> key_text(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1, "write it");
  require(PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "write its key");
  return {.certificate = text_of(certificate_text.get()), .key = text_of(key_text.get())};
}

}  // namespace nowthen::net
