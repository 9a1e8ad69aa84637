# SPDX-License-Identifier: Apache-2.0
# How SystemVerilog becomes targets and tests: parameters of each build, Verilated libraries, lint,
# lockstep with the model, proofs, mutants.

find_program(VERILATOR verilator REQUIRED)
find_program(YOSYS yosys REQUIRED)
find_path(VERILATOR_INCLUDE verilated.h PATHS /usr/share/verilator/include REQUIRED)
set(COWMMU_RTL_CMAKE ${CMAKE_CURRENT_LIST_DIR} CACHE INTERNAL "")
set(COWMMU_RTL_BUILDS default tiny odd CACHE INTERNAL "rtl/builds/rtl_build.cpp")
# Verilator 5.006 takes a non-blocking assignment to an array in a loop only if it unrolls it.
set(COWMMU_VERILATOR_FLAGS -Wall -Wpedantic --unroll-count 1024
  --x-assign unique --x-initial unique CACHE INTERNAL "")

# What every Verilated library needs at run time; third-party code, so without our warnings.
add_library(verilated_runtime STATIC
  ${VERILATOR_INCLUDE}/verilated.cpp ${VERILATOR_INCLUDE}/verilated_threads.cpp
  ${VERILATOR_INCLUDE}/verilated_vcd_c.cpp)
find_package(Threads REQUIRED)
target_include_directories(verilated_runtime SYSTEM PUBLIC
  $<BUILD_INTERFACE:${VERILATOR_INCLUDE}> $<BUILD_INTERFACE:${VERILATOR_INCLUDE}/vltstd>)
target_link_libraries(verilated_runtime PUBLIC Threads::Threads
  $<$<CXX_COMPILER_ID:Clang>:atomic>)  # without optimisation, clang calls it
set_target_properties(verilated_runtime PROPERTIES CXX_CLANG_TIDY "" CXX_EXTENSIONS ON)
cowmmu_precompiled(precompiled_verilated HEADERS <verilated.h> <verilated_vcd_c.h>
  LINK verilated_runtime)
set_target_properties(precompiled_verilated PROPERTIES CXX_CLANG_TIDY "" CXX_EXTENSIONS ON)

# cowmmu_rtl_parameters(BUILD): generates rtl/BUILD/cowmmu_params.svh, which the package includes.
function(cowmmu_rtl_parameters build)
  set(file ${PROJECT_BINARY_DIR}/rtl/${build}/cowmmu_params.svh)
  add_custom_command(OUTPUT ${file}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/rtl/${build}
    COMMAND sh -c "$<TARGET_FILE:print_sv_parameters> ${build} > ${file}"
    DEPENDS print_sv_parameters VERBATIM)
  add_custom_target(rtl_parameters_${build} ALL DEPENDS ${file})
endfunction()

# cowmmu_rtl_sources(VARIABLE FILE...): the package, then the files, with full paths. VARIABLE is the
# top module's name; the list also goes to rtl/sources/VARIABLE.txt, for proofs and
# mutants.
function(cowmmu_rtl_sources variable)
  set(files ${PROJECT_SOURCE_DIR}/rtl/common/cowmmu_pkg.sv)
  foreach(file ${ARGN})
    list(APPEND files ${PROJECT_SOURCE_DIR}/rtl/${file})
  endforeach()
  set(${variable} ${files} PARENT_SCOPE)
  list(JOIN files "\n" lines)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/rtl/sources/${variable}.txt CONTENT "${lines}\n")
endfunction()

# cowmmu_verilate(TARGET TOP BUILD [TRACE] SOURCES ...): the library TARGET holds the class VTARGET
# (in VTARGET.h) of module TOP in the sizes of BUILD. SOURCES as cowmmu_rtl_sources gives them;
# a .vlt file among them says what C++ may look at inside. FLAGS: more of them, for Verilator.
# Verilator runs when building, not when configuring, because the parameters are generated.
function(cowmmu_verilate target top build)
  cmake_parse_arguments(ARG "TRACE" "" "SOURCES;FLAGS" ${ARGN})
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${target})
  set(all ${folder}/V${target}_all.cpp)
  add_custom_command(OUTPUT ${all} ${folder}/V${target}.h
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${folder}
    COMMAND ${VERILATOR} --cc ${COWMMU_VERILATOR_FLAGS} ${ARG_FLAGS} --Mdir ${folder}
      --prefix V${target} $<$<BOOL:${ARG_TRACE}>:--trace>
      -I${PROJECT_BINARY_DIR}/rtl/${build} --top-module ${top} ${ARG_SOURCES}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUT=${all} -P ${COWMMU_RTL_CMAKE}/join.cmake
    DEPENDS ${ARG_SOURCES} rtl_parameters_${build} ${COWMMU_RTL_CMAKE}/join.cmake
      ${PROJECT_BINARY_DIR}/rtl/${build}/cowmmu_params.svh
    COMMENT "Verilating ${top} (${build})" VERBATIM COMMAND_EXPAND_LISTS)
  add_library(${target} STATIC ${all})
  target_include_directories(${target} SYSTEM PUBLIC $<BUILD_INTERFACE:${folder}>)
  target_link_libraries(${target} PUBLIC verilated_runtime)
  set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "" CXX_EXTENSIONS ON UNITY_BUILD OFF)
  cowmmu_precompile(${target} precompiled_verilated)
endfunction()

# cowmmu_netlist(TOP BUILD): the gates that yosys makes of TOP in the sizes of BUILD, Verilated as
# the library TOP_BUILD_netlist; what it is made of goes to rtl/netlist/TOP_BUILD.stat. Yosys 0.23
# can miscompile without a word, so the gates are simulated like the source. Without the sharing of
# resources, a search that takes all memory where many reads of a memory could be shared. Verilator
# takes assignments between bits of one vector for loops: not a warning here.
function(cowmmu_netlist top build)
  file(STRINGS ${PROJECT_BINARY_DIR}/rtl/sources/${top}.txt sources)
  set(folder ${PROJECT_BINARY_DIR}/rtl/netlist)
  set(netlist ${folder}/${top}_${build}.v)
  list(JOIN sources " " files)
  add_custom_command(OUTPUT ${netlist}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND ${YOSYS} -q -p "read_verilog -sv -I${PROJECT_BINARY_DIR}/rtl/${build} ${files}; \
synth -flatten -noshare -top ${top}; clean -purge; tee -q -o ${folder}/${top}_${build}.stat stat; \
write_verilog -noattr ${netlist}"
    DEPENDS ${sources} rtl_parameters_${build}
      ${PROJECT_BINARY_DIR}/rtl/${build}/cowmmu_params.svh
    COMMENT "Synthesizing ${top} (${build})" VERBATIM)
  cowmmu_verilate(${top}_${build}_netlist ${top} ${build} SOURCES ${netlist} FLAGS -Wno-lint -Wno-UNOPTFLAT)
  target_compile_options(${top}_${build}_netlist PRIVATE -O1 -g0)  # minutes otherwise
  # Functions of thousands of lines take half as long again where a header is precompiled.
  set_target_properties(${top}_${build}_netlist PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
  add_custom_target(netlist_${top}_${build} DEPENDS ${netlist})
  set_property(GLOBAL APPEND PROPERTY COWMMU_NETLIST_STATS ${folder}/${top}_${build}.stat)
  set_property(GLOBAL APPEND PROPERTY COWMMU_NETLIST_TARGETS netlist_${top}_${build})
endfunction()

# cowmmu_rtl_lint(BLOCK TOP SOURCES ...): a test for each build: Verilator has nothing to say.
function(cowmmu_rtl_lint block top)
  cmake_parse_arguments(ARG "" "" "SOURCES" ${ARGN})
  foreach(build ${COWMMU_RTL_BUILDS})
    add_test(NAME rtl.lint.${block}.${build}
      COMMAND ${VERILATOR} --lint-only ${COWMMU_VERILATOR_FLAGS} -I${PROJECT_BINARY_DIR}/rtl/${build}
        --top-module ${top} ${ARG_SOURCES})
    set_tests_properties(rtl.lint.${block}.${build} PROPERTIES LABELS "lint")
  endforeach()
endfunction()

# cowmmu_twin_test(MODULE BUILD [NETLIST] SOURCES ... MODEL maker LINK ...): a lockstep test of label
# `twin`, of the source or of the gates. The sources find the Verilated class of MODULE in the sizes
# of BUILD as TWIN_CLASS, its headers as TWIN_HEADER and TWIN_ROOT, the function that makes the model
# as TWIN_MODEL, and TWIN_BUILD.
function(cowmmu_twin_test module build)
  cmake_parse_arguments(ARG "NETLIST" "MODEL" "SOURCES;LINK" ${ARGN})
  set(name ${module}_${build})
  if(ARG_NETLIST)
    string(APPEND name _netlist)
  endif()
  add_executable(test_twin_${name} ${ARG_SOURCES})
  set_target_properties(test_twin_${name} PROPERTIES UNITY_BUILD OFF)  # mutants exchange its objects
  target_link_libraries(test_twin_${name} PRIVATE ${ARG_LINK} ${name} cowmmu_warnings)
  target_compile_definitions(test_twin_${name} PRIVATE
    TWIN_HEADER="V${name}.h" TWIN_ROOT="V${name}___024root.h" TWIN_CLASS=V${name}
    TWIN_MODEL=${ARG_MODEL} TWIN_BUILD="${build}")
  gtest_discover_tests(test_twin_${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX ${name}.
    PROPERTIES LABELS twin)
endfunction()

# cowmmu_twin_library(BLOCK SOURCES ... LINK ...): the library BLOCK_twin of a block's lockstep run:
# stimulus, what it describes, what it must have reached.
function(cowmmu_twin_library block)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${block}_twin STATIC ${ARG_SOURCES})
  target_link_libraries(${block}_twin PUBLIC ${ARG_LINK} rtl_builds fmt::fmt GTest::gtest_main
                                      PRIVATE cowmmu_warnings)
  target_include_directories(${block}_twin PUBLIC ${PROJECT_SOURCE_DIR}/tests
                                                  ${PROJECT_SOURCE_DIR}/tests/model)
endfunction()

# cowmmu_proofs(TOP [PROOF...]): tests of label `formal` in the sizes of the build `proof`: the
# assertions of TOP_properties.svh by induction (prove), and that idle cycles change no register
# (prove_idle); both if none is named.
function(cowmmu_proofs top)
  set(proofs ${ARGN})
  if(NOT proofs)
    set(proofs prove prove_idle)
  endif()
  file(STRINGS ${PROJECT_BINARY_DIR}/rtl/sources/${top}.txt sources)
  set(common --top ${top} -I ${PROJECT_BINARY_DIR}/rtl/proof -I ${CMAKE_CURRENT_SOURCE_DIR})
  foreach(proof ${proofs})
    add_test(NAME rtl.formal.${top}.${proof}
      COMMAND ${PROJECT_SOURCE_DIR}/tests/rtl/formal/${proof}.py ${common}
        --work ${CMAKE_CURRENT_BINARY_DIR}/${proof} ${sources})
    set_tests_properties(rtl.formal.${top}.${proof} PROPERTIES LABELS formal TIMEOUT 300)
  endforeach()
endfunction()

# cowmmu_idle_proofs(TOP BUILD...): prove_idle, too, in the sizes of those builds.
function(cowmmu_idle_proofs top)
  file(STRINGS ${PROJECT_BINARY_DIR}/rtl/sources/${top}.txt sources)
  foreach(build ${ARGN})
    add_test(NAME rtl.formal.${top}.prove_idle.${build}
      COMMAND ${PROJECT_SOURCE_DIR}/tests/rtl/formal/prove_idle.py --top ${top}
        -I ${PROJECT_BINARY_DIR}/rtl/${build} --work ${CMAKE_CURRENT_BINARY_DIR}/prove_idle_${build}
        ${sources})
    set_tests_properties(rtl.formal.${top}.prove_idle.${build} PROPERTIES LABELS formal TIMEOUT 300)
  endforeach()
endfunction()

# cowmmu_mutants(BLOCK): a test of label `mutation` for each bug of tests/rtl/mutation/BLOCK.toml: the
# lockstep test or the proof that it names finds it. And one that the searches find nothing without bugs.
function(cowmmu_mutants block)
  set(folder ${PROJECT_SOURCE_DIR}/tests/rtl/mutation)
  set(list ${folder}/${block}.toml)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
  file(STRINGS ${list} names REGEX "^name = ")
  foreach(line ${names})
    string(REGEX REPLACE "^name = \"(.*)\"$" "\\1" name ${line})
    add_test(NAME rtl.mutation.${block}.${name}
      COMMAND ${folder}/mutate.py --build ${PROJECT_BINARY_DIR}
        --scores ${PROJECT_BINARY_DIR}/mutants/killed ${list} ${name})
    set_tests_properties(rtl.mutation.${block}.${name} PROPERTIES LABELS mutation TIMEOUT 300
      FIXTURES_SETUP mutants)
  endforeach()
  add_test(NAME rtl.mutation.${block}_without_bugs
    COMMAND ${folder}/mutate.py --build ${PROJECT_BINARY_DIR} --originals ${list})
  set_tests_properties(rtl.mutation.${block}_without_bugs PROPERTIES LABELS mutation TIMEOUT 300)
  set_property(GLOBAL APPEND PROPERTY COWMMU_MUTANT_LISTS ${list})
endfunction()

# cowmmu_mutation_total(): the test that comes after those of all mutants and says how many are killed:
# `ctest -V -L mutation`, and tests/run at its end.
function(cowmmu_mutation_total)
  get_property(lists GLOBAL PROPERTY COWMMU_MUTANT_LISTS)
  add_test(NAME rtl.mutation.total
    COMMAND ${PROJECT_SOURCE_DIR}/tests/rtl/mutation/total.py ${PROJECT_BINARY_DIR}/mutants/killed
      ${lists})
  set_tests_properties(rtl.mutation.total PROPERTIES LABELS mutation FIXTURES_REQUIRED mutants)
endfunction()

# cowmmu_wave(BLOCK LINK ...): the waveforms of docs/rtl/BLOCK.md, drawn by the program of wave.cpp in
# the current folder: the target rtl_waves_md writes them, a test compares.
function(cowmmu_wave block)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  add_executable(${block}_wave wave.cpp)
  target_link_libraries(${block}_wave PRIVATE ${ARG_LINK} cowmmu_warnings)
  set(script ${PROJECT_SOURCE_DIR}/tests/rtl/support/wave_page.py)
  set(page ${PROJECT_SOURCE_DIR}/docs/rtl/${block}.md)
  add_custom_target(rtl_waves_md_${block}
    COMMAND ${script} ${page} $<TARGET_FILE:${block}_wave> VERBATIM)
  if(NOT TARGET rtl_waves_md)
    add_custom_target(rtl_waves_md)
  endif()
  add_dependencies(rtl_waves_md rtl_waves_md_${block})
  add_test(NAME rtl.wave.${block}_page_shows_what_the_rtl_does
    COMMAND ${script} --check ${page} $<TARGET_FILE:${block}_wave>)
endfunction()

# docs/rtl/cells.md, the cell counts of every netlist: the target rtl_cells_md writes it, by hand after
# a change of the RTL; a test compares it.
function(cowmmu_cells_page)
  get_property(stats GLOBAL PROPERTY COWMMU_NETLIST_STATS)
  get_property(targets GLOBAL PROPERTY COWMMU_NETLIST_TARGETS)
  set(script ${PROJECT_SOURCE_DIR}/tests/rtl/netlist/cells.py)
  set(page ${PROJECT_SOURCE_DIR}/docs/rtl/cells.md)
  add_custom_target(rtl_cells_md COMMAND ${script} ${page} ${stats} DEPENDS ${targets} VERBATIM)
  add_test(NAME rtl.netlist.cells_md_counts_what_is_simulated
    COMMAND ${script} --check ${page} ${stats})
endfunction()
