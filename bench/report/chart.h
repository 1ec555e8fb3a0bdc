#pragma once

#include <string>
#include <utility>
#include <vector>

namespace passerelle::bench {

/// One line of a line chart.
struct Line {
  std::string name;
  std::vector<std::pair<double, double>> points;  ///< sorted by x
};

/// What a chart says around its data.
struct ChartLabels {
  std::string title;
  std::string x;  ///< with its unit
  std::string y;
};

/// One bar made of parts.
struct StackedBar {
  std::string name;
  std::vector<double> parts;  ///< parallel to the names of the parts
  std::string written;        ///< behind the bar
};

/// One bar with its value written behind it.
struct Bar {
  std::string name;
  double value = 0;
  std::string written;
  bool stands_out = false;
};

/// Charts as whole SVG files, readable on light and on dark pages. The last of several lines is the sum of the others.
std::string line_chart(const ChartLabels& labels, const std::vector<Line>& lines);
std::string stacked_bars(const ChartLabels& labels, const std::vector<std::string>& parts,
                         const std::vector<StackedBar>& bars);
/// Bars on a logarithmic axis, for values that lie far apart.
std::string log_bars(const ChartLabels& labels, const std::vector<Bar>& bars);

/// Three digits that count: 1234567 → "1,230,000", 0.001234 → "0.00123".
std::string short_number(double value);
/// A count as it is: 1234567 → "1,234,567". Not negative.
std::string grouped(double value);

}  // namespace passerelle::bench
