# SPDX-License-Identifier: Apache-2.0
# One C++ file that includes all that Verilator wrote into FOLDER, whose names carry hashes. What it
# declares cold runs once, at the start: optimising that took GCC a third of the time for the largest
# MMU. (A #pragma would also reach hot functions that cold code declares again, and cost it two fifths of its speed.)
file(GLOB parts ${FOLDER}/*.cpp)
list(SORT parts)
list(TRANSFORM parts REPLACE "^.*/(.*)$" "#include \"\\1\"\n")
list(JOIN parts "" includes)
file(WRITE ${OUT} "#include \"verilated.h\"
#if defined(__GNUC__) && !defined(__clang__)
#undef VL_ATTR_COLD
#define VL_ATTR_COLD __attribute__((cold, optimize(\"O0\")))
#endif
${includes}")
