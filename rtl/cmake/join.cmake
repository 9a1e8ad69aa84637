# SPDX-License-Identifier: Apache-2.0
# One C++ file that includes all that Verilator wrote into FOLDER, whose names carry hashes.
file(GLOB parts ${FOLDER}/*.cpp)
list(SORT parts)
set(text "")
foreach(part ${parts})
  get_filename_component(name ${part} NAME)
  string(APPEND text "#include \"${name}\"\n")
endforeach()
file(WRITE ${OUT} "${text}")
