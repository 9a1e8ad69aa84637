# SPDX-License-Identifier: Apache-2.0
# cmake -DSOURCE=... -DWORK=... -P: a build without what the page's bundle needs goes on without the
# page's script, and says so.
file(REMOVE_RECURSE ${WORK})

# A program that answers `--version` as Node.js does.
function(make_node version)
  file(WRITE ${WORK}/node-${version} "#!/bin/sh\necho v${version}\n")
  file(CHMOD ${WORK}/node-${version} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endfunction()

# No npm of these reaches a registry.
function(expect_plain_pages node because)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -DNPM=${CMAKE_COMMAND};-E;false -DNODE=${node} -DOUT=${WORK}/page.js
            -DPAGE=${SOURCE}/sim/report/page -DWORK=${WORK}/npm -P ${SOURCE}/sim/report/bundle.cmake
    RESULT_VARIABLE status ERROR_VARIABLE said)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${node}: the build would fail: ${said}")
  endif()
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  if(NOT said MATCHES "${because}.*plain SVG pages")
    message(FATAL_ERROR "${node}: it does not say what is missing: ${said}")
  endif()
  file(SIZE ${WORK}/page.js size)
  if(NOT size EQUAL 0)
    message(FATAL_ERROR "${node}: the script should be empty")
  endif()
endfunction()

make_node(18.20.4)
make_node(20.0.0)
expect_plain_pages(${WORK}/node-20.0.0 "npm could not install")
expect_plain_pages(${WORK}/node-18.20.4 "is Node.js 18.20.4, 20 or later is needed")
expect_plain_pages(${WORK}/node-absent "node-absent does not run")
expect_plain_pages(NODE-NOTFOUND "Node.js not found")
