# DuckDB: a header to compile against, and a library that is opened while running by the commands that need it.
#
# tools/fetch_duckdb gets both from npm, pinned by checksum; DUCKDB_ROOT names a folder with one's own.

set(NOWTHEN_DUCKDB_VERSION 1.4.4 CACHE STRING "Version of DuckDB to fetch: 1.4.4 or 1.5.6")
set(DUCKDB_ROOT "$ENV{DUCKDB_ROOT}" CACHE PATH "Folder with duckdb.h and libduckdb.so; empty: they are fetched")

# The folder with that version, fetched if it is not there.
function(nowthen_fetch_duckdb version folder)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/fetch_duckdb ${version} OUTPUT_VARIABLE fetched
                  OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "DuckDB ${version} could not be fetched; the reason is above.")
  endif()
  set(${folder} ${fetched} PARENT_SCOPE)
endfunction()

if(DUCKDB_ROOT)
  set(duckdb_folder ${DUCKDB_ROOT})
else()
  nowthen_fetch_duckdb(${NOWTHEN_DUCKDB_VERSION} duckdb_folder)
endif()
find_path(duckdb_include duckdb.h PATHS ${duckdb_folder} PATH_SUFFIXES include NO_CACHE REQUIRED NO_DEFAULT_PATH)
find_file(duckdb_library libduckdb.so PATHS ${duckdb_folder} PATH_SUFFIXES lib NO_CACHE REQUIRED NO_DEFAULT_PATH)

# Where a program looks for it, seen from its own folder, in the build tree as after installation.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/lib/nowthen)
file(CREATE_LINK ${duckdb_library} ${CMAKE_BINARY_DIR}/lib/nowthen/libduckdb.so SYMBOLIC)

add_library(nowthen_duckdb_header INTERFACE)
target_include_directories(nowthen_duckdb_header SYSTEM INTERFACE ${duckdb_include})
target_link_libraries(nowthen_duckdb_header INTERFACE ${CMAKE_DL_LIBS})
