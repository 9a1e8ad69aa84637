# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts where. Component `program`: what a user of cowmmu runs and reads.
# Component `development`: libraries, headers and the CMake package for programs built on it.

# cowmmu_links(TARGET VARIABLE): every library of this project that TARGET links, itself included.
function(cowmmu_links target variable)
  set(known ${${variable}})
  if(NOT target IN_LIST known)
    list(APPEND known ${target})
    get_target_property(links ${target} INTERFACE_LINK_LIBRARIES)
    foreach(link IN LISTS links)
      string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" link "${link}")
      if(TARGET "${link}")
        get_target_property(imported ${link} IMPORTED)
        if(NOT imported)
          cowmmu_links(${link} known)
        endif()
      endif()
    endforeach()
  endif()
  set(${variable} ${known} PARENT_SCOPE)
endfunction()

function(cowmmu_install_program)
  set(data ${CMAKE_INSTALL_DATADIR}/cowmmu)
  install(TARGETS cowmmu COMPONENT program)
  install(DIRECTORY sim/scenarios sim/sweeps sim/traces tests/litmus DESTINATION ${data}
          COMPONENT program PATTERN "CMakeLists.txt" EXCLUDE)
  install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
  install(DIRECTORY docs sim/examples DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
  set(manual ${PROJECT_BINARY_DIR}/manual)
  install(DIRECTORY ${manual}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT program)
  # Where each shell looks.
  set(share ${CMAKE_INSTALL_DATADIR})
  install(FILES ${manual}/bash/cowmmu DESTINATION ${share}/bash-completion/completions
          COMPONENT program)
  install(FILES ${manual}/zsh/_cowmmu DESTINATION ${share}/zsh/vendor-completions COMPONENT program)
  install(FILES ${manual}/fish/cowmmu.fish DESTINATION ${share}/fish/vendor_completions.d
          COMPONENT program)
endfunction()

function(cowmmu_install_development)
  include(CMakePackageConfigHelpers)
  set(package ${CMAKE_INSTALL_LIBDIR}/cmake/cowmmu)
  cowmmu_links(sim_program libraries)
  install(TARGETS ${libraries} EXPORT cowmmu COMPONENT development
          ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/cowmmu)
  foreach(tree model rtl sw sim)
    install(DIRECTORY ${tree} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/cowmmu COMPONENT development
            FILES_MATCHING PATTERN "*.h" PATTERN "*.def")
  endforeach()
  install(EXPORT cowmmu NAMESPACE cowmmu:: DESTINATION ${package} COMPONENT development)
  set(config ${PROJECT_BINARY_DIR}/cowmmu-config-version.cmake)
  write_basic_package_version_file(${config} COMPATIBILITY SameMinorVersion)
  install(FILES ${config} sim/cmake/cowmmu-config.cmake sim/cmake/cowmmu_dependencies.cmake
          DESTINATION ${package} COMPONENT development)
endfunction()

cowmmu_install_program()
cowmmu_install_development()
