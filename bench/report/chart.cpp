#include "chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace passerelle::bench {
namespace {

constexpr std::array kColours{"#4c78a8", "#f58518", "#54a24b", "#e45756", "#72b7b2",
                              "#b279a2", "#b59a00", "#9d755d", "#d67195", "#2f7f86"};

const char* colour(std::size_t row) {
  return kColours.at(row % kColours.size());
}

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '&':
        safe += "&amp;";
        break;
      default:
        safe += letter;
    }
  }
  return safe;
}

/// Marks of an axis from 0 to at least `most`: 1, 2 or 5 times a power of ten apart.
std::vector<double> ticks_to(double most) {
  if (most <= 0) {
    return {0, 1};
  }
  constexpr double kWanted = 5;
  const double raw = most / kWanted;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  const double factor = raw / power;
  const double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  std::vector<double> ticks{0};
  while (ticks.back() < most * 0.999) {
    ticks.push_back(step * static_cast<double>(ticks.size()));
  }
  return ticks;
}

/// An SVG that grows from top to bottom; colours of text and paper follow the reader's page.
class Drawing {
 public:
  Drawing(double width, double height, const std::string& title) {
    svg_ = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0:.0f} {1:.0f}" width="{0:.0f}" height="{1:.0f}" role="img" aria-label="{2}" font-family="system-ui, sans-serif" font-size="13">
<style>
.paper {{ fill: #ffffff }} .ink {{ fill: #1f2328 }} .soft {{ fill: #59636e }} .grid {{ stroke: #d1d9e0 }} .axis {{ stroke: #59636e }}
@media (prefers-color-scheme: dark) {{
.paper {{ fill: #0d1117 }} .ink {{ fill: #f0f6fc }} .soft {{ fill: #9198a1 }} .grid {{ stroke: #3d444d }} .axis {{ stroke: #9198a1 }}
}}
</style>
<rect class="paper" width="100%" height="100%"/>
)",
        width, height, escaped(title));
    text(16, 24, title, "ink", "start", 15);
  }
  void text(double x, double y, const std::string& words, const char* style = "soft", const char* anchor = "start",
            int size = 13) {
    svg_ += fmt::format(R"(<text x="{:.1f}" y="{:.1f}" class="{}" text-anchor="{}" font-size="{}">{}</text>)", x, y,
                        style, anchor, size, escaped(words)) +
            "\n";
  }
  void upright_text(double x, double y, const std::string& words) {
    svg_ +=
        fmt::format(
            R"svg(<text x="{0:.1f}" y="{1:.1f}" class="soft" text-anchor="middle" transform="rotate(-90 {0:.1f} {1:.1f})">{2}</text>)svg",
            x, y, escaped(words)) +
        "\n";
  }
  void line(double x1, double y1, double x2, double y2, const char* style) {
    svg_ +=
        fmt::format(R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>)", x1, y1, x2, y2, style) +
        "\n";
  }
  void bar(double x, double y, double width, double height, const std::string& fill, const std::string& told) {
    svg_ +=
        fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"><title>{}</title></rect>)",
                    x, y, width, height, fill, escaped(told)) +
        "\n";
  }
  void path(const std::vector<std::pair<double, double>>& points, const std::string& stroke) {
    std::string places;
    for (const auto& [x, y] : points) {
      places += fmt::format("{}{:.1f},{:.1f}", places.empty() ? "" : " ", x, y);
    }
    svg_ += fmt::format(R"(<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>)", places, stroke) + "\n";
    for (const auto& [x, y] : points) {
      svg_ += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}"/>)", x, y, stroke) + "\n";
    }
  }
  [[nodiscard]] std::string done() const { return svg_ + "</svg>\n"; }

 private:
  std::string svg_;
};

constexpr double kWidth = 760;

}  // namespace

std::string grouped(double value) {
  std::string digits = fmt::format("{:.0f}", value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, ",");
  }
  return digits;
}

std::string short_number(double value) {
  if (value == 0 || !std::isfinite(value)) {
    return value == 0 ? "0" : "-";
  }
  const double size = std::abs(value);
  if (size < 100) {
    std::string text = fmt::format("{:.3g}", value);
    return text.find('e') == std::string::npos ? text : fmt::format("{:.2g}", value);
  }
  const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(size)) - 2));
  const std::string digits = grouped(std::round(size / unit) * unit);
  return value < 0 ? "-" + digits : digits;
}

std::string line_chart(const ChartLabels& labels, const std::vector<Line>& lines) {
  constexpr double kLeft = 80;
  constexpr double kRight = kWidth - 240;
  constexpr double kTop = 44;
  constexpr double kBottom = 330;
  double most_x = 0;
  double most_y = 0;
  for (const Line& line : lines) {
    for (const auto& [x, y] : line.points) {
      most_x = std::max(most_x, x);
      most_y = std::max(most_y, y);
    }
  }
  const std::vector<double> x_ticks = ticks_to(most_x);
  const std::vector<double> y_ticks = ticks_to(most_y);
  const auto at_x = [&](double x) { return kLeft + (kRight - kLeft) * x / x_ticks.back(); };
  const auto at_y = [&](double y) { return kBottom - (kBottom - kTop) * y / y_ticks.back(); };

  Drawing drawing(kWidth, 390, labels.title);
  for (const double y : y_ticks) {
    drawing.line(kLeft, at_y(y), kRight, at_y(y), "grid");
    drawing.text(kLeft - 8, at_y(y) + 4, short_number(y), "soft", "end");
  }
  for (const double x : x_ticks) {
    drawing.line(at_x(x), kBottom, at_x(x), kBottom + 5, "axis");
    drawing.text(at_x(x), kBottom + 20, short_number(x), "soft", "middle");
  }
  drawing.line(kLeft, kBottom, kRight, kBottom, "axis");
  drawing.text((kLeft + kRight) / 2, kBottom + 46, labels.x, "soft", "middle");
  drawing.upright_text(24, (kTop + kBottom) / 2, labels.y);
  for (std::size_t row = 0; row < lines.size(); ++row) {
    std::vector<std::pair<double, double>> places;
    for (const auto& [x, y] : lines[row].points) {
      places.emplace_back(at_x(x), at_y(y));
    }
    // The sum comes last, in grey; its parts have the colours of the stacked bars.
    const char* stroke = row + 1 == lines.size() && row > 0 ? "#8e8e93" : colour(row);
    drawing.path(places, stroke);
    const double y = kTop + 6 + 22 * static_cast<double>(row);
    drawing.bar(kRight + 24, y - 9, 12, 12, stroke, lines[row].name);
    drawing.text(kRight + 44, y + 2, lines[row].name, "ink");
  }
  return drawing.done();
}

std::string stacked_bars(const ChartLabels& labels, const std::vector<std::string>& parts,
                         const std::vector<StackedBar>& bars) {
  constexpr double kLeft = 200;
  constexpr double kRight = kWidth - 80;
  constexpr double kRow = 40;
  double most = 0;
  for (const StackedBar& bar : bars) {
    double sum = 0;
    for (const double part : bar.parts) {
      sum += part;
    }
    most = std::max(most, sum);
  }
  constexpr std::size_t kNamesInRow = 3;
  const std::vector<double> ticks = ticks_to(most);
  const auto legend_rows = static_cast<double>((parts.size() + kNamesInRow - 1) / kNamesInRow);
  const double top = 50 + 22 * legend_rows;
  const double bottom = top + kRow * static_cast<double>(bars.size());
  const auto at_x = [&](double x) { return kLeft + (kRight - kLeft) * x / ticks.back(); };

  Drawing drawing(kWidth, bottom + 60, labels.title);
  for (std::size_t row = 0; row < parts.size(); ++row) {
    const double x = 16 + 245 * static_cast<double>(row % kNamesInRow);
    const double y = 50 + 22 * static_cast<double>(row / kNamesInRow);
    drawing.bar(x, y - 10, 12, 12, colour(row), parts[row]);
    drawing.text(x + 20, y + 1, parts[row], "ink");
  }
  for (const double x : ticks) {
    drawing.line(at_x(x), top - 4, at_x(x), bottom, "grid");
    drawing.text(at_x(x), bottom + 18, short_number(x), "soft", "middle");
  }
  drawing.text((kLeft + kRight) / 2, bottom + 44, labels.x, "soft", "middle");
  for (std::size_t row = 0; row < bars.size(); ++row) {
    const double y = top + kRow * static_cast<double>(row);
    drawing.text(kLeft - 10, y + 20, bars[row].name, "ink", "end");
    double sum = 0;
    for (std::size_t part = 0; part < bars[row].parts.size(); ++part) {
      const double value = bars[row].parts[part];
      drawing.bar(at_x(sum), y + 4, at_x(sum + value) - at_x(sum), kRow - 14, colour(part),
                  fmt::format("{}: {}", parts[part], short_number(value)));
      sum += value;
    }
    drawing.text(at_x(sum) + 6, y + 20, bars[row].written, "ink");
  }
  return drawing.done();
}

std::string log_bars(const ChartLabels& labels, const std::vector<Bar>& bars) {
  constexpr double kLeft = 290;
  constexpr double kRight = kWidth - 110;
  constexpr double kRow = 26;
  constexpr double kTop = 44;
  double least = 1e300;
  double most = 0;
  for (const Bar& bar : bars) {
    if (bar.value > 0) {
      least = std::min(least, bar.value);
      most = std::max(most, bar.value);
    }
  }
  const double low = std::floor(std::log10(std::max(least, 1e-9)) - 0.3);
  const double high = std::max(low + 1, std::ceil(std::log10(std::max(most, 1e-9))));
  const double bottom = kTop + kRow * static_cast<double>(bars.size());
  const auto at_x = [&](double x) {
    return kLeft + (kRight - kLeft) * (std::log10(std::max(x, 1e-9)) - low) / (high - low);
  };

  Drawing drawing(kWidth, bottom + 56, labels.title);
  for (double power = low; power <= high; ++power) {
    const double x = std::pow(10, power);
    drawing.line(at_x(x), kTop - 4, at_x(x), bottom, "grid");
    drawing.text(at_x(x), bottom + 18, short_number(x), "soft", "middle");
  }
  drawing.text((kLeft + kRight) / 2, bottom + 44, labels.x, "soft", "middle");
  for (std::size_t row = 0; row < bars.size(); ++row) {
    const double y = kTop + kRow * static_cast<double>(row);
    drawing.text(kLeft - 10, y + 16, bars[row].name, "ink", "end");
    drawing.bar(kLeft, y + 4, std::max(1.0, at_x(bars[row].value) - kLeft), kRow - 9,
                bars[row].stands_out ? colour(1) : colour(0), bars[row].written);
    drawing.text(std::max(kLeft, at_x(bars[row].value)) + 6, y + 16, bars[row].written, "ink");
  }
  return drawing.done();
}

}  // namespace passerelle::bench
