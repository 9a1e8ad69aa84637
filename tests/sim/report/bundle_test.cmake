# SPDX-License-Identifier: Apache-2.0
# cmake -DSOURCE=... -DWORK=... -P: a build whose npm reaches no registry goes on without the page's
# script, and says so.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
execute_process(
  COMMAND ${CMAKE_COMMAND} -DNPM=${CMAKE_COMMAND};-E;false -DNODE=none -DPAGE=${SOURCE}/sim/report/page
          -DOUT=${WORK}/page.js -DWORK=${WORK}/npm -P ${SOURCE}/sim/report/bundle.cmake
  RESULT_VARIABLE status ERROR_VARIABLE said)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "the build would fail: ${said}")
endif()
if(NOT said MATCHES "plain SVG pages")
  message(FATAL_ERROR "it does not say what is missing: ${said}")
endif()
file(SIZE ${WORK}/page.js size)
if(NOT size EQUAL 0)
  message(FATAL_ERROR "the script should be empty")
endif()
