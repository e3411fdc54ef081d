#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests scripts/recompute_scores.py on a small result file made here: it must accept the file as it
is, and find every single figure that is changed."""

import contextlib
import importlib.util
import io
import random
import sys
import tempfile
import unittest
from pathlib import Path

try:
    import h5py
    import numpy as np
except ImportError as missing:
    print(f"skipped: {missing.name} is missing; install python3-h5py and python3-numpy")
    sys.exit(77)

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "recompute_scores.py"
SPEC = importlib.util.spec_from_file_location("recompute_scores", SCRIPT)
recompute_scores = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(recompute_scores)

CAUSES = recompute_scores.CAUSES
DEADLINES = [300.0, 600.0]
TIMES = [0.0, 150.0, 300.0, 450.0, 600.0, 900.0]
NAN = float("nan")
AGENTS = 400
REPLICATES = 3
ZONES = {"district": 4, "grid": 9}
SHELTERS = 5
LINKS = 7


def tenths(generator, least, most):
    return generator.randint(least * 10, most * 10) / 10.0


def agent_facts(generator, agent):
    """One agent as a dictionary; times in s, None = never."""
    facts = {
        "off_network": agent["off_network"], "assigned": agent["assigned"],
        "complies": generator.random() < 0.9,
        "warned_at": tenths(generator, 0, 400) if generator.random() < 0.9 else None,
        "departed_at": None, "refused_at": None, "arrived_at": None, "shelter": -1,
        "free_flow": tenths(generator, 20, 500) if agent["assigned"] >= 0 else None,
        "entrance_delay": [0.0, 0.0], "congestion_delay": [0.0, 0.0],
        "part": 0, "part_at": None,  # persons who came in before the others of a split party
        "lost_at": None, "blocked_at": None, "caught_at": None, "caught_on": -1, "vulnerable": 0,
        "hazard_delay": [0.0, 0.0],
        "stay_from": None,  # in a shelter from then until it is lost
    }
    goes = facts["complies"] and facts["warned_at"] is not None and agent["assigned"] >= 0
    if goes:
        departed = round(facts["warned_at"] + tenths(generator, 0, 200), 1)
        delay = generator.choice([0.0, tenths(generator, 1, 300)])
        facts["departed_at"] = departed
        arrived = round(departed + facts["free_flow"] + delay, 1)
        if arrived <= TIMES[-1]:
            facts["arrived_at"] = arrived
            facts["shelter"] = generator.randrange(SHELTERS)
        if generator.random() < 0.2:
            facts["refused_at"] = round(departed + facts["free_flow"], 1)
            if agent["may_split"] and agent["persons"] > 1:
                facts["part"] = generator.randrange(1, agent["persons"])
                facts["part_at"] = facts["refused_at"]
        if delay > 0.0:
            share = generator.choice([0.0, 0.25, 0.5, 1.0])
            facts["entrance_delay"] = [delay * share] * 2
            facts["congestion_delay"] = [delay * (1.0 - share)] * 2
        if agent["hazards"]:
            meet_hazards(generator, facts, delay)
    return facts


def meet_hazards(generator, facts, delay):
    """Changes what happens to somebody who goes."""
    departed, kind = facts["departed_at"], generator.randrange(5)
    facts["vulnerable"] = generator.randrange(2)
    if delay == 0.0:  # why they are not in before anything happens to them
        facts["congestion_delay"] = [1.0] * 2
    if kind == 0:  # taken in, and driven out again: where to, the facts do not say
        facts["stay_from"] = round(departed + facts["free_flow"], 1)
        facts["lost_at"] = round(facts["stay_from"] + tenths(generator, 0, 400), 1)
        facts["arrived_at"], facts["shelter"] = None, -1
    elif kind == 1:
        facts["blocked_at"] = round(departed + tenths(generator, 0, 100), 1)
    elif kind == 2:
        facts["caught_at"] = round(departed + tenths(generator, 0, 300), 1)
        facts["caught_on"] = generator.randrange(LINKS)
        facts["arrived_at"], facts["shelter"] = None, -1
    elif kind == 3:
        facts["hazard_delay"] = [generator.choice([delay * 0.4, delay * 0.5, delay])] * 2


def is_after(deadline, *parts):
    """Whether the sum of times is after the deadline, in tenths of a second; None is never."""
    if any(part is None for part in parts):
        return True
    return sum(round(part * 10) for part in parts) > round(deadline * 10)


def stays(facts, time):
    """Whether somebody is inside a shelter that is lost later."""
    return not is_after(time, facts["stay_from"]) and is_after(time, facts["lost_at"])


def conditions_of(facts, d):
    """Names of all conditions that hold, in order; empty for somebody inside."""
    deadline = DEADLINES[d]
    if not is_after(deadline, facts["arrived_at"]) or stays(facts, deadline):
        return []
    placed = facts["assigned"] >= 0
    far = is_after(deadline, facts["free_flow"])
    warning = is_after(deadline, facts["warned_at"], facts["free_flow"])
    start = is_after(deadline, facts["departed_at"], facts["free_flow"])
    entrance, congestion = facts["entrance_delay"][d], facts["congestion_delay"][d]
    found = []
    if facts["off_network"]:
        found.append("off_network")
    if is_after(deadline, facts["warned_at"]):
        found.append("not_warned")
    if not facts["complies"]:
        found.append("not_complied")
    if not placed:
        found.append("unplaced")
    if not is_after(deadline, facts["lost_at"]):
        found.append("shelter_lost")
    hazard = facts["hazard_delay"][d]
    if not is_after(deadline, facts["blocked_at"]) or (
            placed and not start and is_after(deadline, facts["caught_at"])
            and is_after(deadline, facts["refused_at"])
            and hazard > 0.0 and hazard >= max(entrance, congestion)):
        found.append("blocked")
    if not is_after(deadline, facts["caught_at"]):
        found.append("caught")
    if not placed:
        pass
    elif far:
        found.append("too_far")
    elif warning:
        found.append("late_warning")
    elif facts["complies"] and start:
        found.append("late_start")
    if not is_after(deadline, facts["refused_at"]):
        found.append("turned_away")
    if entrance > 0.0 and entrance >= congestion:
        found.append("entrance_queue")
    if congestion > entrance:
        found.append("congestion")
    return found


class Story:
    """Agents of all replicates and their scores, agent by agent."""

    def __init__(self, seed, may_split=False, hazards=False):
        generator = random.Random(seed)
        self.may_split = may_split
        self.hazards = hazards
        self.persons = [generator.randint(1, 5) for _ in range(AGENTS)]
        # The last zone of each geography has nobody.
        self.home = {name: [generator.randrange(count - 1) for _ in range(AGENTS)]
                     for name, count in ZONES.items()}
        who = []
        for persons in self.persons:
            off = generator.random() < 0.05
            placed = not off and generator.random() < 0.9
            who.append({"off_network": off, "persons": persons, "may_split": may_split,
                        "hazards": hazards,
                        "assigned": generator.randrange(SHELTERS) if placed else -1})
        self.who = who
        self.runs = [[agent_facts(generator, agent) for agent in who] for _ in range(REPLICATES)]

    def persons_in(self, run, agent, time):
        facts = self.runs[run][agent]
        if not is_after(time, facts["arrived_at"]) or stays(facts, time):
            return self.persons[agent]
        return 0 if is_after(time, facts["part_at"]) else facts["part"]

    def scores(self, run, geography):
        """sheltered[deadline][zone], unsheltered[deadline][zone][cause]"""
        zones = ZONES[geography]
        sheltered = np.zeros((len(DEADLINES), zones), dtype=np.int64)
        unsheltered = np.zeros((len(DEADLINES), zones, len(CAUSES)), dtype=np.int64)
        for agent, facts in enumerate(self.runs[run]):
            zone = self.home[geography][agent]
            for d, deadline in enumerate(DEADLINES):
                inside = self.persons_in(run, agent, deadline)
                sheltered[d, zone] += inside
                conditions = conditions_of(facts, d)
                if conditions:
                    cause = CAUSES.index(conditions[0])
                    unsheltered[d, zone, cause] += self.persons[agent] - inside
        return sheltered, unsheltered

    def curve(self, run, geography):
        curve = np.zeros((len(TIMES), ZONES[geography]), dtype=np.int64)
        for agent in range(AGENTS):
            for t, time in enumerate(TIMES):
                curve[t, self.home[geography][agent]] += self.persons_in(run, agent, time)
        return curve


class Writer:
    """Variables with dimension scales."""

    def __init__(self, file):
        self.file = file

    def scale(self, path, values):
        self.file[path] = values
        self.file[path].make_scale(path)

    def variable(self, path, values, *scales):
        self.file[path] = values
        for axis, scale in enumerate(scales):
            self.file[path].dims[axis].attach_scale(self.file[scale])


def column(rows, name):
    return np.array([[NAN if facts[name] is None else facts[name] for facts in row]
                     for row in rows], dtype=float)


def write_agents(write, story):
    write.scale("agents/agent", np.arange(AGENTS))
    write.file["agents"].attrs["split_parties"] = int(story.may_split)
    write.variable("agents/persons", np.array(story.persons, dtype=np.int32), "agents/agent")
    for name, zones in story.home.items():
        suffix = "" if name == "district" else f"_{name}"
        write.variable(f"agents/home_zone{suffix}", np.array(zones, dtype=np.int32), "agents/agent")
    write.variable("agents/off_network",
                   np.array([who["off_network"] for who in story.who], dtype=np.int8),
                   "agents/agent")
    write.variable("agents/assigned_shelter",
                   np.array([who["assigned"] for who in story.who], dtype=np.int32),
                   "agents/agent")
    for name in ("warned_at", "departed_at", "refused_at", "arrived_at", "free_flow"):
        write.variable(f"agents/{name}", column(story.runs, name), "run", "agents/agent")
    for name, kind in (("complies", np.int8), ("shelter", np.int32)):
        write.variable(f"agents/{name}", column(story.runs, name).astype(kind), "run",
                       "agents/agent")
    by_deadline = ("run", "deadline", "agents/agent")
    hazard_delay = ()
    if story.hazards:
        hazard_delay = ("hazard_delay",)
        for name in ("lost_at", "blocked_at", "caught_at"):
            write.variable(f"agents/{name}", column(story.runs, name), "run", "agents/agent")
        for name, kind in (("caught_on", np.int32), ("vulnerable", np.uint8)):
            write.variable(f"agents/{name}", column(story.runs, name).astype(kind), "run",
                           "agents/agent")
    for name in ("entrance_delay", "congestion_delay", *hazard_delay):
        values = np.array([[[facts[name][d] for facts in row] for d in range(len(DEADLINES))]
                           for row in story.runs])
        write.variable(f"agents/{name}", values, *by_deadline)
    found = [[[conditions_of(facts, d) for facts in row] for d in range(len(DEADLINES))]
             for row in story.runs]
    shape = (REPLICATES, len(DEADLINES), AGENTS)
    causes = np.array([CAUSES.index(c[0]) if c else -1 for run in found for row in run
                       for c in row], dtype=np.int8).reshape(shape)
    masks = np.array([sum(1 << CAUSES.index(name) for name in c) for run in found for row in run
                      for c in row], dtype=np.int32).reshape(shape)
    write.variable("agents/cause", causes, *by_deadline)
    write.variable("agents/conditions", masks, *by_deadline)
    inside = np.array([[[story.persons_in(run, agent, deadline) for agent in range(AGENTS)]
                        for deadline in DEADLINES] for run in range(REPLICATES)], dtype=np.int32)
    write.variable("agents/persons_inside", inside, *by_deadline)


def write_scores(write, story, geography):
    zones = ZONES[geography]
    group = f"scores/{geography}"
    write.scale(f"{group}/zone", np.arange(zones))
    write.scale(f"{group}/deadline", np.array(DEADLINES))
    write.scale(f"{group}/cause", np.array([c.encode() for c in CAUSES]))
    scores = [story.scores(run, geography) for run in range(REPLICATES)]
    sheltered = np.array([s for s, _ in scores])
    unsheltered = np.array([u for _, u in scores])
    population = sheltered[:, 0] + unsheltered[:, 0].sum(axis=2)
    with np.errstate(invalid="ignore"):
        coverage = sheltered / population[:, None, :]
    scales = ("run", f"{group}/deadline", f"{group}/zone", f"{group}/cause")
    write.variable(f"{group}/population", population, scales[0], scales[2])
    write.variable(f"{group}/sheltered", sheltered, *scales[:3])
    write.variable(f"{group}/unsheltered", unsheltered, *scales)
    write.variable(f"{group}/coverage", coverage, *scales[:3])
    write.scale(f"curves/{geography}/time", np.array(TIMES))
    write.variable(f"curves/{geography}/sheltered",
                   np.array([story.curve(run, geography) for run in range(REPLICATES)]), "run",
                   f"curves/{geography}/time", f"{group}/zone")
    if story.hazards:
        caught = np.zeros((REPLICATES, len(TIMES), zones), dtype=np.int64)
        for run, row in enumerate(story.runs):
            for agent, facts in enumerate(row):
                for t, time in enumerate(TIMES):
                    if not is_after(time, facts["caught_at"]):
                        caught[run, t, story.home[geography][agent]] += story.persons[agent]
        write.variable(f"curves/{geography}/caught", caught, "run", f"curves/{geography}/time",
                       f"{group}/zone")
        write.variable(f"{group}/caught", caught[:, -1], "run", f"{group}/zone")
    summary = f"summary/{geography}"
    for name, values, rest in (("coverage", coverage, scales[1:3]),
                               ("unsheltered", unsheltered, scales[1:])):
        half = 4.302652729749462 * values.std(axis=0, ddof=1) / REPLICATES**0.5
        for part, figures in (("mean", values.mean(axis=0)),
                              ("ci_low", values.mean(axis=0) - half),
                              ("ci_high", values.mean(axis=0) + half),
                              ("p05", np.quantile(values, 0.05, axis=0)),
                              ("p95", np.quantile(values, 0.95, axis=0))):
            write.variable(f"{summary}/{name}_{part}", figures[None], "case", *rest)


def write_file(path, story):
    with h5py.File(path, "w") as file:
        write = Writer(file)
        write.scale("run", np.arange(REPLICATES))
        write.scale("case", np.arange(1))
        write.scale("deadline", np.array(DEADLINES))
        write_agents(write, story)
        for geography in ZONES:
            write_scores(write, story, geography)
        write.scale("shelters/shelter", np.arange(SHELTERS))
        write.variable("shelters/places", np.full(SHELTERS, 10 * AGENTS), "shelters/shelter")
        admitted = np.zeros((REPLICATES, SHELTERS), dtype=np.int64)
        for run, row in enumerate(story.runs):
            for agent, facts in enumerate(row):
                if facts["arrived_at"] is not None:
                    admitted[run, facts["shelter"]] += story.persons[agent]
        write.variable("shelters/admitted", admitted, "run", "shelters/shelter")
        if story.hazards:
            write_links(write, story)


def write_links(write, story):
    caught = np.zeros((REPLICATES, LINKS), dtype=np.int64)
    for run, row in enumerate(story.runs):
        for agent, facts in enumerate(row):
            if facts["caught_on"] >= 0:
                caught[run, facts["caught_on"]] += story.persons[agent]
    write.scale("links/link", np.arange(LINKS))
    write.variable("links/caught", caught, "run", "links/link")


class RecomputeScores(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = Path(cls.folder.name) / "result.h5"
        cls.story = Story(seed=1)
        write_file(cls.path, cls.story)
        cls.good = cls.path.read_bytes()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.path.write_bytes(self.good)

    def run_script(self):
        """Exit status and what it printed."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            status = recompute_scores.main([str(self.path)])
        return status, printed.getvalue()

    def test_accepts_a_file_whose_figures_agree(self):
        status, printed = self.run_script()
        self.assertEqual((status, "differences: 0" in printed), (0, True), printed)

    def test_the_story_has_every_cause_that_can_occur_on_foot(self):
        found = {conditions_of(facts, d)[0] for row in self.story.runs for facts in row
                 for d in range(len(DEADLINES)) if conditions_of(facts, d)}
        self.assertEqual(found, set(CAUSES) - {"shelter_lost", "blocked", "caught"})

    def test_finds_any_changed_figure(self):
        for variable, index in (
                ("agents/cause", (1, 0, 7)), ("agents/conditions", (2, 1, 9)),
                ("scores/district/population", (0, 1)), ("scores/district/sheltered", (1, 1, 2)),
                ("scores/district/unsheltered", (2, 0, 1, 9)), ("scores/grid/coverage", (0, 1, 3)),
                ("curves/district/sheltered", (1, 1, 0)), ("curves/grid/sheltered", (2, 5, 1)),
                ("shelters/admitted", (0, 4)), ("summary/district/coverage_mean", (0, 1, 0)),
                ("summary/grid/unsheltered_p95", (0, 0, 2, 7)),
                ("summary/district/coverage_ci_high", (0, 0, 1))):
            with self.subTest(variable):
                self.path.write_bytes(self.good)
                with h5py.File(self.path, "r+") as file:
                    file[variable][index] += 1
                status, printed = self.run_script()
                self.assertEqual(status, 1)
                self.assertIn("differences: ", printed)
                self.assertNotIn("differences: 0", printed)
                self.assertIn("/" + variable.removesuffix("_ci_high"), printed)

    def test_finds_any_changed_fact(self):
        for variable in ("persons", "home_zone_grid", "warned_at", "departed_at", "arrived_at",
                         "free_flow", "off_network", "complies", "entrance_delay"):
            with self.subTest(variable):
                self.path.write_bytes(self.good)
                with h5py.File(self.path, "r+") as file:
                    values = file["agents"][variable][...]
                    file["agents"][variable][...] = np.roll(values, 1, axis=-1)
                self.assertEqual(self.run_script()[0], 1)

    def test_counts_the_part_of_a_split_party_that_is_inside(self):
        story = Story(seed=2, may_split=True)
        split = [agent for agent in range(AGENTS)
                 if 0 < story.persons_in(0, agent, DEADLINES[1]) < story.persons[agent]]
        self.assertGreater(len(split), 1)
        write_file(self.path, story)
        status, printed = self.run_script()
        self.assertEqual(status, 0, printed)
        with h5py.File(self.path, "r+") as file:
            file["agents/persons_inside"][0, 1, split[0]] -= 1
        self.assertEqual(self.run_script()[0], 1)

    def test_decides_what_hazards_do(self):
        story = Story(seed=3, hazards=True)
        found = {conditions_of(facts, d)[0] for row in story.runs for facts in row
                 for d in range(len(DEADLINES)) if conditions_of(facts, d)}
        self.assertEqual(found, set(CAUSES))
        write_file(self.path, story)
        status, printed = self.run_script()
        self.assertEqual(status, 0, printed)
        good = self.path.read_bytes()
        for variable in ("agents/lost_at", "agents/blocked_at", "agents/caught_at",
                         "agents/caught_on", "agents/hazard_delay", "agents/persons_inside"):
            with self.subTest(variable):
                self.path.write_bytes(good)
                with h5py.File(self.path, "r+") as file:
                    file[variable][...] = np.roll(file[variable][...], 1, axis=-1)
                self.assertEqual(self.run_script()[0], 1)
        for variable, index in (("links/caught", (1, 3)), ("scores/grid/caught", (2, 4)),
                                ("curves/district/caught", (0, 3, 1))):
            with self.subTest(variable):
                self.path.write_bytes(good)
                with h5py.File(self.path, "r+") as file:
                    file[variable][index] += 1
                self.assertEqual(self.run_script()[0], 1)

    def test_says_what_is_missing(self):
        with h5py.File(self.path, "r+") as file:
            del file["agents"]
        status, printed = self.run_script()
        self.assertEqual(status, 1)
        self.assertIn("--agents", printed)

    def test_refuses_a_file_that_is_no_hdf5(self):
        self.path.write_bytes(b"not HDF5")
        status, printed = self.run_script()
        self.assertEqual(status, 1)
        self.assertIn(str(self.path), printed)

    def test_refuses_a_wrong_call(self):
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(recompute_scores.main([]), 2)


if __name__ == "__main__":
    unittest.main()
