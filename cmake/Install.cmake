# What `cmake --install` puts where: headers, the library with its CMake package and pkg-config file, the program with its
# manual page and completions.
include(CMakePackageConfigHelpers)

install(TARGETS pressclip EXPORT pressclip ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS pressclip_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/pressclip DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/pressclip)
install(EXPORT pressclip NAMESPACE pressclip:: FILE pressclip-targets.cmake DESTINATION ${package_folder})
configure_package_config_file(cmake/pressclip-config.cmake.in ${PROJECT_BINARY_DIR}/pressclip-config.cmake
  INSTALL_DESTINATION ${package_folder})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/pressclip-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/pressclip-config.cmake ${PROJECT_BINARY_DIR}/pressclip-config-version.cmake
  DESTINATION ${package_folder})

# Where the prefix is, seen from the file itself, so that the package can be moved.
file(RELATIVE_PATH pkg_config_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/pressclip.pc.in ${PROJECT_BINARY_DIR}/pressclip.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/pressclip.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES ${PROJECT_BINARY_DIR}/manual/pressclip.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_BINARY_DIR}/manual/pressclip.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME pressclip)
install(FILES ${PROJECT_BINARY_DIR}/manual/_pressclip DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${PROJECT_BINARY_DIR}/manual/pressclip.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES docs/pressclip.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/pressclip)
