# Language level, warnings, ccache and the precompiled header, for every target of ours.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(NOWTHEN_CCACHE ccache)
if(NOWTHEN_CCACHE)
  # Paths relative to the source folder, so that two checkouts share one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${NOWTHEN_CCACHE})
endif()

option(NOWTHEN_WERROR "Treat warnings as errors" OFF)
set(NOWTHEN_SANITIZE "" CACHE STRING "Sanitizers, such as address,undefined or thread")

add_library(nowthen_options INTERFACE)
# -Wno-missing-field-initializers: options structs are filled with designated initializers, the rest by default.
target_compile_options(nowthen_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2 -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # -Wno-tsan: Asio's fences are outside what gcc's thread sanitizer models, and it says so at each of them.
  target_compile_options(nowthen_options INTERFACE -Wduplicated-cond -Wlogical-op -Wuseless-cast -Wno-tsan
    -Winvalid-pch -fpch-preprocess)
endif()
if(NOWTHEN_WERROR)
  target_compile_options(nowthen_options INTERFACE -Werror)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(nowthen_options INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(NOWTHEN_SANITIZE)
  add_compile_options(-fsanitize=${NOWTHEN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${NOWTHEN_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND NOWTHEN_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize=function)  # clang 14 cannot emit its prologue for the parts of a coroutine.
  endif()
endif()

if(NOWTHEN_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # So that the fuzzers see the branches of the libraries too.
endif()

# The standard library's headers, compiled once a target: gcc shares a precompiled header only between equal flags.
function(nowthen_target name)
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:nowthen_options>)
  target_precompile_headers(${name} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.hpp)
endfunction()
