// SPDX-License-Identifier: Apache-2.0
// The plain page: the main plots as fixed SVG, and a table; without any script. For programs that
// were built without npm, for mail, and for print.
#pragma once

#include <string>

#include "report/page.h"

namespace cowmmu {

std::string static_page(const PointsTable& points, const ReportAbout& about);

// The interactive page, unless `plain` is asked for or this program does not have it.
std::string any_page(const PointsTable& points, const ReportAbout& about, bool plain);

}  // namespace cowmmu
