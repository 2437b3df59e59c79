#pragma once

namespace nowthen::cli {

/// Puts something on each of the descriptors 0, 1 and 2 that is closed, so that no file or socket opened
/// later gets its number and is taken for standard output. What is put there cannot be written: output to a
/// closed descriptor fails as before (`EBADF`); closed input is at its end. Call it before anything is
/// opened.
void occupy_closed_descriptors() noexcept;

}  // namespace nowthen::cli
