// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "outputs/missing.hpp"
#include "sim/base/assert.hpp"
#include "sim/base/error.hpp"

namespace yanbi {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kConfidence = 0.975;  // upper end of a two-sided 95 % interval

/// Arc tangent of x >= 0 from + - * / and sqrt: the argument is halved four times, then the series
/// is summed. The C library's differs between CPU variants, and results must not.
double exact_atan(double x) {
  constexpr int kHalvings = 4;
  for (int i = 0; i < kHalvings; ++i) {
    x = x / (1.0 + std::sqrt(1.0 + x * x));
  }
  double sum = 0.0;
  double power = x;
  for (int k = 0; k < 20; ++k) {
    sum += (k % 2 == 0 ? power : -power) / (2 * k + 1);
    power *= x * x;
  }
  return sum * (1 << kHalvings);
}

/// P(-t < T < t) for t >= 0: Abramowitz & Stegun (1964), 26.7.3 (odd) and 26.7.4 (even degrees).
double student_t_inside(double t, std::size_t degrees) {
  const double nu = static_cast<double>(degrees);
  const double cos2 = nu / (nu + t * t);
  const double sine = t / std::sqrt(nu + t * t);
  const bool odd = degrees % 2 == 1;
  // Odd: cos + (2/3) cos^3 + (2*4)/(3*5) cos^5 ...; even: 1 + (1/2) cos^2 + (1*3)/(2*4) cos^4 ...
  double term = odd ? std::sqrt(cos2) : 1.0;
  double sum = 0.0;
  for (std::size_t k = odd ? 1 : 0; k + 2 <= degrees; k += 2) {
    sum += term;
    term *= cos2 * static_cast<double>(k + 1) / static_cast<double>(k + 2);
  }
  if (odd) {
    return (exact_atan(t / std::sqrt(nu)) + sine * sum) * 2.0 / kPi;
  }
  return sine * sum;
}

/// Makes spreads; keeps the quantiles of Student's t that it has needed.
class SpreadMaker {
 public:
  /// Precondition: `values` is in the order of the replicates.
  Spread operator()(std::span<const double> values) {
    kept_.clear();
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept_),
                 [](double value) { return !std::isnan(value); });
    if (kept_.empty()) {
      return {kMissing, kMissing, kMissing, kMissing, kMissing};
    }
    const double count = static_cast<double>(kept_.size());
    const double mean = std::accumulate(kept_.begin(), kept_.end(), 0.0) / count;
    Spread spread{mean, kMissing, kMissing, mean, mean};
    if (kept_.size() > 1) {
      double squares = 0.0;
      for (const double value : kept_) {
        squares += (value - mean) * (value - mean);
      }
      const double half_width =
          t_quantile(kept_.size() - 1) * std::sqrt(squares / (count - 1.0) / count);
      spread.ci_low = mean - half_width;
      spread.ci_high = mean + half_width;
    }
    // Most figures are the same in every run: nobody of a zone for a cause, say.
    if (!std::is_sorted(kept_.begin(), kept_.end())) {
      std::sort(kept_.begin(), kept_.end());
    }
    spread.p05 = sample_quantile(kept_, 0.05);
    spread.p95 = sample_quantile(kept_, 0.95);
    return spread;
  }

 private:
  double t_quantile(std::size_t degrees) {
    if (degrees >= t_.size()) {
      t_.resize(degrees + 1, 0.0);
    }
    if (t_[degrees] == 0.0) {
      t_[degrees] = student_t_quantile(kConfidence, degrees);
    }
    return t_[degrees];
  }

  std::vector<double> kept_;
  std::vector<double> t_;
};

/// The summary of one geography, figure by figure.
class GeographySummarizer {
 public:
  GeographySummarizer(const std::vector<RunScores>& runs, std::size_t geography,
                      std::size_t deadlines)
      : deadlines_(deadlines) {
    for (const RunScores& run : runs) {
      scores_.push_back(&run.geographies[geography]);
    }
    values_.resize(scores_.size());
    zones_ = first().population.size();
  }

  GeographySummary summarize() {
    GeographySummary summary;
    summary.geography = first().geography;
    summary.population = first().population;
    summary.places = first().places;
    summary.population_all = total(summary.population);
    summary.places_all = total(summary.places);
    add_coverage(summary);
    add_causes(summary);
    add_zone_figures(summary);
    add_access(summary);
    add_hazards(summary);
    return summary;
  }

 private:
  const ZoneScores& first() const { return *scores_.front(); }

  static std::int64_t total(const std::vector<std::int64_t>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  }

  static double ratio(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : kMissing;
  }

  /// Spread of what `figure` gives for each replicate.
  template <class Figure>
  Spread over_replicates(Figure figure) {
    std::transform(scores_.begin(), scores_.end(), values_.begin(),
                   [&](const ZoneScores* scores) { return static_cast<double>(figure(*scores)); });
    return make_spread_(values_);
  }

  void add_coverage(GeographySummary& summary) {
    for (std::size_t d = 0; d < deadlines_; ++d) {
      for (std::size_t z = 0; z < zones_; ++z) {
        summary.coverage.push_back(over_replicates([&](const ZoneScores& scores) {
          return ratio(scores.sheltered[d * zones_ + z], scores.population[z]);
        }));
      }
      summary.coverage_all.push_back(over_replicates([&](const ZoneScores& scores) {
        std::int64_t sheltered = 0;
        for (std::size_t z = 0; z < zones_; ++z) {
          sheltered += scores.sheltered[d * zones_ + z];
        }
        return ratio(sheltered, summary.population_all);
      }));
    }
  }

  void add_causes(GeographySummary& summary) {
    for (std::size_t d = 0; d < deadlines_; ++d) {
      for (std::size_t z = 0; z < zones_; ++z) {
        for (std::size_t c = 0; c < kCauseCount; ++c) {
          summary.unsheltered.push_back(over_replicates([&](const ZoneScores& scores) {
            return scores.unsheltered[(d * zones_ + z) * kCauseCount + c];
          }));
        }
      }
      for (std::size_t c = 0; c < kCauseCount; ++c) {
        summary.unsheltered_all.push_back(over_replicates([&](const ZoneScores& scores) {
          std::int64_t persons = 0;
          for (std::size_t z = 0; z < zones_; ++z) {
            persons += scores.unsheltered[(d * zones_ + z) * kCauseCount + c];
          }
          return persons;
        }));
      }
    }
  }

  void add_zone_figures(GeographySummary& summary) {
    for (std::size_t z = 0; z < zones_; ++z) {
      const auto column = [&](SpreadColumns& target, auto member) {
        target.push_back(
            over_replicates([&](const ZoneScores& scores) { return (scores.*member)[z]; }));
      };
      column(summary.t50, &ZoneScores::t50);
      column(summary.t90, &ZoneScores::t90);
      column(summary.t95, &ZoneScores::t95);
      column(summary.mean_walk, &ZoneScores::mean_walk);
      column(summary.p95_walk, &ZoneScores::p95_walk);
      column(summary.served_from_other_zones, &ZoneScores::served_from_other_zones);
      column(summary.served_in_other_zones, &ZoneScores::served_in_other_zones);
    }
  }

  /// Persons inside the shelters of zone z at the horizon, wherever they live.
  std::int64_t inside_at_horizon(const ZoneScores& scores, std::size_t z) const {
    const std::size_t last_time = scores.curve.size() - zones_;
    return scores.curve[last_time + z] - scores.served_in_other_zones[z] +
           scores.served_from_other_zones[z];
  }

  void add_access(GeographySummary& summary) {
    for (std::size_t z = 0; z < zones_; ++z) {
      summary.places_per_person.push_back(ratio(summary.places[z], summary.population[z]));
      summary.utilisation.push_back(over_replicates([&](const ZoneScores& scores) {
        return ratio(inside_at_horizon(scores, z), scores.places[z]);
      }));
    }
    summary.utilisation_all = over_replicates([&](const ZoneScores& scores) {
      std::int64_t inside = 0;
      for (std::size_t z = 0; z < zones_; ++z) {
        inside += inside_at_horizon(scores, z);
      }
      return ratio(inside, summary.places_all);
    });
    summary.places_per_person_all = ratio(summary.places_all, summary.population_all);
    summary.gini_access = gini(summary.places_per_person, summary.population);
  }

  void add_hazards(GeographySummary& summary) {
    summary.not_at_risk = first().not_at_risk;
    summary.not_at_risk_all = total(summary.not_at_risk);
    summary.water_arrival = first().water_arrival;
    summary.at_risk = first().at_risk;
    for (std::size_t z = 0; z < zones_; ++z) {
      summary.caught.push_back(
          over_replicates([&](const ZoneScores& scores) { return scores.caught[z]; }));
    }
    summary.caught_all =
        over_replicates([](const ZoneScores& scores) { return total(scores.caught); });
    for (std::size_t z = 0; z < summary.at_risk.size(); ++z) {
      summary.inside_before_water.push_back(
          over_replicates([&](const ZoneScores& scores) { return scores.inside_before_water[z]; }));
    }
    summary.inside_before_water_all =
        over_replicates([](const ZoneScores& scores) { return total(scores.inside_before_water); });
  }

  std::vector<const ZoneScores*> scores_;
  std::vector<double> values_;
  std::size_t zones_ = 0;
  std::size_t deadlines_;
  SpreadMaker make_spread_;
};

bool is_whole(const ZoneScores& scores) {
  const std::size_t zones = scores.population.size();
  const auto by_zone = [&](const auto&... columns) { return ((columns.size() == zones) && ...); };
  const bool curve_is_whole =
      zones == 0 || (!scores.curve.empty() && scores.curve.size() % zones == 0);
  return curve_is_whole && scores.unsheltered.size() == scores.sheltered.size() * kCauseCount &&
         by_zone(scores.t50, scores.t90, scores.t95, scores.mean_walk, scores.p95_walk,
                 scores.places, scores.served_from_other_zones, scores.served_in_other_zones,
                 scores.not_at_risk, scores.caught) &&
         scores.water_arrival.size() == scores.at_risk.size() &&
         scores.inside_before_water.size() == scores.at_risk.size() &&
         (scores.at_risk.empty() || scores.at_risk.size() == zones);
}

/// @throws InternalError when the runs are not replicates of one case.
void require_one_case(const std::vector<RunScores>& runs) {
  for (const RunScores& run : runs) {
    bool same = run.geographies.size() == runs.front().geographies.size();
    for (std::size_t g = 0; same && g < run.geographies.size(); ++g) {
      const ZoneScores& mine = run.geographies[g];
      const ZoneScores& other = runs.front().geographies[g];
      same = mine.geography == other.geography && mine.population == other.population &&
             mine.places == other.places && mine.not_at_risk == other.not_at_risk &&
             mine.at_risk == other.at_risk && mine.sheltered.size() == other.sheltered.size() &&
             mine.curve.size() == other.curve.size() && is_whole(mine);
    }
    if (!same) {
      throw InternalError(fmt::format(
          "replicate {} cannot be summarized with replicate {}: geographies, people, places, "
          "deadlines or curve times differ, or a column is missing",
          run.replicate, runs.front().replicate));
    }
  }
}

std::size_t count_deadlines(const RunScores& run) {
  for (const ZoneScores& scores : run.geographies) {
    if (!scores.population.empty()) {
      return scores.sheltered.size() / scores.population.size();
    }
  }
  return 0;
}

}  // namespace

void SpreadColumns::push_back(const Spread& spread) {
  mean.push_back(spread.mean);
  ci_low.push_back(spread.ci_low);
  ci_high.push_back(spread.ci_high);
  p05.push_back(spread.p05);
  p95.push_back(spread.p95);
}

Spread spread_of(std::span<const double> values) { return SpreadMaker()(values); }

double sample_quantile(std::span<const double> ascending, double share) {
  YANBI_EXPECT(share >= 0.0 && share <= 1.0);
  if (ascending.empty()) {
    return kMissing;
  }
  const double position = share * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const double low = ascending[below];
  if (below + 1 >= ascending.size()) {
    return low;
  }
  return low + (position - static_cast<double>(below)) * (ascending[below + 1] - low);
}

double student_t_quantile(double share, std::size_t degrees) {
  YANBI_EXPECT(share > 0.0 && share < 1.0 && degrees >= 1);
  if (share < 0.5) {
    return -student_t_quantile(1.0 - share, degrees);
  }
  const double inside = 2.0 * share - 1.0;
  double low = 0.0;
  double high = 1.0;
  while (student_t_inside(high, degrees) < inside) {
    low = high;
    high *= 2.0;
  }
  for (double middle = low + (high - low) / 2; low < middle && middle < high;
       middle = low + (high - low) / 2) {
    (student_t_inside(middle, degrees) < inside ? low : high) = middle;
  }
  return high;
}

double gini(std::span<const double> access, std::span<const std::int64_t> population) {
  YANBI_EXPECT(access.size() == population.size());
  std::vector<std::size_t> order;
  for (std::size_t z = 0; z < access.size(); ++z) {
    if (population[z] > 0) {
      order.push_back(z);
    }
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return access[a] < access[b]; });
  // With zones in ascending order of access, sum_i sum_j p_i p_j |A_i - A_j| is twice the sum over
  // j of p_j (A_j P_j - S_j), where P_j and S_j are the sums of p_i and p_i A_i over i before j.
  double people = 0.0;
  double weighted = 0.0;
  double differences = 0.0;
  for (const std::size_t z : order) {
    const double persons = static_cast<double>(population[z]);
    differences += persons * (access[z] * people - weighted);
    people += persons;
    weighted += persons * access[z];
  }
  return weighted > 0.0 ? differences / (people * weighted) : kMissing;
}

Summary summarize_replicates(const std::vector<RunScores>& runs) {
  YANBI_EXPECT(!runs.empty());
  require_one_case(runs);
  Summary summary;
  summary.replicates = runs.size();
  summary.deadlines = count_deadlines(runs.front());
  for (std::size_t g = 0; g < runs.front().geographies.size(); ++g) {
    summary.geographies.push_back(GeographySummarizer(runs, g, summary.deadlines).summarize());
  }
  return summary;
}

}  // namespace yanbi
