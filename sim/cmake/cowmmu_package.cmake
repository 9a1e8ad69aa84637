# SPDX-License-Identifier: Apache-2.0
# `cpack` in a build folder: cowmmu (the program), cowmmu-dev (what programs built on it need) as .deb,
# and both in one .tar.gz. Build preset release first.
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME cowmmu)
set(CPACK_PACKAGE_VENDOR "cowmmu")
set(CPACK_PACKAGE_CONTACT
    "Seed 240c826e maintainers <maintainers@users.noreply.r-seed-240c826e.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "what a fork costs, cycle by cycle")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program development)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME cowmmu)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME cowmmu-dev)

# The libraries that building needs, as the list of packages has them.
file(STRINGS ${PROJECT_SOURCE_DIR}/sim/packages.txt packages)
list(FIND packages "# The RTL twins" end)
list(SUBLIST packages 0 ${end} packages)
list(FILTER packages INCLUDE REGEX "^(lib.*-dev|pkg-config)$")
list(JOIN packages ", " packages)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "cowmmu (= ${PROJECT_VERSION}), ${packages}")
include(CPack)
