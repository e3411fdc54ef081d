#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""yanbi compare from outside: answers, files, exit codes.

usage: compare_test.py YANBI WRITE_SMALL_BATCH SOURCE_FOLDER
"""

import csv
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

YANBI = ""
WRITER = ""
SOURCE = Path()


class Compare(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="yanbi-compare-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.batch = self.folder / "batch.h5"
        subprocess.run([WRITER, self.batch], check=True)

    def compare(self, *more, code=0):
        done = subprocess.run([YANBI, "compare", self.batch, *map(str, more)], cwd=self.folder,
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, code, f"{more}\n{done.stdout}\n{done.stderr}")
        if code:
            self.assertEqual(done.stdout, "")
        return done

    def test_first_layout_is_the_baseline(self):
        done = self.compare()
        self.assertTrue(done.stdout.startswith("People in a shelter 15 min after the alarm: "
                                               "'planned' against 'current'"), done.stdout)
        self.assertEqual(done.stderr, "")

    def test_baseline_turns_the_verdict(self):
        for baseline, verdict in (("current", "better"), ("planned", "worse")):
            answer = json.loads(self.compare("--baseline", baseline, "--json").stdout)
            self.assertEqual(answer["groups"][0]["layouts"][0]["all"]["verdict"], verdict)

    def test_deadline_may_be_seconds_or_words(self):
        for deadline in ("300", "300 s", "5 min"):
            answer = json.loads(self.compare("--deadline", deadline, "--json").stdout)
            self.assertEqual(answer["deadline_s"], 300)

    def test_width_decides_how_many_are_needed(self):
        needed = []
        for width in (1, 0.1):
            answer = json.loads(self.compare("--width", width, "--json").stdout)
            needed.append(answer["groups"][0]["layouts"][0]["zones"][0]["still_needed"])
        self.assertEqual(needed, [16, 2318])

    def test_table_is_written_and_not_replaced_without_force(self):
        self.compare("--csv", "table.csv")
        text = (self.folder / "table.csv").read_text(encoding="utf-8")
        rows = list(csv.DictReader(text.splitlines()))
        self.assertEqual([row["zone"] for row in rows], ["*", "a", "b", "c"])
        done = self.compare("--csv", "table.csv", code=2)
        self.assertIn("--force", done.stderr)
        self.compare("--csv", "table.csv", "--force", "--zones", "significant")
        self.assertEqual((self.folder / "table.csv").read_text(encoding="utf-8").count("\n"), 3)

    def test_result_is_never_replaced_by_the_table(self):
        before = self.batch.read_bytes()
        self.compare("--csv", self.batch, "--force", code=2)
        self.assertEqual(self.batch.read_bytes(), before)

    def test_unknown_words_name_what_there_is(self):
        for option, word, known in (("--baseline", "planed", "did you mean 'planned'?"),
                                    ("--geography", "grid", "district"),
                                    ("--deadline", "7 min", "5 min, 15 min"),
                                    ("--deadline", "soon", "5 min, 15 min")):
            self.assertIn(known, self.compare(option, word, code=2).stderr)

    def test_wrong_calls_exit_2(self):
        for call in (["--width", "0"], ["--width", "wide"], ["--zones", "some"], ["--fast"]):
            self.compare(*call, code=2)

    def test_file_of_one_case_is_wrong_input(self):
        subprocess.run([WRITER, self.batch, "without-cases"], check=True)
        done = self.compare(code=1)
        self.assertIn("batch.h5", done.stderr)
        self.assertIn("layouts as a factor", done.stderr)

    def test_damaged_file_is_wrong_input(self):
        whole = self.batch.read_bytes()
        self.batch.write_bytes(whole[: len(whole) // 2])
        self.assertIn("batch.h5", self.compare(code=1).stderr)

    def test_reference_names_every_option(self):
        text = self.compare("--help").stdout
        self.assertIn("Examples:\n  yanbi", text)
        for page in ("commands.md", "commands.zh-CN.md"):
            reference = (SOURCE / "docs" / page).read_text(encoding="utf-8")
            section = reference.split("\n## yanbi compare\n")[1].split("\n## ")[0]
            for option in set(re.findall(r"--[a-z-]+", text)) - {"--help", "--quiet",
                                                                 "--log-level"}:
                self.assertIn(option, section, page)


if __name__ == "__main__":
    YANBI, WRITER, SOURCE = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    unittest.main(argv=sys.argv[:1])
