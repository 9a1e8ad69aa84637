# SPDX-License-Identifier: Apache-2.0
# One C++ file that includes all that Verilator wrote into FOLDER, whose names carry hashes. At its end
# what runs once, at the start: Verilator calls it slow. Optimising that took a third of the time.
file(GLOB parts ${FOLDER}/*.cpp)
list(SORT parts)
set(slow ${parts})
list(FILTER slow INCLUDE REGEX "__(Slow|Syms)\\.cpp$")
list(REMOVE_ITEM parts ${slow})
list(TRANSFORM parts REPLACE "^.*/(.*)$" "#include \"\\1\"\n")
list(TRANSFORM slow REPLACE "^.*/(.*)$" "#include \"\\1\"\n")
list(JOIN parts "" parts)
list(JOIN slow "" slow)
file(WRITE ${OUT} "${parts}#pragma GCC optimize(\"O0\")\n${slow}")
