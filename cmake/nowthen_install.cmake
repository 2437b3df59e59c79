# What `make install` puts in place: program, library, headers, CMake package, completion, man page.

include(CMakePackageConfigHelpers)

install(TARGETS nowthen EXPORT nowthen-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS nowthen_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT nowthen-targets NAMESPACE nowthen:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/nowthen)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/nowthen-config.cmake.in
  ${CMAKE_BINARY_DIR}/nowthen-config.cmake INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/nowthen)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/nowthen-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/nowthen-config.cmake ${CMAKE_BINARY_DIR}/nowthen-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/nowthen)
