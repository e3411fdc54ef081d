#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Recomputes every cause and every score of a result file from its group /agents alone.

Usage: recompute_scores.py RESULT.h5 [--hazard HAZARD.h5 [--city CITY.h5] [--set KEY=VALUE]...]

The file must have been written with agents (`yanbi run --agents`). Nothing of Yanbi's own code is
used: the rules below follow outputs/FORMAT.md. Counts, causes and conditions must agree exactly;
means and percentiles to 1e-9. Prints what was compared; each difference names run, deadline, zone.

With the hazard file of the run, the water is looked up again: who was caught stood in more than people
of their kind stand in, and homes get wet when the file says. With the city file too, shelters are lost
when water or a strike can have done it, and nobody is left out who does not stay at home. Limits are
those of the scenario's text in the result; --set changes them (a redacted result has no text).

Exit status: 0 all agrees, 1 something differs or the file cannot be used, 2 wrong call,
77 the Python packages h5py or numpy are missing (a skipped test, for CTest).
"""

import argparse
import math
import sys
from pathlib import Path

try:
    import h5py
    import numpy as np
except ImportError as missing:
    print(f"skipped: {missing.name} is missing; install python3-h5py and python3-numpy")
    sys.exit(77)

sys.path.insert(0, str(Path(__file__).resolve().parent))
import recompute_hazards  # noqa: E402  (beside this script)

CAUSES = [
    "off_network", "not_warned", "not_complied", "unplaced", "shelter_lost", "blocked", "caught",
    "too_far", "late_warning", "late_start", "turned_away", "entrance_queue", "congestion",
]
TICKS_PER_SECOND = 10
TOLERANCE = 1e-9
MOST_SHOWN = 5


class Unusable(Exception):
    """The file lacks what the comparison needs."""


def dimensions(variable):
    """Names of a variable's dimensions, from the scales attached to it."""
    names = []
    for axis in range(variable.ndim):
        scales = variable.dims[axis].values()
        if not scales:
            raise Unusable(f"{variable.name}: axis {axis} has no dimension scale")
        names.append(scales[0].name.rsplit("/", 1)[-1])
    return names


def load(group, name, *wanted):
    """A variable as an array with the wanted dimensions, in that order, whatever the file's."""
    if name not in group:
        raise Unusable(f"{group.name}/{name} is missing")
    variable = group[name]
    have = dimensions(variable)
    if sorted(have) != sorted(wanted):
        raise Unusable(f"{variable.name} has dimensions {have} instead of {list(wanted)}")
    return np.transpose(variable[...], [have.index(w) for w in wanted])


def texts(values):
    return [v.decode("utf-8") if isinstance(v, bytes) else str(v) for v in values]


def ticks(seconds):
    """Whole steps of 0.1 s as floating-point numbers; never (NaN in the file) is infinity."""
    exact = seconds * TICKS_PER_SECOND
    rounded = np.round(exact)
    known = ~np.isnan(seconds)
    if np.any(np.abs(exact[known] - rounded[known]) > 1e-6):
        raise Unusable("/agents has times that are not whole steps of 0.1 s")
    return np.where(known, rounded, np.inf)


class Agents:
    """The facts of /agents for one run, index = agent."""

    def __init__(self, group, run, deadlines):
        def facts(name):
            return load(group, name, "run", "agent")[run]

        def by_deadline(name):
            return load(group, name, "run", "deadline", "agent")[run]

        self.persons = load(group, "persons", "agent").astype(np.int64)
        self.off_network = load(group, "off_network", "agent") != 0
        self.complies = facts("complies") != 0
        self.placed = load(group, "assigned_shelter", "agent") >= 0
        self.warned_at = ticks(facts("warned_at"))
        self.departed_at = ticks(facts("departed_at"))
        self.refused_at = ticks(facts("refused_at"))
        self.arrived_at = ticks(facts("arrived_at"))
        self.free_flow = ticks(facts("free_flow"))
        self.shelter = facts("shelter")
        count, steps = len(self.persons), len(deadlines)
        self.origin = load(group, "origin", "agent") if "origin" in group else None
        self.has_hazards = "caught_at" in group
        never, nowhere = np.full(count, np.inf), np.full(count, -1)
        self.lost_at = ticks(facts("lost_at")) if self.has_hazards else never
        self.blocked_at = ticks(facts("blocked_at")) if self.has_hazards else never
        self.caught_at = ticks(facts("caught_at")) if self.has_hazards else never
        self.caught_on = facts("caught_on") if self.has_hazards else nowhere
        self.vulnerable = facts("vulnerable") if self.has_hazards else np.zeros(count)
        self.hazard_delay = (by_deadline("hazard_delay") if self.has_hazards
                             else np.zeros((steps, count)))
        self.entrance_delay = by_deadline("entrance_delay")
        self.congestion_delay = by_deadline("congestion_delay")
        self.persons_inside = by_deadline("persons_inside").astype(np.int64)
        self.cause = by_deadline("cause")
        self.conditions = by_deadline("conditions")
        self.deadlines = deadlines
        self.may_split = bool(group.attrs.get("split_parties", 0))

    def inside(self, d):
        """Who is inside as a whole, be it that they lose their shelter later."""
        stays = self.arrived_at <= self.deadlines[d]
        loses_it = np.isfinite(self.lost_at) & (self.persons_inside[d] == self.persons)
        return stays | loses_it

    def may_leave(self):
        """Whether anybody may have been inside before the arrival that lasts."""
        return self.may_split or bool(np.any(np.isfinite(self.lost_at)))

    def holding(self, d):
        """(cause, agent): whether the condition of each cause holds at deadline d."""
        deadline = self.deadlines[d]
        entrance, congestion = self.entrance_delay[d], self.congestion_delay[d]
        hazard = self.hazard_delay[d]
        far = self.free_flow > deadline
        from_warning = self.warned_at + self.free_flow > deadline
        from_departure = self.departed_at + self.free_flow > deadline
        held_up = (self.placed & ~from_departure & ~(self.caught_at <= deadline)
                   & ~(self.refused_at <= deadline) & (hazard > 0) & (hazard >= entrance)
                   & (hazard >= congestion))
        conditions = {
            "off_network": self.off_network,
            "not_warned": self.warned_at > deadline,
            "not_complied": ~self.complies,
            "unplaced": ~self.placed,
            "shelter_lost": self.lost_at <= deadline,
            "blocked": (self.blocked_at <= deadline) | held_up,
            "caught": self.caught_at <= deadline,
            "too_far": self.placed & far,
            "late_warning": self.placed & ~far & from_warning,
            "late_start": self.placed & self.complies & ~from_warning & from_departure,
            "turned_away": self.refused_at <= deadline,
            "entrance_queue": (entrance > 0) & (entrance >= congestion),
            "congestion": congestion > entrance,
        }
        return np.array([conditions[cause] for cause in CAUSES]) & ~self.inside(d)


class Comparison:
    """Counts what was compared and collects what differs."""

    def __init__(self):
        self.figures = 0
        self.differences = []

    def same(self, what, names, found, expected, tolerance=None):
        """Compares arrays; `names` are the dimensions of their axes, for messages."""
        found, expected = np.asarray(found), np.asarray(expected)
        if found.shape != expected.shape:
            self.differences.append(f"{what}: shape {found.shape} instead of {expected.shape}")
            return
        self.figures += expected.size
        if tolerance is None:
            wrong = found != expected
        else:
            both_missing = np.isnan(found) & np.isnan(expected)
            near = np.isclose(found, expected, rtol=tolerance, atol=tolerance)
            wrong = ~(both_missing | near)
        for index in list(zip(*np.nonzero(wrong)))[:MOST_SHOWN]:
            where = ", ".join(f"{n} {i}" for n, i in zip(names, index))
            self.differences.append(
                f"{what} at {where}: the file has {found[index]}, recomputed {expected[index]}")
        if np.count_nonzero(wrong) > MOST_SHOWN:
            self.differences.append(f"{what}: {np.count_nonzero(wrong)} differences in all")


def by_zone(zone, zones, persons):
    """Sum of whole persons by zone."""
    sums = np.zeros(zones, dtype=np.int64)
    np.add.at(sums, zone, persons)
    return sums


def check_causes(comparison, run, agents):
    """Compares cause and conditions of every agent; returns (deadline, agent) cause, -1 inside."""
    causes = []
    for d in range(len(agents.deadlines)):
        holding = agents.holding(d)
        inside = agents.inside(d)
        unexplained = ~inside & ~np.any(holding, axis=0)
        if np.any(unexplained):
            comparison.differences.append(
                f"run {run}, deadline {d}: agents {np.flatnonzero(unexplained)[:MOST_SHOWN]} are "
                "not inside and no cause holds")
        cause = np.where(inside, -1, np.argmax(holding, axis=0))
        mask = np.sum(holding.astype(np.int64) << np.arange(len(CAUSES))[:, None], axis=0)
        comparison.same(f"run {run}, deadline {d}: /agents/cause", ["agent"],
                        agents.cause[d].astype(np.int64), cause)
        comparison.same(f"run {run}, deadline {d}: /agents/conditions", ["agent"],
                        agents.conditions[d].astype(np.int64), mask)
        whole = agents.persons_inside[d] == agents.persons
        comparison.same(f"run {run}, deadline {d}: /agents/persons_inside", ["agent"],
                        whole if agents.may_split else agents.persons_inside[d],
                        inside if agents.may_split else np.where(inside, agents.persons, 0))
        # Nobody is inside whom the water has taken by then.
        comparison.same(f"run {run}, deadline {d}: /agents: caught, and inside", ["agent"],
                        inside & (agents.caught_at <= agents.deadlines[d]), np.zeros_like(inside))
        causes.append(cause)
    return causes


def scores_of(agents, causes, zone, zones):
    """sheltered (deadline, zone) and unsheltered (deadline, zone, cause)."""
    deadlines = len(agents.deadlines)
    sheltered = np.zeros((deadlines, zones), dtype=np.int64)
    unsheltered = np.zeros((deadlines, zones, len(CAUSES)), dtype=np.int64)
    for d in range(deadlines):
        inside = agents.persons_inside[d]
        sheltered[d] = by_zone(zone, zones, inside)
        outside = causes[d] >= 0
        np.add.at(unsheltered[d], (zone[outside], causes[d][outside]),
                  (agents.persons - inside)[outside])
    return sheltered, unsheltered


def check_curve(comparison, what, agents, zone, zones, times, curve):
    """Every point where whole parties arrive and stay; else the points at the deadlines."""
    for t, time in enumerate(times):
        if not agents.may_leave():
            inside = np.where(agents.arrived_at <= time, agents.persons, 0)
        elif time in agents.deadlines:
            inside = agents.persons_inside[list(agents.deadlines).index(time)]
        else:
            continue
        comparison.same(f"{what} at {time / TICKS_PER_SECOND} s", ["zone"], curve[t],
                        by_zone(zone, zones, inside))


def check_scores(comparison, file, geography, home_zone, runs):
    """Compares /scores and /curves; returns the recomputed scores of each run."""
    group = file[f"/scores/{geography}"]
    population = load(group, "population", "run", "zone")
    sheltered = load(group, "sheltered", "run", "deadline", "zone")
    unsheltered = load(group, "unsheltered", "run", "deadline", "zone", "cause")
    coverage = load(group, "coverage", "run", "deadline", "zone")
    curves = file[f"/curves/{geography}"]
    times = ticks(np.asarray(curves["time"][...], dtype=float))
    curve = load(curves, "sheltered", "run", "time", "zone")
    zones = population.shape[1]
    if texts(group["cause"][...]) != CAUSES:
        raise Unusable(f"{group.name}/cause lists other causes than these: {', '.join(CAUSES)}")
    recomputed = []
    for run, (agents, causes) in enumerate(runs):
        what = f"run {run}: /scores/{geography}/"
        people = by_zone(home_zone, zones, agents.persons)
        inside, outside = scores_of(agents, causes, home_zone, zones)
        with np.errstate(invalid="ignore"):
            share = inside / people
        comparison.same(what + "population", ["zone"], population[run], people)
        comparison.same(what + "sheltered", ["deadline", "zone"], sheltered[run], inside)
        comparison.same(what + "unsheltered", ["deadline", "zone", "cause"], unsheltered[run],
                        outside)
        comparison.same(what + "coverage", ["deadline", "zone"], coverage[run], share, TOLERANCE)
        comparison.same(what + "sheltered + causes", ["deadline", "zone"],
                        inside + outside.sum(axis=2), np.broadcast_to(people, inside.shape))
        check_curve(comparison, f"run {run}: /curves/{geography}/sheltered", agents, home_zone,
                    zones, times, curve[run])
        recomputed.append((share, outside))
        if agents.has_hazards:
            check_who_is_caught(comparison, run, file, geography, agents, home_zone, times)
    return recomputed


def check_who_is_caught(comparison, run, file, geography, agents, home_zone, times):
    """Compares who is caught, zone by zone, by the end and over time."""
    caught = load(file[f"/scores/{geography}"], "caught", "run", "zone")[run]
    curve = load(file[f"/curves/{geography}"], "caught", "run", "time", "zone")[run]
    for what, by, found in [("", np.finfo(float).max, caught),
                            *((f" at {t / TICKS_PER_SECOND} s", t, c) for t, c in zip(times, curve))]:
        taken = np.where(agents.caught_at <= by, agents.persons, 0)
        comparison.same(f"run {run}: {geography}/caught{what}", ["zone"], found,
                        by_zone(home_zone, len(caught), taken))


def check_links(comparison, file, runs):
    """Compares where people are caught."""
    if "links" not in file or "caught" not in file["links"]:
        return
    caught = load(file["links"], "caught", "run", "link")
    for run, (agents, _) in enumerate(runs):
        somewhere = agents.caught_on >= 0
        comparison.same(f"run {run}: /agents/caught_on", ["agent"], somewhere,
                        np.isfinite(agents.caught_at))
        comparison.same(f"run {run}: /links/caught", ["link"], caught[run],
                        by_zone(agents.caught_on[somewhere], caught.shape[1],
                                agents.persons[somewhere]))


def student_t_inside(t, degrees):
    """P(-t < T < t) by Simpson's rule on the density, written with x = sqrt(degrees) tan(angle)."""
    top = math.atan(t / math.sqrt(degrees))
    steps = 20000
    angles = np.linspace(0.0, top, steps + 1)
    weights = np.ones(steps + 1)
    weights[1:-1:2], weights[2:-1:2] = 4.0, 2.0
    integral = np.sum(weights * np.cos(angles) ** (degrees - 1)) * top / steps / 3.0
    constant = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)
    return 2.0 * math.exp(constant) / math.sqrt(math.pi) * integral


def check_summary(comparison, file, geography, recomputed):
    """Compares the statistics over replicates of coverage and causes."""
    group = file[f"/summary/{geography}"]
    replicates = len(recomputed)
    for name, position, rest in (("coverage", 0, ["deadline", "zone"]),
                                 ("unsheltered", 1, ["deadline", "zone", "cause"])):
        values = np.array([scores[position] for scores in recomputed], dtype=float)
        expected = {
            "mean": values.mean(axis=0),
            "p05": np.percentile(values, 5, axis=0),
            "p95": np.percentile(values, 95, axis=0),
        }
        for part, figures in expected.items():
            found = load(group, f"{name}_{part}", "case", *rest)[0]
            comparison.same(f"/summary/{geography}/{name}_{part}", rest, found, figures, TOLERANCE)
        low = load(group, f"{name}_ci_low", "case", *rest)[0]
        high = load(group, f"{name}_ci_high", "case", *rest)[0]
        if replicates < 2:
            comparison.same(f"/summary/{geography}/{name}_ci_low", rest, np.isnan(low),
                            np.ones_like(low, dtype=bool))
            continue
        comparison.same(f"/summary/{geography}/{name}: middle of the interval", rest,
                        (low + high) / 2, expected["mean"], TOLERANCE)
        error = values.std(axis=0, ddof=1) / math.sqrt(replicates)
        varies = error > 0
        quantiles = ((high - low) / 2)[varies] / error[varies]
        if quantiles.size > 0:
            comparison.same(f"/summary/{geography}/{name}: confidence of the interval", ["figure"],
                            [student_t_inside(t, replicates - 1)
                             for t in (quantiles.min(), quantiles.max())], [0.95, 0.95], 1e-7)


def check_shelters(comparison, file, runs):
    """Compares who is inside each shelter at the horizon, where parties were not split."""
    group = file["/shelters"]
    places = load(group, "places", "shelter")
    admitted = load(group, "admitted", "run", "shelter")
    for run, (agents, _) in enumerate(runs):
        inside = np.isfinite(agents.arrived_at)
        if not agents.may_split:
            comparison.same(f"run {run}: /shelters/admitted", ["shelter"], admitted[run],
                            by_zone(agents.shelter[inside], len(places), agents.persons[inside]))
        if not agents.has_hazards:  # then a work may be limited while people are inside
            comparison.same(f"run {run}: /shelters: more admitted than places", ["shelter"],
                            admitted[run] > places, np.zeros(len(places), dtype=bool))


def home_zones(group, geography):
    """The home zone of each agent; the first geography's variable has the plain name."""
    own_name = f"home_zone_{geography}"
    return load(group, own_name if own_name in group else "home_zone", "agent").astype(np.int64)


def check_against_hazard(comparison, file, runs, options):
    """Compares with the hazard file, and with the city file if it is given."""
    text = file.attrs.get("scenario_text", "")
    parameters = recompute_hazards.parameters_of(text, options.set)
    parameters["hazard.alarm_at"] = float(file.attrs["alarm_at"])
    with h5py.File(options.hazard, "r") as hazard_file:
        hazard = recompute_hazards.Hazard(hazard_file, parameters)
    recompute_hazards.check_hazard_facts(comparison, file, hazard)
    for run, (agents, _) in enumerate(runs):
        recompute_hazards.check_caught(comparison, run, agents, hazard)
    if int(file.attrs["only_at_risk"]):
        recompute_hazards.check_at_risk_only(comparison, runs[0][0], hazard)
    for geography in file["/scores"]:
        zones = len(file[f"/scores/{geography}/zone"])
        if hazard.homes is not None:
            recompute_hazards.check_water(comparison, file, geography, runs, hazard,
                                          home_zones(file["/agents"], geography), zones)
    if options.city is None:
        return
    with h5py.File(options.city, "r") as city_file:
        city = recompute_hazards.City(city_file)
    for geography in file["/scores"]:
        name = file[f"/scores/{geography}"].attrs["geography"]
        recompute_hazards.check_who_stays(comparison, file, geography, name, runs[0][0], city)
    if not int(file.attrs["redacted"]):
        times = file[f"/curves/{list(file['/scores'])[0]}/time"]
        recompute_hazards.check_lost(comparison, file, len(runs), hazard, city,
                                     round(float(times[-1]) * TICKS_PER_SECOND),
                                     texts(file["/shelters/id"][...]))


def recompute(path, options=None):
    """@returns a Comparison."""
    comparison = Comparison()
    with h5py.File(path, "r") as file:
        if "agents" not in file:
            raise Unusable("there is no group /agents; write it with `yanbi run --agents`")
        geographies = list(file["/scores"])
        first = file[f"/scores/{geographies[0]}"]
        deadlines = ticks(np.asarray(first["deadline"][...], dtype=float))
        count = load(first, "population", "run", "zone").shape[0]
        runs = []
        for run in range(count):
            agents = Agents(file["/agents"], run, deadlines)
            runs.append((agents, check_causes(comparison, run, agents)))
        for geography in geographies:
            recomputed = check_scores(comparison, file, geography,
                                      home_zones(file["/agents"], geography), runs)
            check_summary(comparison, file, geography, recomputed)
        check_shelters(comparison, file, runs)
        check_links(comparison, file, runs)
        if options is not None and options.hazard is not None:
            check_against_hazard(comparison, file, runs, options)
        persons = int(runs[0][0].persons.sum())
        print(f"{len(runs)} runs, {len(runs[0][0].persons)} agents, {persons} persons, "
              f"{len(deadlines)} deadlines, geographies {', '.join(geographies)}: "
              f"{comparison.figures} figures compared")
    return comparison


def main(arguments):
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("Usage: "))
    parser.add_argument("result")
    parser.add_argument("--hazard")
    parser.add_argument("--city")
    parser.add_argument("--set", action="append", default=[])
    try:
        options = parser.parse_args(arguments)
    except SystemExit as wrong_call:
        return wrong_call.code
    try:
        comparison = recompute(options.result, options)
    except (OSError, KeyError, Unusable) as error:
        print(f"{options.result}: {error}")
        return 1
    for difference in comparison.differences:
        print(difference)
    print("differences: " + str(len(comparison.differences)))
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
