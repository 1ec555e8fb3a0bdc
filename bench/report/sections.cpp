#include "sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "chart.h"
#include "country.h"

namespace passerelle::bench {
namespace {

/// The name without "real_time", "iterations:1" and the like, arguments behind commas: "rank, threads 2".
std::string readable(const std::string& name) {
  std::string text;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    std::string piece = name.substr(begin, end - begin);
    begin = end + 1;
    if (piece == "real_time" || piece == "process_time" || piece.starts_with("iterations:")) {
      continue;
    }
    std::replace(piece.begin(), piece.end(), text.empty() ? '_' : ':', ' ');
    text += (text.empty() ? "" : ", ") + piece;
  }
  return text;
}

std::string rate(const Measure& measure) {
  std::string text;
  if (measure.items_per_second > 0) {
    text = short_number(measure.items_per_second);
  }
  if (measure.bytes_per_second > 0) {
    text += (text.empty() ? "" : " · ") + bytes(measure.bytes_per_second);
  }
  return text;
}

std::string machine_section(const Results& results) {
  if (results.machine.empty()) {
    return "*Not measured yet.*\n";
  }
  const auto& machine = results.machine;
  const auto told = [&](const char* key) {
    const auto found = machine.find(key);
    return found == machine.end() ? std::string("?") : found->second;
  };
  return fmt::format(
      "{}, {} cores, {} of memory, {}, {}, build type {}; revision {}, {}, load {} before the first benchmark.\n",
      told("processor"), told("cores"), told("memory"), told("system"), told("compiler"), told("build"),
      told("revision"), told("date"), told("load"));
}

/// How many times faster the same benchmark is on two threads, for those that were run on one and on two.
std::string two_threads(const ModuleResults& module) {
  std::string text;
  for (const Measure& one : module.measures) {
    const std::size_t at = one.name.find("threads:1");
    if (at == std::string::npos) {
      continue;
    }
    std::string other = one.name;
    other.replace(at, 9, "threads:2");
    for (const Measure& two : module.measures) {
      if (two.name == other && two.seconds > 0) {
        std::string what = one.name.substr(0, at);
        what += one.name.substr(at + 9);
        std::string named = readable(what);
        while (!named.empty() && (named.back() == ' ' || named.back() == ',')) {
          named.pop_back();
        }
        text += fmt::format("{}{}: ×{:.2f}", text.empty() ? "" : "; ", named, one.seconds / two.seconds);
      }
    }
  }
  return text.empty() ? text : "Two threads against one: " + text + ".\n\n";
}

std::string modules_section(const Results& results) {
  if (results.modules.empty()) {
    return "*Not measured yet.*\n";
  }
  std::string text;
  for (const ModuleResults& module : results.modules) {
    text += fmt::format("**{}** (`{}_bench`, {})\n\n| what | time | a second | beside |\n|---|--:|--:|---|\n",
                        module.module, module.module, module.date);
    for (const Measure& measure : module.measures) {
      std::string beside;
      for (const auto& [name, value] : measure.counters) {
        beside += fmt::format("{}{} {}", beside.empty() ? "" : ", ", name, short_number(value));
      }
      std::replace(beside.begin(), beside.end(), '_', ' ');
      text += fmt::format("| {} | {} | {} | {} |\n", readable(measure.name), duration(measure.seconds), rate(measure),
                          beside);
    }
    text += "\n" + two_threads(module);
  }
  return text;
}

std::vector<const NightRun*> runs_of(const Results& results, const std::string& series) {
  std::vector<const NightRun*> runs;
  for (const NightRun& run : results.nights) {
    if (run.series == series) {
      runs.push_back(&run);
    }
  }
  return runs;
}

double size_of(const NightRun& run, const std::string& series) {
  return series == "people" ? run.people : run.offers;
}

const std::string kNightHead =
    "| week | people | offers | threads | load before | time | of the processor | understanding | ranking | lists and "
    "writing | peak memory | pairs that pass |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";

std::string night_row(const NightRun& run) {
  return fmt::format("| {} | {} | {} | {} | {:.1f} | **{}** | {} | {} | {} | {} | {} | {:.1f} % |\n", run.name,
                     short_number(run.people), short_number(run.offers), run.threads, run.load,
                     duration(run.wall_seconds), duration(run.processor_seconds),
                     duration(run.step("reading and understanding") + run.step("reading") + run.step("understanding")),
                     duration(run.step("ranking")), duration(run.step("lists") + run.step("writing")),
                     bytes(run.peak_bytes), 100 * run.passing / std::max(1.0, run.considered));
}

std::string night_section(const Results& results) {
  const auto nights = runs_of(results, "night");
  if (nights.empty()) {
    return "*Not measured yet: `tools/bench --night`.*\n";
  }
  std::string text = kNightHead;
  for (const NightRun* run : nights) {
    text += night_row(*run);
  }
  text += "\n![Where the time goes](results/steps.svg)\n";
  return text;
}

/// By which power of the size the time grows between the ends of a series.
std::string growth_sentence(const Results& results, const std::string& series, const std::string& what) {
  const auto runs = runs_of(results, series);
  if (runs.size() < 2) {
    return "";
  }
  const NightRun& first = *runs.front();
  const NightRun& last = *runs.back();
  const double larger = size_of(last, series) / std::max(1.0, size_of(first, series));
  const double slower = last.processor_seconds / std::max(1e-9, first.processor_seconds);
  return fmt::format("{:.0f}× {} take {:.2g}× the processor (power {:.2f}) and {:.2g}× the memory. ", larger, what,
                     slower, std::log(slower) / std::log(larger), last.peak_bytes / std::max(1.0, first.peak_bytes));
}

std::string growth_section(const Results& results) {
  if (runs_of(results, "people").empty() && runs_of(results, "offers").empty()) {
    return "*Not measured yet: `tools/bench --night`.*\n";
  }
  std::string text = growth_sentence(results, "people", "people") + growth_sentence(results, "offers", "offers") +
                     growth_sentence(results, "both", "people and offers") + "\n\n";
  text += kNightHead;
  for (const char* series : {"people", "offers", "both"}) {
    for (const NightRun* run : runs_of(results, series)) {
      text += night_row(*run);
    }
  }
  text += "\n";
  for (const char* series : {"people", "offers", "both"}) {
    if (runs_of(results, series).size() > 1) {
      text += fmt::format("![Growth with {0}](results/growth_{0}.svg)\n", series);
    }
  }
  return text;
}

std::string second_section(const Results& results) {
  const auto second = runs_of(results, "second");
  if (second.empty()) {
    return "*Not measured yet: `tools/bench --night`.*\n";
  }
  std::string text = kNightHead;
  for (const NightRun* run : second) {
    text += night_row(*run);
  }
  if (second.size() > 1) {
    const double ratio = second.back()->processor_seconds / std::max(1e-9, second.front()->processor_seconds);
    text += fmt::format("\nThe second night takes {:.0f} % of the processor time of the first.\n", 100 * ratio);
  }
  return text;
}

std::string shard_section(const Results& results) {
  const auto shards = runs_of(results, "shard");
  if (shards.empty()) {
    return "*A hundredth of the country's people against all of its offers on this machine: not measured yet "
           "(`tools/bench --shard`).*\n";
  }
  std::string text =
      "A hundredth of the country's people against all of its offers, measured on this machine:\n\n" + kNightHead;
  for (const NightRun* run : shards) {
    text += night_row(*run);
  }
  return text;
}

std::string peers_section(const Results& results) {
  if (!results.peers) {
    return "*Not measured yet: `tools/bench --peers`.*\n";
  }
  const JsonView peers = results.peers->root();
  std::string text;
  std::string last;
  for (std::size_t row = 0; row < peers["rows"].size(); ++row) {
    const JsonView one = peers["rows"].at(row);
    if (const std::string workload = one["workload"].text(); workload != last) {
      text += fmt::format(
          "{}**{}**\n\n| system | what it computes | queries/s, 1 thread | 2 threads | its recall@20 "
          "|\n|---|---|--:|--:|--:|\n",
          last.empty() ? "" : "\n", workload);
      last = workload;
    }
    const auto figure = [&](const char* key) {
      const std::optional<double> value = one[key].number();
      return value ? short_number(*value) : std::string("-");
    };
    text += fmt::format("| {} | {} | {} | {} | {} |\n", one["system"].text(), one["what"].text(),
                        figure("queries_per_second"), figure("queries_per_second_two_threads"),
                        one["recall"].is_null() ? "exact" : figure("recall"));
  }
  const auto ratio = [&](const char* key) { return peers[key].number(); };
  text += fmt::format(
      "\nOne thread by its processor time, two by the clock; load {} before. All are built as Debian has them.\n\n"
      "![Peers](results/peers.svg)\n\n",
      peers["load"].text());
  if (ratio("xapian_filtered_ratio") && ratio("faiss_flat_filtered_ratio")) {
    text += fmt::format(
        "On the same filtered workload, one thread: ours answers **×{}** the queries of Xapian and **×{}** those of "
        "FAISS "
        "Flat, and each answer is the whole score under all limits.",
        short_number(*ratio("xapian_filtered_ratio")), short_number(*ratio("faiss_flat_filtered_ratio")));
  }
  if (ratio("ns_per_passing_pair") && ratio("floor_ns")) {
    text += fmt::format(" A passing pair costs {} ns, the floor of this machine is {} ns.",
                        short_number(*ratio("ns_per_passing_pair")), short_number(*ratio("floor_ns")));
  }
  if (ratio("two_thread_ratio")) {
    text += fmt::format(" Two threads give ×{}.", short_number(*ratio("two_thread_ratio")));
  }
  return text + "\n";
}

std::string feed_section(const Results& results) {
  if (!results.feed) {
    return "*Not measured yet: `tools/bench --night`.*\n";
  }
  constexpr std::array<std::pair<const char*, const char*>, 13> kRows{{
      {"bytes", "mean bytes of an offer"},
      {"sentences", "mean sentences of a description"},
      {"distinct_titles", "distinct titles"},
      {"distinct_sentences", "distinct sentences"},
      {"distinct_texts", "distinct title and description"},
      {"distinct_employers", "distinct employers"},
      {"with_place", "with a commune or coordinates"},
      {"with_licence", "with a licence"},
      {"with_experience", "with experience demanded"},
      {"with_skills", "with skills ticked"},
      {"with_language", "with a language"},
      {"with_training", "with a training"},
      {"with_hours", "with hours"},
  }};
  const JsonView feed = results.feed->root();
  std::string text = fmt::format("| | real | made |\n|---|--:|--:|\n| offers | {} | {} |\n",
                                 grouped(feed["real"]["offers"].number().value_or(0)),
                                 grouped(feed["made"]["offers"].number().value_or(0)));
  for (const auto& [key, meaning] : kRows) {
    const auto written = [&, name = key](const char* which) {
      const double value = feed[which][name].number().value_or(0);
      return value <= 1 ? fmt::format("{:.1f} %", 100 * value) : short_number(value);
    };
    text += fmt::format("| {} | {} | {} |\n", meaning, written("real"), written("made"));
  }
  return text;
}

}  // namespace

std::string duration(double seconds) {
  if (seconds <= 0) {
    return "0";
  }
  if (seconds < 1e-6) {
    return short_number(seconds * 1e9) + " ns";
  }
  if (seconds < 1e-3) {
    return short_number(seconds * 1e6) + " µs";
  }
  if (seconds < 1) {
    return short_number(seconds * 1e3) + " ms";
  }
  constexpr double kMinute = 60;
  constexpr double kHour = 3600;
  if (seconds < 2 * kMinute) {
    return short_number(seconds) + " s";
  }
  const auto minutes = static_cast<long>(std::lround(seconds / kMinute));
  if (seconds < kHour / 2) {
    const auto whole = static_cast<long>(std::lround(seconds));
    return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  }
  return seconds < kHour ? fmt::format("{} min", minutes) : fmt::format("{} h {:02} min", minutes / 60, minutes % 60);
}

std::string bytes(double count) {
  constexpr std::array kUnits{"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (count >= 1000 && unit + 1 < kUnits.size()) {
    count /= 1000;
    ++unit;
  }
  return short_number(count) + " " + kUnits.at(unit);
}

std::map<std::string, std::string> sections_of(const Results& results) {
  return {{"machine", machine_section(results)}, {"modules", modules_section(results)},
          {"night", night_section(results)},     {"growth", growth_section(results)},
          {"second", second_section(results)},   {"peers", peers_section(results)},
          {"feed", feed_section(results)},       {"country", country_on_paper(results, {})},
          {"shard", shard_section(results)}};
}

std::map<std::string, std::string> charts_of(const Results& results) {
  std::map<std::string, std::string> charts;
  if (const auto nights = runs_of(results, "night"); !nights.empty()) {
    std::vector<std::string> parts;
    std::vector<StackedBar> bars;
    for (const NightRun* run : nights) {
      for (const auto& step : run->steps) {
        if (std::find(parts.begin(), parts.end(), step.first) == parts.end()) {
          parts.push_back(step.first);
        }
      }
    }
    for (const NightRun* run : nights) {
      StackedBar bar{fmt::format("{}, {} thread{}", run->name, run->threads, run->threads == 1 ? "" : "s"),
                     {},
                     duration(run->wall_seconds)};
      double all = 0;
      for (const auto& step : run->steps) {
        all += step.second;
      }
      for (const std::string& part : parts) {
        bar.parts.push_back(100 * run->step(part) / std::max(1e-9, all));
      }
      bars.push_back(std::move(bar));
    }
    charts["steps.svg"] = stacked_bars({"Where the time of a week goes", "share of the time, %", ""}, parts, bars);
  }
  for (const char* series : {"people", "offers", "both"}) {
    const auto runs = runs_of(results, series);
    if (runs.size() < 2) {
      continue;
    }
    std::vector<Line> lines;
    for (const auto& step : runs.back()->steps) {
      Line line{step.first, {}};
      for (const NightRun* run : runs) {
        line.points.emplace_back(size_of(*run, series), run->core_seconds(step.first));
      }
      lines.push_back(std::move(line));
    }
    lines.push_back({"the week", {}});
    for (const NightRun* run : runs) {
      lines.back().points.emplace_back(size_of(*run, series), run->processor_seconds);
    }
    const std::string x =
        std::string(series) == "people"   ? fmt::format("people, against {} offers", short_number(runs.back()->offers))
        : std::string(series) == "offers" ? fmt::format("offers, for {} people", short_number(runs.back()->people))
                                          : "offers, and people in the same proportion";
    charts[fmt::format("growth_{}.svg", series)] = line_chart({"How a week grows", x, "seconds of one core"}, lines);
  }
  std::vector<Bar> rates;
  for (const ModuleResults& module : results.modules) {
    for (const Measure& measure : module.measures) {
      if (measure.items_per_second > 0) {
        rates.push_back({module.module + ": " + readable(measure.name), measure.items_per_second,
                         short_number(measure.items_per_second)});
      }
    }
  }
  if (!rates.empty()) {
    charts["modules.svg"] = log_bars({"What each step does in a second", "items a second (logarithmic)", ""}, rates);
  }
  if (results.peers) {
    std::vector<Bar> bars;
    const JsonView rows = results.peers->root()["rows"];
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const JsonView one = rows.at(row);
      if (!one["filtered"].boolean().value_or(false)) {
        continue;
      }
      const double speed = one["queries_per_second"].number().value_or(0);
      const std::optional<double> recall = one["recall"].number();
      const std::string told =
          short_number(speed) + (recall ? fmt::format(", recall {:.2f}", *recall) : std::string(", exact"));
      bars.push_back({fmt::format("{} ({})", one["system"].text(), one["short"].text()), speed, told,
                      one["system"].text() == "Passerelle"});
    }
    charts["peers.svg"] =
        log_bars({"Best 20 of the offers within the limits, one thread", "queries a second (logarithmic)", ""}, bars);
  }
  return charts;
}

Result<std::string> with_sections(const std::string& text, const std::map<std::string, std::string>& sections) {
  std::string rendered = text;
  for (const auto& [name, section] : sections) {
    const std::string begin = fmt::format("<!-- {} -->", name);
    const std::string end = fmt::format("<!-- /{} -->", name);
    const std::size_t from = rendered.find(begin);
    const std::size_t to = rendered.find(end, from == std::string::npos ? 0 : from);
    if (from == std::string::npos || to == std::string::npos) {
      return Error{ErrorCode::usage, fmt::format("no place for the figures: {} … {} is missing", begin, end)};
    }
    const std::size_t after = from + begin.size();
    rendered.replace(after, to - after, "\n\n" + section + "\n");
  }
  return rendered;
}

}  // namespace passerelle::bench
