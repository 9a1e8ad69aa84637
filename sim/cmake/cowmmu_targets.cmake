# SPDX-License-Identifier: Apache-2.0
# How every folder of the project becomes a target: one library a folder, linked by name. A folder
# that does not link another cannot include it, so the dependency rule is enforced by the build.

include(cowmmu_dependencies)

# Debian's SystemC library is built as C++17: the define makes C++20 sources link with it.
add_library(cowmmu_systemc INTERFACE)
target_link_libraries(cowmmu_systemc INTERFACE PkgConfig::SYSTEMC)
target_compile_definitions(cowmmu_systemc INTERFACE SC_CPLUSPLUS=201703L)

option(COWMMU_CLANG_TIDY "Run clang-tidy on every source" OFF)
option(COWMMU_CCACHE "Use ccache where it is installed" ON)
if(COWMMU_CLANG_TIDY)
  find_program(CLANG_TIDY NAMES clang-tidy-14 clang-tidy REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY ${CLANG_TIDY} --quiet)
endif()
if(COWMMU_CCACHE)
  find_program(CCACHE ccache)
  if(CCACHE)
    # Sloppy about what precompiled headers are made of: their names and contents are compared.
    set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  endif()
endif()

add_library(cowmmu_warnings INTERFACE)
# -Wrestrict: GCC 12 reports impossible overlaps in std::string (GCC bug 105651);
# -Wmaybe-uninitialized: and, with sanitizers, members of std::regex (GCC bug 105562).
target_compile_options(cowmmu_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${COWMMU_SANITIZE}>>:-Wno-maybe-uninitialized>)

include(cowmmu_precompiled)

# cowmmu_library(NAME ROOT SOURCES ... [LINK ...] [PRECOMPILED TARGET]): a folder's library. ROOT is
# its tree (model, sw or sim): headers are included by their path from there.
function(cowmmu_library name root)
  cmake_parse_arguments(ARG "" "PRECOMPILED" "SOURCES;LINK" ${ARGN})
  if(ARG_SOURCES)
    add_library(${name} STATIC ${ARG_SOURCES})
    if(NOT ARG_PRECOMPILED)
      set(ARG_PRECOMPILED precompiled)
    endif()
    cowmmu_precompile(${name} ${ARG_PRECOMPILED})
    set(scope PUBLIC)
    # Installed libraries do not hand our warnings on.
    target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:cowmmu_warnings>)
  else()
    add_library(${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${name} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/${root}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/cowmmu/${root}>)
  target_link_libraries(${name} ${scope} ${ARG_LINK})
endfunction()
