# SPDX-License-Identifier: Apache-2.0
# Headers of others that most sources read, precompiled: reading them took longer than compiling many a
# source. Sources still include what they use; preset lint builds without this, and notices where one
# does not.

# cowmmu_precompiled(NAME HEADERS ...): a target that holds them, for cowmmu_precompile.
function(cowmmu_precompiled name)
  cmake_parse_arguments(ARG "" "" "HEADERS;LINK" ${ARGN})
  set(empty ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${empty} CONTENT "")
  add_library(${name} OBJECT ${empty})
  target_link_libraries(${name} PRIVATE cowmmu_warnings ${ARG_LINK})
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

# The target's sources begin with the headers of `precompiled`.
# -fpch-preprocess: for ccache, which else cannot tell what a source has read. Off: warnings that
# GCC 12 has of std::string where its header is precompiled, as with sanitizers (GCC bug 105651);
# clang, in preset lint, knows them better.
function(cowmmu_precompile target precompiled)
  target_precompile_headers(${target} REUSE_FROM ${precompiled})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE
      -fpch-preprocess -Wno-array-bounds -Wno-stringop-overflow)
  endif()
endfunction()

set(COWMMU_COMMON_HEADERS
  <algorithm> <array> <bit> <chrono> <compare> <cstddef> <cstdint> <cstring> <deque> <filesystem>
  <functional> <map> <memory> <numeric> <optional> <random> <set> <span> <sstream> <stdexcept>
  <string> <string_view> <tuple> <unordered_map> <utility> <variant> <vector>
  <boost/icl/interval_map.hpp> <boost/icl/right_open_interval.hpp>
  <boost/unordered/unordered_flat_map.hpp>)
cowmmu_precompiled(precompiled HEADERS ${COWMMU_COMMON_HEADERS} LINK Boost::headers)
# For what links Boost::json and fmt, and reads much of them.
cowmmu_precompiled(precompiled_json
  HEADERS ${COWMMU_COMMON_HEADERS} <boost/json.hpp> <fmt/format.h> <fmt/ranges.h>
  LINK Boost::headers Boost::json fmt::fmt)

# Every target of a folder of tests that has none yet: with those of GoogleTest where it links it
# (precompiled_tests), itself or as a twin.
function(cowmmu_precompile_folder folder)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target ${targets})
    get_target_property(type ${target} TYPE)
    get_target_property(linked ${target} LINK_LIBRARIES)
    get_target_property(precompiled ${target} PRECOMPILE_HEADERS_REUSE_FROM)
    if(precompiled OR NOT type MATCHES "EXECUTABLE|STATIC_LIBRARY")
      continue()
    elseif(linked MATCHES "GTest::|_twin")
      cowmmu_precompile(${target} precompiled_tests)
    else()
      cowmmu_precompile(${target} precompiled)
    endif()
  endforeach()
endfunction()
