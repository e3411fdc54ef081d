#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What tests of the yanbi command share: a folder of its own for each test, with the demonstration
city in it, and a way to call the command there.

A test program imports Base and ends with main(cases). It is called as: PROGRAM YANBI SOURCE_FOLDER.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

if len(sys.argv) < 3:
    sys.exit(f"usage: {sys.argv[0]} YANBI SOURCE_FOLDER")
YANBI, SOURCE = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()


def default_signals():
    """Signals as they are at a terminal, however this test was started."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


class Base(unittest.TestCase):
    """A folder of its own for each test, with the demo city in it."""

    city_bytes = None

    @classmethod
    def setUpClass(cls):
        if Base.city_bytes is None:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "city.h5"
                done = subprocess.run(
                    [YANBI, "city", "synth", SOURCE / "scenarios/demo/city.toml", "-o", path],
                    capture_output=True, text=True, check=False,
                )
                assert done.returncode == 0, done.stderr
                Base.city_bytes = path.read_bytes()

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="yanbi-command-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.city = self.folder / "city.h5"
        self.city.write_bytes(Base.city_bytes)
        self.scenario = self.folder / "scenario.toml"
        shutil.copy(SOURCE / "scenarios/demo/scenario.toml", self.scenario)
        self.result = self.folder / "result.h5"

    def yanbi(self, *arguments, code=0, **options):
        """Runs the command and checks its exit code."""
        done = subprocess.run(
            [YANBI, *map(str, arguments)],
            capture_output=True, text=True, check=False, cwd=self.folder,
            preexec_fn=default_signals, **options,
        )
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def run_demo(self, *more, code=0):
        return self.yanbi("run", self.scenario, "-o", self.result, *more, code=code)

    def files(self):
        return sorted(path.name for path in self.folder.iterdir())


def main(*cases):
    """Runs the tests of these classes, or those that the command line names."""
    module = sys.modules["__main__"]
    module.load_tests = lambda loader, _tests, _pattern: unittest.TestSuite(
        loader.loadTestsFromTestCase(case) for case in cases)
    unittest.main(module=module, argv=[sys.argv[0], *sys.argv[3:]])
