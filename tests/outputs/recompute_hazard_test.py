#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Floods and strikes the demonstration's city with the yanbi command, and lets
scripts/recompute_scores.py look at the water in the hazard file again: it must accept the result as it
is, and find what is changed.

usage: recompute_hazard_test.py YANBI SOURCE_FOLDER
"""

import shutil
import subprocess
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

YANBI = ""
SOURCE = Path()
WEST, SOUTH, CELL, COLUMNS, ROWS = 499950, 9950, 50, 50, 40  # around the city
HAZARD = """
name = "Flood from the west, and two strikes"
synthetic = true

[flood]
depth = "depth/{t}.asc"
velocity = "velocity/{t}.asc"
crs = "EPSG:32631"
bridges = "flooded"

[[effects]]
name = "near"
link_blocked = 0.7
entrance_blocked = 0.5
work_lost = 0.5
cleared_after = "10 min"

[[effects]]
name = "far"
link_blocked = 0.2
entrance_blocked = 0.1
work_lost = 0.05

[[strike]]
key = "a"
footprints = [
  { x = 501800, y = 11000, radius = 200, effects = "near" },
  { x = 501800, y = 11000, radius = 400, effects = "far" },
]

[[strike]]
key = "b"
footprints = [{ x = 501300, y = 11500, radius = 200, effects = "near" }]

[[wave]]
at = "8 min"
strikes = "all"
draw = 1

[[wave]]
at = "11 min"
strikes = "all"
"""
SCENARIO = """
[hazard]
file = "hazard.h5"
alarm_at = "2 min"

[information]
live_share = 0.3

[output]
agents = true
links = true
"""


def depth_at(time, x):
    """Water that rises by a metre in four minutes and comes from the west; the east stays dry."""
    return max(0.0, min(2.5, (min(time, 900) - 180) / 240 - (x - 500000) / 700))


def write_grid(path, value_at):
    path.parent.mkdir(exist_ok=True)
    row = " ".join(f"{value_at(WEST + CELL * (i + 0.5)):.3f}" for i in range(COLUMNS))
    path.write_text(
        f"ncols {COLUMNS}\nnrows {ROWS}\nxllcorner {WEST}\nyllcorner {SOUTH}\ncellsize {CELL}\n"
        "NODATA_value -9999\n" + f"{row}\n" * ROWS, encoding="ascii")


class RecomputeHazard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="yanbi-recompute-"))
        for time in range(0, 1201, 60):
            write_grid(cls.folder / f"depth/{time}.asc", lambda x, t=time: depth_at(t, x))
            write_grid(cls.folder / f"velocity/{time}.asc",
                       lambda x, t=time: 0.8 if depth_at(t, x) > 0.0 else 0.0)
        (cls.folder / "hazard.toml").write_text(HAZARD, encoding="utf-8")
        demo = (SOURCE / "scenarios/demo/scenario.toml").read_text(encoding="utf-8")
        (cls.folder / "scenario.toml").write_text(demo + SCENARIO, encoding="utf-8")
        cls.yanbi("city", "synth", SOURCE / "scenarios/demo/city.toml", "-o", "city.h5")
        cls.yanbi("hazard", "build", "hazard.toml", "--city", "city.h5", "-o", "hazard.h5")
        cls.yanbi("run", "scenario.toml", "--replicates", "2", "-o", "result.h5")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def yanbi(cls, *arguments):
        done = subprocess.run([YANBI, *map(str, arguments)], capture_output=True, text=True,
                              check=False, cwd=cls.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def recompute(self, result="result.h5", hazard="hazard.h5"):
        """Exit status and what the script printed."""
        done = subprocess.run(
            [sys.executable, "-B", SOURCE / "scripts/recompute_scores.py", result, "--hazard",
             hazard, "--city", "city.h5"],
            capture_output=True, text=True, check=False, cwd=self.folder)
        return done.returncode, done.stdout + done.stderr

    def test_agrees_with_the_run(self):
        with h5py.File(self.folder / "result.h5") as file:
            self.assertGreater(file["scores/district/caught"][...].sum(), 100)
            self.assertGreater(file["shelters/sent_on"][...].sum(), 100)
            self.assertGreater(file["shelters/lost_persons"][...].sum(), 0)
            self.assertGreater(file["exposure/sheltered"][...].sum(), 0)
        status, printed = self.recompute()
        self.assertEqual(status, 0, printed)

    def test_agrees_where_the_run_ends_before_the_works_are_empty(self):
        self.yanbi("run", "scenario.toml", "--replicates", "1", "-o", "short.h5", "--force",
                   "--set", "run.horizon=510 s", "--set", 'run.deadlines=["5 min", "500 s"]')
        status, printed = self.recompute("short.h5")
        self.assertEqual(status, 0, printed)

    def test_agrees_where_only_people_at_risk_go_and_works_do_not_empty(self):
        printed = self.yanbi("run", "scenario.toml", "--replicates", "1", "-o", "risk.h5",
                             "--force", "--set", "flood.only_at_risk=true", "--set",
                             "flood.empties_works=false", "--set", "flood.default_sill=0.1")
        self.assertIn("people at risk", printed)
        self.assertIn("people stay, since no water reaches their home", printed)
        with h5py.File(self.folder / "risk.h5") as file:
            self.assertGreater(file["scores/district/not_at_risk"][...].sum(), 100)
        status, printed = self.recompute("risk.h5")
        self.assertEqual(status, 0, printed)

    def test_finds_what_is_changed(self):
        for variable, change in (
                ("agents/caught_at", lambda v: v - 200.0),
                ("shelters/lost_at", lambda v: v + 1.0),
                ("scores/district/at_risk", lambda v: v + 1),
                ("scores/grid/water_arrival", lambda v: v + 0.1),
                ("scores/grid/inside_before_water", lambda v: v + 10000),
                ("scores/district/not_at_risk", lambda v: v + 1)):
            with self.subTest(variable):
                shutil.copy(self.folder / "result.h5", self.folder / "changed.h5")
                with h5py.File(self.folder / "changed.h5", "r+") as file:
                    file[variable][...] = change(file[variable][...])
                status, printed = self.recompute("changed.h5")
                self.assertEqual(status, 1)
                self.assertIn(variable, printed)

    def test_finds_another_flood(self):
        shutil.copy(self.folder / "hazard.h5", self.folder / "other.h5")
        with h5py.File(self.folder / "other.h5", "r+") as file:
            depth = file["flood/links/depth"]
            depth[...] = depth[...] // 4
            file["flood/links/flow"][...] = np.zeros_like(file["flood/links/flow"][...])
        status, printed = self.recompute(hazard="other.h5")
        self.assertEqual(status, 1)
        self.assertIn("not in deep water", printed)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        sys.exit(2)
    YANBI, SOURCE = sys.argv[1], Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
