// SPDX-License-Identifier: Apache-2.0
// The plain page: the main plots as fixed SVG, and a table; without any script. For programs that
// were built without the interactive page, for mail, and for print.
#pragma once

#include <string>

#include "report/page.h"

namespace cowmmu {

// Why pages are plain in a program for which has_interactive_page() is false.
inline constexpr const char* kWithoutInteractivePage =
    "this cowmmu was built without the interactive page (docs/report.md)";
// Why this page is plain, of a program that has the interactive one or not.
std::string plain_notice(bool has_interactive);

std::string static_page(const PointsTable& points, const ReportAbout& about);

// The interactive page, unless `plain` is asked for or this program does not have it.
std::string any_page(const PointsTable& points, const ReportAbout& about, bool plain);

}  // namespace cowmmu
