// SPDX-License-Identifier: Apache-2.0
#include "report/static_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "report/html.h"
#include "report/plain_points.h"
#include "stats/version.h"

namespace cowmmu {
namespace {

constexpr const char* kForkPolicy = "os.fork";
constexpr size_t kMaxPanels = 12;   // of a plot
constexpr size_t kMaxLines = 1000;  // of the table
constexpr double kPagesInMiB = 256;

// One plot of the page: `missing` is why it is left out, or empty.
struct PlainPlot {
  std::string title;
  std::string missing;
  std::vector<std::string> shown;  // keys on its axes
  std::function<std::string(const PlainPoints::Panel&)> draw;
};

std::string why_missing(const PlainPoints& points, const std::string& key,
                        const std::string& figure) {
  if (!points.varies(key)) return "the points do not differ in " + key + ".";
  return points.has(figure) ? "" : "no point has " + figure + ".";
}

// In the place of a panel's plot; other panels have one.
std::string without(const std::string& what) {
  return "<p class=\"caption\">None of these points has " + escaped(what) + ".</p>\n";
}

PlainPlot cost_plot(const PlainPoints& points) {
  const std::string x = "workload.written";
  return {"Cost against written fraction",
          why_missing(points, x, "cycles"),
          {x, kForkPolicy},
          [&points, x](const auto& panel) {
            const auto series = points.series(panel, x, kForkPolicy, "cycles");
            if (series.empty()) return without("both cycles and " + x);
            return line_plot({x + " (fraction of the pages)", "cycles"}, series);
          }};
}

PlainPlot latency_plot(const PlainPoints& points) {
  const std::string x = "workload.pages", y = "fork.cycles.p50";
  return {"Fork latency against resident size",
          why_missing(points, x, y),
          {x, kForkPolicy},
          [&points, x, y](const auto& panel) {
            auto series = points.series(panel, x, kForkPolicy, y);
            if (series.empty()) return without("both " + y + " and " + x);
            bool positive = true;
            for (PlotSeries& s : series) {
              for (PlotPoint& p : s.points) {
                p.x /= kPagesInMiB;
                positive = positive && p.lo > 0;
              }
            }
            return line_plot(
                {"resident size: workload.pages x 4 KiB (MiB)", y + " (cycles)", true, positive},
                series);
          }};
}

struct Phase {
  std::string name;
  std::vector<std::string> columns;  // one a hart
};

// In the order of the statistics; without idle, and without those that are 0 on every hart.
std::vector<Phase> phases_of(const PointsTable& table) {
  constexpr std::string_view kLedger = ".ledger.";
  std::vector<Phase> phases;
  for (const PointsTable::Column& column : table.columns()) {
    const size_t at = column.name.find(kLedger);
    if (!column.name.starts_with("harts.") || at == std::string::npos) continue;
    const std::string name = column.name.substr(at + kLedger.size());
    auto it = std::ranges::find(phases, name, &Phase::name);
    if (it == phases.end()) it = phases.insert(phases.end(), {name, {}});
    it->columns.push_back(column.name);
  }
  std::erase_if(phases, [&table](const Phase& phase) {
    return phase.name == "idle" || std::ranges::all_of(phase.columns, [&](const auto& c) {
             return table.find(c)->values == std::vector<std::string>{"0"};
           });
  });
  return phases;
}

PlainPlot ledger_plot(const PlainPoints& points, const PointsTable& table) {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> columns;
  for (const Phase& phase : phases_of(table)) {
    names.push_back(phase.name);
    columns.push_back(phase.columns);
  }
  const std::string missing = names.empty() ? "no point has a ledger." : "";
  return {"Where the cycles go, without idle",
          missing,
          {kForkPolicy},
          [&points, names, columns](const auto& panel) {
            const auto bars = points.bars(panel, kForkPolicy, columns);
            if (bars.empty()) return without("a ledger");
            return stacked_bars("ledger of all harts (cycles)", names, bars);
          }};
}

std::string plot_html(const PlainPlot& plot, const PlainPoints& points) {
  std::string html = "<section class=\"card\"><h2>" + escaped(plot.title) + "</h2>\n";
  const auto panels = points.panels(plot.shown);
  for (size_t i = 0; i < std::min(panels.size(), kMaxPanels); ++i) {
    html += "<p class=\"about\">" + escaped(panels[i].title) + "</p>\n<div class=\"plain\">" +
            plot.draw(panels[i]) + "</div>\n";
  }
  if (panels.size() > kMaxPanels) {
    html += fmt::format("<p class=\"caption\">{} more panels are left out.</p>\n",
                        panels.size() - kMaxPanels);
  }
  return html + "</section>\n";
}

std::string plots_html(const std::vector<PlainPlot>& plots, const PlainPoints& points) {
  std::string drawn, missing;
  for (const PlainPlot& plot : plots) {
    const std::string why =
        points.rows().empty() ? "there is no point that ended well." : plot.missing;
    if (why.empty()) {
      drawn += plot_html(plot, points);
    } else {
      missing += "<li><b>" + escaped(plot.title) + "</b>: " + escaped(why) + "</li>\n";
    }
  }
  if (!missing.empty()) {
    missing = "<section class=\"missing\"><h2>Left out</h2><ul>" + missing + "</ul></section>\n";
  }
  return "<main>\n" + drawn + "</main>\n" + missing;
}

std::string table_html(const PointsTable& table, const PlainPoints& points) {
  std::vector<std::string> columns;
  for (const std::string& axis : table.axes()) columns.push_back("config." + axis);
  for (const char* c : {"seed", "status", "error", "cycles", "fork.cycles.p50", "copies.pages"}) {
    if (table.find(c) != nullptr) columns.emplace_back(c);
  }
  std::string html = "<section class=\"card\"><h2>Points</h2><div class=\"scroll\"><table>\n<tr>";
  for (const std::string& c : columns) html += "<th>" + escaped(c) + "</th>";
  html += "</tr>\n";
  for (size_t row = 0; row < std::min(table.size(), kMaxLines); ++row) {
    html += "<tr>";
    for (const std::string& c : columns) html += "<td>" + escaped(points.text(c, row)) + "</td>";
    html += "</tr>\n";
  }
  html += "</table></div>\n";
  if (table.size() > kMaxLines) {
    html += fmt::format("<p class=\"caption\">The first {} of {} points.</p>\n", kMaxLines,
                        table.size());
  }
  return html + "</section>\n";
}

std::string head_html(const PointsTable& table, const ReportAbout& about) {
  return fmt::format(
      "<header class=\"top\"><div><h1>{}</h1><p>{} points. Points: mean of the seeds; bars: "
      "smallest to largest.</p></div></header>\n<p class=\"notice\">{} Every figure of every "
      "point: "
      "<code>cowmmu export</code>.</p>\n",
      escaped(about.title), table.size(), plain_notice(has_interactive_page()));
}

}  // namespace

std::string plain_notice(bool has_interactive) {
  if (has_interactive) return "A plain page, without scripts, as asked for (--static).";
  return fmt::format("A plain page: {}.", kWithoutInteractivePage);
}

std::string static_page(const PointsTable& table, const ReportAbout& about) {
  const PlainPoints points(table);
  const std::vector<PlainPlot> plots{cost_plot(points), latency_plot(points),
                                     ledger_plot(points, table)};
  const std::string foot = fmt::format(
      "<footer><p>Cycle counts are predictions of the model, not measurements of silicon.</p>"
      "<p>Made by <code>{}</code>, cowmmu {} {}.</p></footer>\n",
      escaped(about.command), version(), git_commit());
  return html_page(about.title,
                   "<div id=\"page\">\n" + head_html(table, about) + plots_html(plots, points) +
                       table_html(table, points) + foot + "</div>\n",
                   "");
}

std::string any_page(const PointsTable& points, const ReportAbout& about, bool plain) {
  const bool interactive = !plain && has_interactive_page();
  return interactive ? interactive_page(points, about) : static_page(points, about);
}

}  // namespace cowmmu
