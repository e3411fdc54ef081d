#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The yanbi command from outside: exit codes, what goes to stdout, bad input, signals.

usage: command_test.py YANBI SOURCE_FOLDER
"""

import csv
import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
import unittest
from pathlib import Path

from command_base import SOURCE, YANBI, Base, default_signals, main

COMMANDS = (
    [],
    ["city"],
    ["city", "build"],
    ["city", "synth"],
    ["city", "info"],
    ["city", "works"],
    ["hazard"],
    ["hazard", "build"],
    ["hazard", "info"],
    ["check"],
    ["plan"],
    ["run"],
    ["batch"],
    ["merge"],
    ["compare"],
    ["score"],
    ["info"],
)


class Calls(Base):
    def test_version_is_an_answer(self):
        done = self.yanbi("--version")
        self.assertRegex(done.stdout, r"^yanbi \d+\.\d+\.\d+ \(")
        self.assertEqual(done.stderr, "")

    def test_every_help_has_an_example(self):
        for command in COMMANDS:
            done = self.yanbi(*command, "--help")
            self.assertEqual(done.stderr, "")
            if command not in (["city"], ["hazard"]):
                self.assertIn("Examples:\n  yanbi", done.stdout, command)

    def test_reference_names_every_option(self):
        for page in ("commands.md", "commands.zh-CN.md"):
            text = (SOURCE / "docs" / page).read_text(encoding="utf-8")
            for command in COMMANDS:
                for option in re.findall(r"--[a-z-]+", self.yanbi(*command, "--help").stdout):
                    self.assertIn(option, text, f"{page}, yanbi {' '.join(command)}")

    def test_wrong_calls_exit_2_and_answer_nothing(self):
        for call in (
            [],
            ["fly"],
            ["city"],
            ["run"],
            ["run", self.scenario],
            ["run", self.scenario, "-o", self.result, "--fast"],
            ["run", self.scenario, "-o", self.result, "--threads", "0"],
            ["run", self.scenario, "-o", self.result, "--seed", "x"],
            ["score", self.result, "--json", "--csv"],
            ["--log-level", "loud", "city", "info", self.city],
        ):
            done = self.yanbi(*call, code=2)
            self.assertEqual(done.stdout, "", call)
            self.assertNotEqual(done.stderr, "", call)

    def test_printed_defaults_are_toml(self):
        defaults = tomllib.loads(self.yanbi("run", "--print-defaults").stdout)
        self.assertEqual(defaults["walking"]["free_speed_mean"], 1.34)
        self.assertEqual(defaults["run"]["deadlines"], ["5 min", "10 min", "15 min"])

    def test_full_stdout_is_a_failure(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([YANBI, "run", "--print-defaults"], stdout=full,
                                  stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 3)
        self.assertIn("stdout", done.stderr)


class Cities(Base):
    def test_city_is_not_replaced_without_force(self):
        spec = SOURCE / "scenarios/demo/city.toml"
        before = self.city.read_bytes()
        done = self.yanbi("city", "synth", spec, "--seed", 99, "-o", self.city, code=2)
        self.assertIn("--force", done.stderr)
        self.assertEqual(self.city.read_bytes(), before)
        self.yanbi("city", "synth", spec, "--seed", 99, "-o", self.city, "--force")
        self.assertNotEqual(self.city.read_bytes(), before)

    def test_info_gives_one_json_document(self):
        done = self.yanbi("city", "info", self.city, "--json")
        info = json.loads(done.stdout)
        self.assertEqual(done.stderr, "")
        self.assertTrue(info["synthetic"])
        for key in ("city", "crs", "hash", "network", "buildings", "origins", "off_network",
                    "districts", "geographies", "populations", "ledgers", "layouts", "notes"):
            self.assertIn(key, info)
        self.assertEqual(info["geographies"]["district"], info["districts"])
        self.assertGreater(info["network"]["length_km"], 1)
        for layout, total in info["layouts"].items():
            parts = [ledger[layout]["places"] for ledger in info["ledgers"].values()]
            self.assertEqual(sum(parts), total["places"])

    def test_info_text_names_layouts_and_populations(self):
        text = self.yanbi("city", "info", self.city).stdout
        self.assertIn("synthetic data", text)
        self.assertIn("'current'", text)
        self.assertIn("'night'", text)

    def test_missing_city_description_is_wrong_input(self):
        done = self.yanbi("city", "build", "none.toml", "-o", "new.h5", code=1)
        self.assertIn("none.toml", done.stderr)
        self.assertTrue(done.stderr.endswith("1 problem\n"), done.stderr)
        self.assertNotIn("new.h5", self.files())

    def test_damaged_city_is_wrong_input(self):
        whole = self.city.read_bytes()
        self.city.write_bytes(whole[: len(whole) // 2])
        done = self.yanbi("city", "info", self.city, code=1)
        self.assertEqual(done.stdout, "")
        self.assertIn("city.h5", done.stderr)


class Ledgers(Base):
    """yanbi city works on the demo city."""

    def works(self, *more, code=0):
        return self.yanbi("city", "works", self.city, *more, code=code)

    def test_the_ledger_comes_as_a_table(self):
        done = self.works("-o", "works.csv", "--entrances", "doors.csv")
        self.assertIn("works.csv", done.stdout)
        text = (self.folder / "works.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(text.splitlines()))
        self.assertGreater(len(rows), 1)
        self.assertEqual({row["type"] for row in rows}, {"personnel"})
        doors = (self.folder / "doors.csv").read_text(encoding="utf-8-sig")
        self.assertEqual(
            len(doors.splitlines()) - 1, sum(int(row["doors"]) for row in rows)
        )

    def test_a_layout_has_its_works_only(self):
        self.works("-o", "all.csv")
        self.works("--layout", "current", "-o", "current.csv")
        count = {
            name: len((self.folder / name).read_text(encoding="utf-8").splitlines())
            for name in ("all.csv", "current.csv")
        }
        self.assertLess(count["current.csv"], count["all.csv"])

    def test_an_unknown_layout_is_wrong_input(self):
        done = self.works("--layout", "curent", "-o", "works.csv", code=1)
        self.assertIn("current", done.stderr)
        self.assertNotIn("works.csv", self.files())

    def test_wrong_outputs_are_wrong_calls(self):
        self.works("-o", "works.shp", code=2)
        self.works("-o", self.city, "--force", code=2)
        self.works("-o", "same.csv", "--entrances", "same.csv", code=2)
        (self.folder / "works.csv").write_text("mine", encoding="utf-8")
        self.works("-o", "works.csv", code=2)
        self.assertEqual((self.folder / "works.csv").read_text(encoding="utf-8"), "mine")
        self.works("-o", "works.csv", "--force")


class Files(Base):
    def test_no_input_is_replaced_even_with_force(self):
        for output in (self.city, self.scenario):
            before = output.read_bytes()
            for command in ("run", "plan"):
                done = self.yanbi(command, self.scenario, "--city", self.city, "-o", output,
                                  "--force", code=2)
                self.assertIn("is read by this very command", done.stderr)
            self.assertEqual(output.read_bytes(), before)
        description = self.folder / "city.toml"
        shutil.copy(SOURCE / "scenarios/demo/city.toml", description)
        before = description.read_bytes()
        self.yanbi("city", "synth", description, "-o", description, "--force", code=2)
        self.assertEqual(description.read_bytes(), before)

    def test_file_size_limit_is_a_failed_write(self):
        def limited():
            default_signals()
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        before = self.files()
        done = subprocess.run(
            [YANBI, "run", self.scenario, "--city", self.city, "-o", self.result],
            capture_output=True, text=True, check=False, cwd=self.folder, preexec_fn=limited,
        )
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("make room", done.stderr)
        self.assertEqual(self.files(), before)

    def test_files_without_permission_are_wrong_input(self):
        def somebody_else():
            default_signals()
            if os.geteuid() == 0:  # root may read everything
                os.setgid(65534)
                os.setuid(65534)

        self.folder.chmod(0o777)
        streets = self.folder / "streets.geojson"
        streets.write_text("{}")
        streets.chmod(0)
        works = self.folder / "works.csv"
        works.write_text("id\n1\n")
        works.chmod(0)
        description = self.folder / "city.toml"
        description.write_text(
            'name = "x"\ncrs = "EPSG:25832"\n[grid]\ncell = 500\n'
            '[streets]\nfile = "streets.geojson"\n[[works]]\nledger = "w"\n'
            'file = "works.csv"\ncolumns = { id = "id", places = "id" }\n[[layout]]\nname = "a"\n'
        )
        done = subprocess.run(
            [YANBI, "city", "build", description, "-o", "other.h5"],
            capture_output=True, text=True, check=False, cwd=self.folder,
            preexec_fn=somebody_else,
        )
        if done.returncode == 2 and "YANBI_IMPORT" in done.stderr:
            self.skipTest("this build cannot import")
        self.assertEqual(done.returncode, 1, done.stderr)
        for key in ("streets.file", "works[0].file"):
            self.assertRegex(done.stderr, re.escape(key) + ".*the file cannot be read")
        self.assertFalse((self.folder / "other.h5").exists())

    def test_seeds_out_of_range_are_wrong_calls(self):
        for seed in ("-1", "9007199254740992", "1.5"):
            self.yanbi("run", self.scenario, "-o", self.result, "--seed", seed, code=2)
            self.yanbi("city", "synth", SOURCE / "scenarios/demo/city.toml", "-o", "other.h5",
                       "--seed", seed, code=2)

    def test_cut_files_are_not_taken_for_cities(self):
        self.run_demo("--city", self.city)
        data = self.result.read_bytes()
        self.result.write_bytes(data[: len(data) // 2])
        done = self.yanbi("check", self.result, code=1)
        self.assertIn("no whole city, hazard, plan or result file", done.stdout)


class Runs(Base):
    def test_summary_says_where_the_result_is_and_gives_the_hashes(self):
        done = self.run_demo("--replicates", 2)
        self.assertIn(f"Result: {self.result}\n", done.stdout)
        self.assertEqual(len(re.findall(r"\b[0-9a-f]{16}\b", done.stdout)), 2)
        self.assertEqual(self.files(), ["city.h5", "result.h5", "scenario.toml"])

    def test_json_is_all_there_is_on_stdout(self):
        summary = json.loads(self.run_demo("--json", "--replicates", 2).stdout)
        self.assertEqual(summary["replicates"], 2)
        self.assertEqual([c["deadline_s"] for c in summary["coverage"]], [300, 600, 900])
        self.assertEqual(
            summary["persons"],
            summary["assigned"] + summary["unplaced"] + summary["off_network"],
        )
        for coverage in summary["coverage"]:
            self.assertLessEqual(coverage["ci_low"], coverage["mean"])

    def test_quiet_says_nothing(self):
        self.assertEqual(self.run_demo("--quiet", "--replicates", 1).stderr, "")

    def test_threads_do_not_change_the_answer(self):
        answers = [
            self.run_demo("--threads", threads, "--replicates", 2, "--force", "--json").stdout
            for threads in (1, 2, 3)
        ]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0], answers[2])

    def test_seed_changes_the_answer(self):
        hashes = [
            json.loads(self.run_demo("--seed", seed, "--replicates", 1, "--force", "--json").stdout)
            ["state_hashes"]
            for seed in (1, 2, 1)
        ]
        self.assertNotEqual(hashes[0], hashes[1])
        self.assertEqual(hashes[0], hashes[2])

    def test_city_option_replaces_the_scenarios_city(self):
        other = self.folder / "other.h5"
        self.city.rename(other)
        self.run_demo("--replicates", 1, code=1)
        self.run_demo("--replicates", 1, "--city", "other.h5")

    def test_result_is_not_replaced_without_force(self):
        self.result.write_text("mine")
        done = self.run_demo(code=2)
        self.assertIn("--force", done.stderr)
        self.assertEqual(self.result.read_text(), "mine")
        self.run_demo("--force", "--replicates", 1)
        self.assertNotEqual(self.result.read_bytes(), b"mine")

    def test_bad_output_place_is_refused_before_the_work(self):
        for place in ("no/such/folder/r.h5", "/proc/r.h5", "."):
            # A missing scenario would be found first if any work came before.
            done = self.yanbi("run", "no.toml", "-o", place, code=2)
            self.assertIn("yanbi: " + place, done.stderr)

    def test_every_problem_is_on_a_line_and_counted(self):
        done = self.run_demo("--set", "run.sead=3", "--set", "run.replicates=0", "--set",
                             "warning.reach=2", code=1)
        lines = done.stderr.splitlines()
        self.assertEqual(lines[-1], "3 problems")
        self.assertEqual(len(lines), 4)
        self.assertIn("did you mean 'seed'?", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertNotIn("result.h5", self.files())

    def test_unknown_layout_names_the_nearest(self):
        done = self.run_demo("--set", "layout=curent", code=1)
        self.assertIn("did you mean 'current'?", done.stderr)

    def test_gb18030_scenario_is_told_how_to_mend_it(self):
        self.scenario.write_bytes('name = "掩蔽"\n'.encode("gb18030"))
        self.assertIn("iconv -f GB18030", self.run_demo(code=1).stderr)

    def test_byte_order_mark_is_no_obstacle(self):
        self.scenario.write_bytes(b"\xef\xbb\xbf" + self.scenario.read_bytes())
        self.run_demo("--replicates", 1)


class Plans(Base):
    def test_plan_can_be_given_back(self):
        done = self.yanbi("plan", self.scenario, "-o", "plan.csv", "--json")
        first = json.loads(done.stdout)
        with open(self.folder / "plan.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(sum(int(row["persons"]) for row in rows), first["assigned"])
        again = self.yanbi("plan", self.scenario, "--set", "plan.policy=table", "--set",
                           "plan.table=plan.csv", "-o", "again.csv", "--json")
        second = json.loads(again.stdout)
        self.assertEqual(second["assigned"], first["assigned"])
        self.assertAlmostEqual(second["mean_walk_m"], first["mean_walk_m"], places=6)
        self.assertEqual((self.folder / "again.csv").read_bytes(),
                         (self.folder / "plan.csv").read_bytes())

    def test_plan_by_party_with_routes_ends_in_the_same_state(self):
        self.yanbi("plan", self.scenario, "--by", "party", "--routes", "-o", "plan.csv")
        with open(self.folder / "plan.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(list(rows[0]), ["origin", "party", "work", "persons", "walk_m", "route"])
        two = ("--replicates", 2, "--json")
        first = self.yanbi("run", self.scenario, "-o", "a.h5", *two)
        again = self.yanbi("run", self.scenario, "-o", "b.h5", *two, "--set",
                           "plan.policy=table", "--set", "plan.table=plan.csv")
        self.assertEqual(json.loads(again.stdout)["state_hashes"],
                         json.loads(first.stdout)["state_hashes"])

    def test_compiled_plan_ends_in_the_same_state(self):
        self.yanbi("plan", self.scenario, "-o", "plan.h5")
        given = ("--set", "plan.policy=table", "--set", "plan.table=plan.h5")
        first = self.run_demo("--json")
        again = self.run_demo("--json", "--force", *given)
        self.assertEqual(json.loads(again.stdout)["state_hashes"],
                         json.loads(first.stdout)["state_hashes"])
        done = self.yanbi("check", "plan.h5", "--scenario", self.scenario)
        self.assertIn("plan.h5: compiled plan, no problems", done.stdout)
        self.assertIn("add --scenario", self.yanbi("check", "plan.h5", code=1).stdout)
        done = self.run_demo(*given, "--seed", 2, "--force", code=1)
        self.assertIn("and seed 1, and these are others", done.stderr)
        for option in (("--routes",), ("--by", "party")):
            self.yanbi("plan", self.scenario, *option, "-o", "z.h5", code=2)

    def test_plan_by_cell_is_for_reading_only(self):
        self.yanbi("plan", self.scenario, "--by", "cell", "--cell", "250", "-o", "cells.csv")
        with open(self.folder / "cells.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertTrue(all(float(row["cell_x"]) % 250 == 0 for row in rows))
        done = self.run_demo("--set", "plan.policy=table", "--set", "plan.table=cells.csv", code=1)
        self.assertIn("by cells", done.stderr)
        for option in (("--routes",), ("--map", "plan.gpkg")):
            self.yanbi("plan", self.scenario, "--by", "cell", *option, "-o", "z.csv", code=2)

    def test_plan_has_a_map(self):
        self.yanbi("plan", self.scenario, "--map", "plan.geojson", "-o", "plan.csv")
        with open(self.folder / "plan.geojson", encoding="utf-8") as file:
            features = json.load(file)["features"]
        self.assertEqual({each["geometry"]["type"] for each in features}, {"LineString"})
        self.yanbi("plan", self.scenario, "--map", "plan.kml", "-o", "z.csv", code=2)
        self.yanbi("plan", self.scenario, "--map", "z.gpkg", "-o", "z.gpkg", code=2)

    def test_plan_with_places_overfills_nothing(self):
        done = self.yanbi("plan", self.scenario, "-o", "plan.csv", "--json", "--set",
                          "plan.policy=nearest_with_places")
        summary = json.loads(done.stdout)
        self.assertEqual(summary["over_capacity"], 0)
        self.assertLessEqual(summary["assigned"], summary["places"])

    def test_optimum_says_what_is_proven(self):
        done = self.yanbi("plan", self.scenario, "-o", "plan.csv", "--json", "--set",
                          "plan.policy=optimum")
        summary = json.loads(done.stdout)
        optimum = summary["optimum"]
        self.assertTrue(optimum["most_placed_proven"])
        self.assertEqual(optimum["gap_percent"], 0)
        self.assertEqual(optimum["placed"] - optimum["lost_by_rounding"], summary["assigned"])
        self.assertEqual(summary["over_capacity"], 0)

    def test_wrong_rows_are_named_by_line(self):
        (self.folder / "bad.csv").write_text("origin,work\nnowhere,nothing\n", encoding="utf-8")
        done = self.run_demo("--set", "plan.policy=table", "--set", "plan.table=bad.csv", code=1)
        self.assertIn("bad.csv:2", done.stderr)


class Answers(Base):
    """One result, asked in many ways."""

    result_bytes = None

    def setUp(self):
        super().setUp()
        if Answers.result_bytes is None:
            self.run_demo("--replicates", 2, "--quiet")
            Answers.result_bytes = self.result.read_bytes()
        self.result.write_bytes(Answers.result_bytes)

    def test_scores_come_in_every_form(self):
        table = self.yanbi("score", self.result).stdout
        self.assertIn("ynthetic", table)
        self.assertIn("|---", self.yanbi("score", self.result, "--markdown").stdout)
        scores = json.loads(self.yanbi("score", self.result, "--json").stdout)
        self.assertEqual(scores["deadlines_s"], [300, 600, 900])
        rows = list(csv.DictReader(self.yanbi("score", self.result, "--csv").stdout.splitlines()))
        self.assertEqual({row["deadline_s"] for row in rows}, {"300", "600", "900"})

    def test_people_add_up_in_every_zone(self):
        scores = json.loads(self.yanbi("score", self.result, "--json").stdout)
        for geography in scores["geographies"]:
            for zone in [*geography["zones"], geography["all"]]:
                for sheltered, causes in zip(zone["sheltered"], zone["unsheltered"]):
                    self.assertAlmostEqual(sheltered + sum(causes.values()), zone["population"],
                                           places=6)

    def test_geography_can_be_chosen(self):
        chosen = json.loads(
            self.yanbi("score", self.result, "--geography", "grid", "--json").stdout)
        self.assertEqual([g["name"] for g in chosen["geographies"]], ["grid"])
        done = self.yanbi("score", self.result, "--geography", "distrikt", code=2)
        self.assertIn("did you mean 'district'?", done.stderr)

    def test_info_says_where_the_result_is_from(self):
        info = json.loads(self.yanbi("info", self.result, "--json").stdout)
        self.assertEqual([run["replicate"] for run in info["runs"]], [0, 1])
        self.assertEqual({Path(item["path"]).name for item in info["inputs"]},
                         {"city.h5", "scenario.toml"})
        self.assertIn("--set run.replicates=2", info["scenario_text"])
        city = json.loads(self.yanbi("city", "info", self.city, "--json").stdout)
        self.assertEqual(info["city_hash"], city["hash"])
        self.assertIn("state hash", self.yanbi("info", self.result).stdout)
        self.assertEqual([(case["replicates"], case["failed"]) for case in info["cases"]], [(2, 0)])
        self.assertEqual(info["failures"], [])

    def test_a_case_is_chosen_by_its_name(self):
        name = json.loads(self.yanbi("info", self.result, "--json").stdout)["cases"][0]["case"]
        self.assertEqual(self.yanbi("score", self.result, "--case", name).stdout,
                         self.yanbi("score", self.result).stdout)
        done = self.yanbi("score", self.result, "--case", name + "x", code=2)
        self.assertIn(f"did you mean '{name}'?", done.stderr)

    def test_damaged_result_is_wrong_input(self):
        whole = bytearray(self.result.read_bytes())
        whole[len(whole) // 2] ^= 0xFF
        self.result.write_bytes(whole)
        for command in ("score", "info"):
            self.assertEqual(self.yanbi(command, self.result, code=1).stdout, "")

    def test_city_is_no_result(self):
        self.yanbi("score", self.city, code=1)
        self.yanbi("city", "info", self.result, code=1)


class Checks(Base):
    def test_good_files_have_no_problems(self):
        self.run_demo("--replicates", 1, "--quiet")
        self.yanbi("plan", self.scenario, "-o", "plan.csv", "--quiet")
        done = self.yanbi("check", self.scenario, self.city, self.result,
                          SOURCE / "scenarios/demo/city.toml", "plan.csv", "--scenario",
                          self.scenario)
        lines = done.stdout.splitlines()
        self.assertEqual(lines[-1], "0 problems")
        self.assertEqual(
            [line.split(": ")[1] for line in lines[:-1]],
            ["scenario, no problems", "compiled city, no problems", "result, no problems",
             "description of a synthetic city, no problems", "plan table, no problems"],
        )

    def test_every_bad_file_is_reported(self):
        (self.folder / "bad.toml").write_text("name = 1\nlayuot = 'x'\n", encoding="utf-8")
        (self.folder / "cut.h5").write_bytes(self.city.read_bytes()[:5000])
        (self.folder / "plan.csv").write_text("origin,work\n?,?\n", encoding="utf-8")
        done = self.yanbi("check", "bad.toml", "cut.h5", "none.toml", "plan.csv", "--scenario",
                          self.scenario, code=1)
        for name in ("bad.toml:1: name = 1", "did you mean 'layout'?", "cut.h5",
                     "none.toml: there is no such file", "plan.csv:2"):
            self.assertIn(name, done.stdout)
        self.assertRegex(done.stdout.splitlines()[-1], r"^\d+ problems$")

    def test_batch_is_checked_case_by_case(self):
        batch = SOURCE / "scenarios/demo/batch.toml"
        done = self.yanbi("check", batch, "--city", self.city)
        self.assertIn("batch, no problems", done.stdout)
        text = batch.read_text(encoding="utf-8").replace('"planned"]', '"planed"]')
        (self.folder / "batch.toml").write_text(
            text.replace('"scenario.toml"', f"'{self.scenario}'"), encoding="utf-8")
        done = self.yanbi("check", "batch.toml", "--city", self.city, code=1)
        self.assertIn("did you mean 'planned'?", done.stdout)
        self.assertIn("(case 'layout=planed hour=night plan=nearest' and 3 others)", done.stdout)

    def test_scenario_is_checked_against_its_city(self):
        done = self.yanbi("check", self.scenario, code=0)
        self.scenario.write_text(self.scenario.read_text().replace('"night"', '"nigth"'))
        done = self.yanbi("check", self.scenario, code=1)
        self.assertIn("did you mean 'night'?", done.stdout)


class Hazards(Base):
    """Strikes around the middle of the demo city: no file of water is needed."""

    def setUp(self):
        super().setUp()
        self.hazard = self.folder / "hazard.toml"
        self.compiled = self.folder / "hazard.h5"
        self.write(radius=2000)

    def write(self, radius, more=""):
        self.hazard.write_text(
            'name = "strikes"\nsynthetic = true\n[[effects]]\nname = "near"\nlink_blocked = 0.5\n'
            "entrance_blocked = 0.2\nwork_lost = { early = 0.6, default = 0.3 }\n[[strike]]\n"
            f'key = "a"\nfootprints = [{{ x = {self.middle()[0]}, y = {self.middle()[1]}, '
            f'radius = {radius}, effects = "near" }}]\n[[wave]]\nat = "2 min"\nstrikes = "all"\n'
            + more, encoding="utf-8")

    def middle(self):
        table = self.folder / "works.csv"
        if not table.exists():
            self.yanbi("city", "works", self.city, "-o", table)
        with table.open(encoding="utf-8-sig") as file:
            rows = [row for row in csv.DictReader(file) if row["x"]]
        return rows[0]["x"], rows[0]["y"]

    def build(self, *more, code=0):
        return self.yanbi("hazard", "build", self.hazard, "--city", self.city, "-o", self.compiled,
                          *more, code=code)

    def test_build_and_info_agree(self):
        text = self.build().stdout
        self.assertIn("synthetic data", text)
        info = json.loads(self.yanbi("hazard", "info", self.compiled, "--json").stdout)
        city = json.loads(self.yanbi("city", "info", self.city, "--json").stdout)
        self.assertEqual(info["city_hash"], city["hash"])
        self.assertIsNone(info["flood"])
        self.assertEqual(info["attack"]["strikes"], 1)
        self.assertEqual(info["attack"]["waves"][0]["at_s"], 120)
        self.assertGreater(info["attack"]["links"], 0)
        self.assertIn(info["hash"], self.yanbi("hazard", "info", self.compiled).stdout)

    def test_hazard_is_not_replaced_without_force(self):
        self.build()
        before = self.compiled.read_bytes()
        self.assertIn("--force", self.build(code=2).stderr)
        self.build("--force")
        self.assertEqual(self.compiled.read_bytes(), before)
        done = self.yanbi("hazard", "build", self.hazard, "--city", self.city, "-o", self.city,
                          "--force", code=2)
        self.assertIn("city.h5", done.stderr)

    def test_check_holds_hazards_against_their_city(self):
        self.build()
        done = self.yanbi("check", self.hazard, self.compiled, "--city", self.city)
        self.assertIn("description of a hazard, no problems", done.stdout)
        self.assertIn("compiled hazard, no problems", done.stdout)
        other = self.folder / "other.h5"
        self.yanbi("city", "synth", SOURCE / "scenarios/demo/city.toml", "--seed", 5, "-o", other)
        done = self.yanbi("check", self.compiled, "--city", other, code=1)
        self.assertIn("made for another city", done.stdout)
        self.assertIn("--city CITY.h5", self.yanbi("check", self.hazard, code=1).stdout)

    def test_wrong_hazards_are_wrong_input(self):
        self.write(radius=2000, more="drow = 3\n")
        done = self.build(code=1)
        self.assertIn("did you mean", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertFalse(self.compiled.exists())
        self.compiled.write_bytes(self.city.read_bytes())
        done = self.yanbi("hazard", "info", self.compiled, code=1)
        self.assertIn("this is not a hazard file", done.stderr)


class Signals(Base):
    """A run that would take hours is stopped at once and leaves nothing behind."""

    def start(self, **options):
        process = subprocess.Popen(
            [YANBI, "run", str(self.scenario), "-o", str(self.result), "--replicates", "50000",
             "--threads", "2"],
            cwd=self.folder, preexec_fn=default_signals, text=True, **options,
        )
        self.addCleanup(process.kill)
        return process

    def check_stopped(self, number, code):
        process = self.start(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for line in process.stderr:
            if "made the plan" in line:
                break
        process.send_signal(number)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, code)
        self.assertEqual(out, "")
        self.assertEqual(self.files(), ["city.h5", "scenario.toml"])

    def test_interrupt_exits_130(self):
        self.check_stopped(signal.SIGINT, 130)

    def test_termination_exits_143(self):
        self.check_stopped(signal.SIGTERM, 143)

    def test_terminal_gets_a_bar(self):
        reader, writer = pty.openpty()
        self.addCleanup(os.close, reader)
        process = self.start(stdout=subprocess.PIPE, stderr=writer,
                             env={**os.environ, "TERM": "xterm"})
        os.close(writer)
        seen = b""
        while b"replicates done" not in seen:
            seen += os.read(reader, 4096)
        self.assertRegex(seen.decode(), r"\r\x1b\[K\[[#.]{30}\] +\d+ % ")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(out, "")


class WithoutImport(unittest.TestCase):
    def test_cities_cannot_be_made(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [YANBI, "city", "build", "city.toml", "-o", f"{folder}/city.h5"],
                capture_output=True, text=True, check=False,
            )
        self.assertEqual(done.returncode, 2)
        self.assertIn("YANBI_IMPORT=OFF", done.stderr)


if __name__ == "__main__":
    # A build that cannot make cities is tested by WithoutImport alone.
    main(Calls, Cities, Ledgers, Files, Runs, Plans, Answers, Checks, Hazards, Signals)
