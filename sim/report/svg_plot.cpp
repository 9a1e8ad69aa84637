// SPDX-License-Identifier: Apache-2.0
#include "report/svg_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "report/html.h"
#include "report/ticks.h"

namespace cowmmu {
namespace {

constexpr double kWidth = 640, kLeft = 70, kRight = 16, kTop = 12, kBelow = 44;
constexpr double kPlotHeight = 260, kLegendLine = 20, kLegendColumn = 150, kBarStep = 34;

// Okabe and Ito's, as on the interactive page.
constexpr std::array kColours{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                              "#e69f00", "#56b4e9", "#5b5b5b", "#b8a500"};

// Further ones, for the ledger's many phases, by steps of the golden angle: none comes twice.
std::string colour(size_t i) {
  if (i < kColours.size()) return kColours.at(i);
  constexpr double kGoldenAngle = 137.508;
  const double hue = std::fmod(kGoldenAngle * static_cast<double>(i), 360);
  const int lightness = i % 2 == 0 ? 38 : 70;
  return fmt::format("hsl({:.0f}, 55%, {}%)", hue, lightness);
}

std::string text_at(double x, double y, const char* anchor, const std::string& text,
                    const std::string& more = "") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", x, y,
                     anchor, more, escaped(text));
}

std::string line(double x1, double y1, double x2, double y2, const std::string& stroke) {
  return fmt::format(
      "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", x1, y1, x2,
      y2, stroke);
}

// The frame of a plot: where values stand, and what is drawn around them.
struct Frame {
  double height;
  double x(double place) const { return kLeft + place * (kWidth - kLeft - kRight); }
  double y(double place) const { return kTop + (1 - place) * height; }
  double bottom() const { return kTop + height; }

  std::string x_axis(const Ticks& ticks, const std::string& title) const {
    std::string out;
    for (const double t : ticks.at) {
      const double at = x(ticks.place(t));
      out += line(at, kTop, at, bottom(), "#e3e8ee");
      out += text_at(at, bottom() + 16, "middle", short_number(t));
    }
    return out + text_at(x(0.5), bottom() + 36, "middle", title);
  }
  std::string y_axis(const Ticks& ticks, const std::string& title) const {
    std::string out;
    for (const double t : ticks.at) {
      const double at = y(ticks.place(t));
      out += line(kLeft, at, kWidth - kRight, at, "#e3e8ee");
      out += text_at(kLeft - 6, at + 4, "end", short_number(t));
    }
    return out + text_at(0, 0, "middle", title,
                         fmt::format(" transform=\"translate(14 {:.1f}) rotate(-90)\"", y(0.5)));
  }
};

size_t legend_columns() { return static_cast<size_t>((kWidth - kLeft) / kLegendColumn); }

std::string legend(const std::vector<std::string>& names, double top) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    const size_t line_of_it = i / legend_columns();
    const double x = kLeft + static_cast<double>(i % legend_columns()) * kLegendColumn;
    const double y = top + static_cast<double>(line_of_it) * kLegendLine;
    out += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"11\" height=\"11\" fill=\"{}\"/>\n",
                       x, y, colour(i));
    out += text_at(x + 17, y + 10, "start", names[i]);
  }
  return out;
}

double legend_height(size_t names) {
  const size_t lines = (names + legend_columns() - 1) / legend_columns();
  return static_cast<double>(lines) * kLegendLine + 8;
}

std::string svg(double height, const std::string& content) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1:.0f}\" width=\"{0}\" "
      "height=\"{1:.0f}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\" "
      "fill=\"#1c2430\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{2}</svg>\n",
      kWidth, height, content);
}

struct Extent {
  double lo = std::numeric_limits<double>::infinity(), hi = -lo;
  void add(double v) {
    lo = std::min(lo, v);
    hi = std::max(hi, v);
  }
};

std::string curve(const Frame& frame, const Ticks& x, const Ticks& y, const PlotSeries& series,
                  const std::string& stroke) {
  std::string path, marks;
  for (const PlotPoint& p : series.points) {
    const double at = frame.x(x.place(p.x));
    path += fmt::format("{:.1f},{:.1f} ", at, frame.y(y.place(p.y)));
    if (p.hi > p.lo) marks += line(at, frame.y(y.place(p.lo)), at, frame.y(y.place(p.hi)), stroke);
    marks += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" fill=\"{}\"><title>{}: {:.6g}, "
        "{:.10g}</title></circle>\n",
        at, frame.y(y.place(p.y)), stroke, escaped(series.name), p.x, p.y);
  }
  return fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n",
                     path, stroke) +
         marks;
}

std::string part(double x, double y, double width, const std::string& fill,
                 const std::string& title) {
  return fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"><title>{}"
      "</title></rect>\n",
      x, y, width, kBarStep - 10, fill, escaped(title));
}

std::string whisker(double from, double to, double y) {
  if (to <= from) return "";
  const std::string ink = "#1c2430";
  return line(from, y, to, y, ink) + line(from, y - 4, from, y + 4, ink) +
         line(to, y - 4, to, y + 4, ink);
}

}  // namespace

std::string line_plot(const PlotText& text, const std::vector<PlotSeries>& series) {
  Extent xs, ys;
  std::vector<std::string> names;
  for (const PlotSeries& s : series) {
    names.push_back(s.name);
    for (const PlotPoint& p : s.points) {
      xs.add(p.x);
      ys.add(p.lo);
      ys.add(p.hi);
    }
  }
  const Ticks x = text.log_x ? log_ticks(xs.lo, xs.hi) : linear_ticks(xs.lo, xs.hi, 6);
  const Ticks y =
      text.log_y ? log_ticks(ys.lo, ys.hi) : linear_ticks(std::min(0.0, ys.lo), ys.hi, 6);
  const Frame frame{kPlotHeight};
  std::string out = frame.x_axis(x, text.x) + frame.y_axis(y, text.y);
  for (size_t i = 0; i < series.size(); ++i) out += curve(frame, x, y, series[i], colour(i));
  const double below = frame.bottom() + kBelow;
  return svg(below + legend_height(names.size()), out + legend(names, below));
}

std::string stacked_bars(const std::string& axis, const std::vector<std::string>& parts,
                         const std::vector<PlotBar>& bars) {
  Extent totals;
  for (const PlotBar& bar : bars) {
    double total = 0;
    for (const double p : bar.parts) total += p;
    totals.add(total);
    totals.add(bar.hi);
  }
  const Ticks x = linear_ticks(0, totals.hi, 6);
  const Frame frame{kBarStep * static_cast<double>(bars.size())};
  std::string out = frame.x_axis(x, axis);
  for (size_t i = 0; i < bars.size(); ++i) {
    const double top = kTop + kBarStep * static_cast<double>(i) + 5;
    out += text_at(kLeft - 6, top + 16, "end", bars[i].name);
    double from = 0;
    for (size_t p = 0; p < parts.size(); ++p) {
      const double to = from + bars[i].parts[p];
      const double left = frame.x(x.place(from));
      out += part(left, top, frame.x(x.place(to)) - left, colour(p),
                  fmt::format("{}, {}: {:.10g}", bars[i].name, parts[p], bars[i].parts[p]));
      from = to;
    }
    out += whisker(frame.x(x.place(bars[i].lo)), frame.x(x.place(bars[i].hi)), top + 12);
  }
  const double below = frame.bottom() + kBelow;
  return svg(below + legend_height(parts.size()), out + legend(parts, below));
}

}  // namespace cowmmu
