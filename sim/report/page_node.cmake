# SPDX-License-Identifier: Apache-2.0
# why_no_node(RESULT NODE PAGE): why this Node.js cannot bundle the page, which says in its
# package.json from which version on; empty where it can.
function(why_no_node result node page)
  file(READ ${page}/package.json package)
  string(JSON needed GET "${package}" engines node)
  string(REGEX MATCH "[0-9.]+" oldest "${needed}")
  set(${result} "" PARENT_SCOPE)
  if(NOT node)
    set(${result} "Node.js not found" PARENT_SCOPE)
    return()
  endif()
  execute_process(COMMAND ${node} --version RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_QUIET)
  if(NOT status EQUAL 0 OR NOT said MATCHES "^v([0-9]+[.][0-9.]+)")
    set(${result} "${node} does not run" PARENT_SCOPE)
  elseif(CMAKE_MATCH_1 VERSION_LESS oldest)
    set(${result} "${node} is Node.js ${CMAKE_MATCH_1}, ${oldest} or later is needed" PARENT_SCOPE)
  endif()
endfunction()
