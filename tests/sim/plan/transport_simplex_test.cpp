// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/transport_simplex.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/sim/plan/lemon_reference.hpp"

namespace yanbi {
namespace {

struct Problem {
  std::vector<std::int64_t> supply;
  std::vector<std::int64_t> capacity;
  TransportArcs arcs;
};

constexpr std::int64_t kUnservedCost = 1'000'000'000;

/// Numbers below a count; the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(engine_() % count); }

 private:
  std::mt19937 engine_;
};

struct Size {
  std::uint32_t origins = 0;
  std::uint32_t shelters = 0;
  std::uint32_t most_persons = 0;
  std::uint32_t most_places = 0;
  std::uint32_t most_cost = 0;
  std::uint32_t density = 100;  ///< percent of the pairs that have an arc
};

Problem random_problem(std::uint32_t seed, const Size& size) {
  Dice dice(seed);
  Problem problem;
  for (std::uint32_t j = 0; j < size.shelters; ++j) {
    problem.capacity.push_back(dice.below(size.most_places + 1));
  }
  for (std::uint32_t i = 0; i < size.origins; ++i) {
    problem.supply.push_back(dice.below(size.most_persons + 1));
    for (std::uint32_t j = 0; j < size.shelters; ++j) {
      const std::uint32_t cost = dice.below(size.most_cost + 1);
      if (dice.below(100) < size.density) {
        problem.arcs.shelter.push_back(j);
        problem.arcs.cost.push_back(cost);
      }
    }
    problem.arcs.first.push_back(problem.arcs.shelter.size());
  }
  return problem;
}

TransportSimplex solved(const Problem& problem) {
  TransportSimplex simplex(problem.supply, problem.capacity, kUnservedCost, problem.arcs);
  simplex.solve(problem.arcs);
  return simplex;
}

test::ReferenceOptimum outcome_of(const TransportSimplex& simplex) {
  test::ReferenceOptimum outcome;
  for (std::size_t i = 0; i < simplex.origin_count(); ++i) {
    for (const TransportFlow& flow : simplex.flows_of(i)) {
      outcome.served += flow.persons;
      outcome.cost += flow.persons * flow.cost;
    }
  }
  return outcome;
}

test::ReferenceOptimum lemon(const Problem& problem) {
  std::vector<test::ReferenceArc> arcs;
  for (std::size_t i = 0; i < problem.supply.size(); ++i) {
    for (std::size_t a = problem.arcs.first[i]; a < problem.arcs.first[i + 1]; ++a) {
      arcs.push_back({i, problem.arcs.shelter[a], problem.arcs.cost[a]});
    }
  }
  return test::solve_with_lemon(problem.supply, problem.capacity, arcs);
}

/// Tries every way to send single persons anywhere or nowhere.
void try_all(const Problem& problem, std::size_t origin, std::int64_t persons,
             std::vector<std::int64_t>& left, test::ReferenceOptimum so_far,
             test::ReferenceOptimum& best) {
  if (origin == problem.supply.size()) {
    if (so_far.served > best.served || (so_far.served == best.served && so_far.cost < best.cost)) {
      best = so_far;
    }
    return;
  }
  if (persons == problem.supply[origin]) {
    try_all(problem, origin + 1, 0, left, so_far, best);
    return;
  }
  try_all(problem, origin, persons + 1, left, so_far, best);
  for (std::size_t a = problem.arcs.first[origin]; a < problem.arcs.first[origin + 1]; ++a) {
    std::int64_t& places = left[problem.arcs.shelter[a]];
    if (places > 0) {
      --places;
      try_all(problem, origin, persons + 1, left,
              {so_far.served + 1, so_far.cost + problem.arcs.cost[a]}, best);
      ++places;
    }
  }
}

/// Flows within supplies and places, prices that fit them: what makes the solution provably best.
void expect_optimal(const Problem& problem, const TransportSimplex& simplex) {
  std::vector<std::int64_t> inside(problem.capacity.size(), 0);
  for (std::size_t i = 0; i < problem.supply.size(); ++i) {
    std::int64_t persons = simplex.unserved(i);
    RC_ASSERT(persons >= 0);
    RC_ASSERT(simplex.value(i) <= kUnservedCost);
    RC_ASSERT(persons == 0 || simplex.value(i) == kUnservedCost);
    for (const TransportFlow& flow : simplex.flows_of(i)) {
      persons += flow.persons;
      inside[flow.shelter] += flow.persons;
      RC_ASSERT(flow.cost + simplex.price(flow.shelter) == simplex.value(i));
    }
    RC_ASSERT(persons == problem.supply[i]);
    for (std::size_t a = problem.arcs.first[i]; a < problem.arcs.first[i + 1]; ++a) {
      RC_ASSERT(problem.arcs.cost[a] + simplex.price(problem.arcs.shelter[a]) >= simplex.value(i));
    }
  }
  for (std::size_t j = 0; j < problem.capacity.size(); ++j) {
    RC_ASSERT(inside[j] <= problem.capacity[j]);
    RC_ASSERT(simplex.price(j) >= 0);
    RC_ASSERT(simplex.price(j) == 0 || inside[j] == problem.capacity[j]);
  }
}

RC_GTEST_PROP(TransportSimplex, IsTheBestOfAllAssignments, ()) {
  const Problem problem = random_problem(*rc::gen::arbitrary<std::uint32_t>(), {3, 3, 2, 3, 6, 80});
  std::vector<std::int64_t> left = problem.capacity;
  test::ReferenceOptimum best;
  try_all(problem, 0, 0, left, {}, best);
  const test::ReferenceOptimum outcome = outcome_of(solved(problem));
  RC_ASSERT(outcome.served == best.served);
  RC_ASSERT(outcome.cost == best.cost);
}

RC_GTEST_PROP(TransportSimplex, EndsWithPricesThatProveIt, ()) {
  // Few different costs: ties everywhere.
  const Problem problem =
      random_problem(*rc::gen::arbitrary<std::uint32_t>(), {25, 8, 12, 30, 5, 50});
  expect_optimal(problem, solved(problem));
}

class AgainstLemon : public ::testing::TestWithParam<Size> {};

TEST_P(AgainstLemon, TheOptimumIsTheSame) {
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    const Problem problem = random_problem(seed, GetParam());
    const test::ReferenceOptimum expected = lemon(problem);
    const test::ReferenceOptimum outcome = outcome_of(solved(problem));
    EXPECT_EQ(outcome.served, expected.served) << "seed " << seed;
    EXPECT_EQ(outcome.cost, expected.cost) << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, AgainstLemon,
                         ::testing::Values(Size{400, 40, 50, 700, 100000, 100},   // short of places
                                           Size{400, 40, 50, 500, 100000, 100},   // about as many
                                           Size{400, 40, 50, 2000, 100000, 100},  // plenty
                                           Size{300, 60, 40, 200, 1000, 6},       // few pairs
                                           Size{300, 50, 3, 18, 20, 40},          // many ties
                                           Size{1, 50, 100000, 1000, 5000, 90},   // one giant
                                           Size{500, 1, 9, 2000, 5000, 90}));     // one shelter

RC_GTEST_PROP(TransportSimplex, GoesOnFromTheLastSolutionWhenArcsAreAdded, ()) {
  const Problem all = random_problem(*rc::gen::arbitrary<std::uint32_t>(), {20, 6, 9, 25, 50, 90});
  Problem some = all;
  some.arcs = {};
  for (std::size_t i = 0; i < all.supply.size(); ++i) {
    for (std::size_t a = all.arcs.first[i]; a < all.arcs.first[i + 1]; a += 2) {
      some.arcs.shelter.push_back(all.arcs.shelter[a]);
      some.arcs.cost.push_back(all.arcs.cost[a]);
    }
    some.arcs.first.push_back(some.arcs.shelter.size());
  }
  TransportSimplex simplex = solved(some);
  simplex.solve(all.arcs);
  expect_optimal(all, simplex);
}

RC_GTEST_PROP(TransportSimplex, TakesTheCheaperOfTwoArcsOfOnePair, ()) {
  const Problem dear = random_problem(*rc::gen::arbitrary<std::uint32_t>(), {12, 4, 9, 25, 50, 90});
  Problem both = dear;
  both.arcs = {};
  for (std::size_t i = 0; i < dear.supply.size(); ++i) {
    for (std::size_t a = dear.arcs.first[i]; a < dear.arcs.first[i + 1]; ++a) {
      for (const std::uint32_t cost : {dear.arcs.cost[a], dear.arcs.cost[a] / 2}) {
        both.arcs.shelter.push_back(dear.arcs.shelter[a]);
        both.arcs.cost.push_back(cost);
      }
    }
    both.arcs.first.push_back(both.arcs.shelter.size());
  }
  TransportSimplex simplex = solved(dear);
  simplex.solve(both.arcs);
  expect_optimal(both, simplex);
}

TEST(TransportSimplex, NobodyAndNothingIsFine) {
  const TransportSimplex simplex = solved({{}, {}, {}});
  EXPECT_EQ(simplex.origin_count(), 0U);
  EXPECT_EQ(simplex.shelter_count(), 0U);
}

TEST(TransportSimplex, WithoutArcsNobodyIsServed) {
  const TransportSimplex simplex = solved({{3, 4}, {10}, {{0, 0, 0}, {}, {}}});
  EXPECT_TRUE(simplex.flows_of(0).empty());
  EXPECT_EQ(simplex.unserved(1), 4);
}

TEST(TransportSimplex, StopsWhenTickThrows) {
  const Problem problem = random_problem(3, {300, 30, 9, 45, 100000, 100});
  TransportSimplex simplex(problem.supply, problem.capacity, kUnservedCost, problem.arcs);
  EXPECT_THROW(simplex.solve(problem.arcs, [] { throw std::runtime_error("stop"); }),
               std::runtime_error);
}

}  // namespace
}  // namespace yanbi
