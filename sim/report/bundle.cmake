# SPDX-License-Identifier: Apache-2.0
# Bundles the page's program into OUT; an empty file, with a warning, where that is not possible.
# Packages are installed in WORK, outside the source tree, without running any of their scripts.
include(${CMAKE_CURRENT_LIST_DIR}/page_node.cmake)

function(go_on_without why)
  file(WRITE ${OUT} "")
  message(WARNING "report: ${why}; `cowmmu report` will make plain SVG pages. Run cmake again to try "
                  "again.")
endfunction()

why_no_node(no_node "${NODE}" ${PAGE})
if(no_node)
  go_on_without("${no_node}")
  return()
endif()
file(MAKE_DIRECTORY ${WORK})
file(COPY ${PAGE}/package.json ${PAGE}/package-lock.json DESTINATION ${WORK})
file(SHA256 ${PAGE}/package-lock.json lock)
set(stamp ${WORK}/installed-${lock})
if(NOT EXISTS ${stamp})
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
                  WORKING_DIRECTORY ${WORK} RESULT_VARIABLE status
                  OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(NOTICE "${output}")
    go_on_without("npm could not install the page's packages")
    return()
  endif()
  file(TOUCH ${stamp})
endif()

execute_process(COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${WORK}/node_modules
                        ${NODE} ${PAGE}/bundle.mjs ${WORK}/node_modules ${OUT}
                RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "report: bundling the page failed")  # an error in our own sources
endif()
