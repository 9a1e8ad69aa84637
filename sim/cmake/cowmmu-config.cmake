# SPDX-License-Identifier: Apache-2.0
# find_package(cowmmu): cowmmu::sim_program is the whole program as a library; every folder of the
# source that it links is a target, too (cowmmu::sw_os, cowmmu::model_machine, ...).
include(${CMAKE_CURRENT_LIST_DIR}/cowmmu_dependencies.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/cowmmu.cmake)
