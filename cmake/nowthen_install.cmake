# What `make install` puts in place: program, DuckDB beside it, library, headers, CMake package, completion, man page.

include(CMakePackageConfigHelpers)

install(TARGETS nowthen EXPORT nowthen-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS nowthen_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
file(REAL_PATH ${duckdb_library} duckdb_library_file)
install(PROGRAMS ${duckdb_library_file} DESTINATION lib/nowthen RENAME libduckdb.so)
install(EXPORT nowthen-targets NAMESPACE nowthen:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/nowthen)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/nowthen-config.cmake.in
  ${CMAKE_BINARY_DIR}/nowthen-config.cmake INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/nowthen)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/nowthen-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/nowthen-config.cmake ${CMAKE_BINARY_DIR}/nowthen-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/nowthen)

# The program writes these itself. One that cannot run here (cross-compiled) is installed without them.
install(CODE "
  function(write_by_program file)
    execute_process(COMMAND \"$<TARGET_FILE:nowthen_program>\" \${ARGN} OUTPUT_FILE \"${CMAKE_BINARY_DIR}/install/\${file}\"
                    RESULT_VARIABLE status ERROR_QUIET)
    file(SIZE \"${CMAKE_BINARY_DIR}/install/\${file}\" size_bytes)
    if(NOT status EQUAL 0 OR size_bytes EQUAL 0)
      file(REMOVE \"${CMAKE_BINARY_DIR}/install/\${file}\")
      message(STATUS \"Not installed, the program did not write it: \${file}\")
    endif()
  endfunction()
  file(MAKE_DIRECTORY \"${CMAKE_BINARY_DIR}/install\")
  write_by_program(nowthen completion bash)
  write_by_program(_nowthen completion zsh)
  write_by_program(nowthen.fish completion fish)
  write_by_program(nowthen.1 man)
")
install(FILES ${CMAKE_BINARY_DIR}/install/nowthen DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions OPTIONAL)
install(FILES ${CMAKE_BINARY_DIR}/install/_nowthen DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions OPTIONAL)
install(FILES ${CMAKE_BINARY_DIR}/install/nowthen.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d OPTIONAL)
install(FILES ${CMAKE_BINARY_DIR}/install/nowthen.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 OPTIONAL)
