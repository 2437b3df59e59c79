#pragma once
#include <nowthen/core/result.hpp>
#include <string>

namespace nowthen::net {

/// The files that a TLS client is set up with. Empty: not used.
struct TlsFiles {
  std::string ca_file;
  std::string client_certificate;
  std::string client_key;  ///< Empty: in the certificate's file.
};

/// Reads the files as a connection later will, so that a wrong one is told at the start and by its name.
///
/// Fails with `local`. An encrypted key is refused: there is nobody to ask for its password.
Result<void> check_tls_files(const TlsFiles& files);

}  // namespace nowthen::net
