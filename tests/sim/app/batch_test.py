#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""yanbi batch from outside: what survives kills, full disks and changed inputs, and that nothing of
all that shows in the result.

usage: batch_test.py YANBI SOURCE_FOLDER
"""

import csv
import json
import os
import resource
import signal
import stat
import subprocess
import time

from command_base import SOURCE, YANBI, Base, default_signals, main

BATCH = """[batch]
name = "two speeds"
scenario = "scenario.toml"

[replicates]
count = {replicates}

[factors]
"walking.free_speed_mean" = [1.1, 1.3]
"""


class Batches(Base):
    """Two cases of the demonstration."""

    def setUp(self):
        super().setUp()
        self.batch = self.folder / "batch.toml"
        self.write_batch(6)
        self.journals = self.folder / "result.h5.journal"

    def write_batch(self, replicates, more=""):
        self.batch.write_text(BATCH.format(replicates=replicates) + more, encoding="utf-8")

    def call(self, *more, output="result.h5", code=0, **options):
        return self.yanbi("batch", "batch.toml", "-o", output, *more, code=code, **options)

    def reference(self):
        """The bytes of the result of a batch that nothing happens to."""
        self.call("-q", output="reference.h5")
        return (self.folder / "reference.h5").read_bytes()

    def start(self, *more):
        return subprocess.Popen(
            [YANBI, "batch", "batch.toml", "-o", "result.h5", *more], cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=default_signals)

    def wait_for_record(self, child):
        """Until a finished run is in a journal."""
        while child.poll() is None:
            if any(path.stat().st_size > 1000 for path in self.journals.glob("*.journal")):
                return
            time.sleep(0.01)  # nothing tells: the file grows, or the process ends
        self.fail(f"ended before any run was finished: {child.communicate()}")

    def start_and_stop(self, number):
        self.write_batch(2000)
        child = self.start()
        self.wait_for_record(child)
        child.send_signal(number)
        out, errors = child.communicate(timeout=30)
        return child.returncode, out, errors


class Plain(Batches):
    def test_holds_every_case_and_removes_the_journals(self):
        done = self.call("--json")
        answer = json.loads(done.stdout)
        self.assertEqual((answer["cases"], answer["runs"], answer["executed"]), (2, 12, 12))
        self.assertEqual(answer["failures"], [])
        self.assertFalse(self.journals.exists())
        info = json.loads(self.yanbi("info", "result.h5", "--json").stdout)
        self.assertEqual(len(info["runs"]), 12)

    def test_cases_may_set_what_the_scenario_lacks(self):
        lines = self.scenario.read_text(encoding="utf-8").splitlines(keepends=True)
        self.scenario.write_text("".join(l for l in lines if not l.startswith("layout")),
                                 encoding="utf-8")
        self.batch.write_text('[batch]\nscenario = "scenario.toml"\n[factors]\n'
                              'layout = ["current", "planned"]\n', encoding="utf-8")
        self.call()
        self.yanbi("run", "--from", "result.h5", "--run", 1, "-o", "again.h5")

    def test_dry_run_writes_nothing(self):
        before = self.files()
        answer = json.loads(self.yanbi("batch", "batch.toml", "--dry-run", "--json").stdout)
        self.assertEqual(self.files(), before)
        self.assertEqual((answer["cases"], answer["least_runs"], answer["most_runs"]), (2, 12, 12))
        self.assertGreater(answer["run_seconds"], 0)
        self.assertGreater(answer["record_bytes"], 0)

    def test_same_bytes_for_any_threads_shards_and_cpu(self):
        expected = self.reference()
        for threads in (1, 2, 3):
            self.call("--threads", threads, "--force")
            self.assertEqual(self.result.read_bytes(), expected, f"{threads} threads")
        self.result.unlink()
        for shard in ("2/2", "1/2"):
            self.assertFalse(self.result.exists())
            self.call("--shard", shard)
        self.assertEqual(self.result.read_bytes(), expected, "two shards")
        tunables = "glibc.cpu.hwcaps=-AVX512F,-AVX2,-AVX,-FMA,-FMA4,-ERMS,-BMI2,-SSE4_2,-SSE4_1"
        self.call("--force", env={**os.environ, "GLIBC_TUNABLES": tunables})
        self.assertEqual(self.result.read_bytes(), expected, "without CPU variants")

    def test_merge_of_shards_that_share_no_folder(self):
        expected = self.reference()
        self.call("--shard", "1/2", output="one.h5")
        self.call("--shard", "2/2", output="two.h5")
        done = self.yanbi("merge", "result.h5", "one.h5.journal", "--batch", "batch.toml", code=1)
        self.assertIn("6 runs are missing", done.stderr)
        self.assertFalse(self.result.exists())
        self.yanbi("merge", "result.h5", "one.h5.journal", "two.h5.journal", "--batch",
                   "batch.toml")
        self.assertEqual(self.result.read_bytes(), expected)

    def test_shard_from_the_variables_of_a_job_array(self):
        array = {**os.environ, "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "5",
                 "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "2"}
        done = self.call("--shard", "slurm", env=array)
        self.assertIn("Shard 2 of 2", done.stdout)
        array["SLURM_ARRAY_TASK_ID"] = "8"
        self.assertIn("gaps", self.call("--shard", "slurm", env=array, code=2).stderr)
        self.assertIn("SLURM_ARRAY_TASK_ID", self.call("--shard", "slurm", code=2).stderr)

    def test_wrong_shards_and_options_exit_2(self):
        for more in (("--shard", "0/2"), ("--shard", "3/2"), ("--shard", "two"),
                     ("--force", "--resume"), ("--force", "--shard", "1/2"),
                     ("--time-limit", "soon"), ("--memory", "lots")):
            self.call(*more, code=2)
        self.assertFalse(self.journals.exists())

    def test_single_run_is_repeated_exactly(self):
        self.call()
        info = json.loads(self.yanbi("info", "result.h5", "--json").stdout)
        done = self.yanbi("run", "--from", "result.h5", "--run", 8, "-o", "again.h5", "--agents",
                          "--json")
        self.assertEqual(json.loads(done.stdout)["state_hashes"], [info["runs"][8]["state_hash"]])
        again = json.loads(self.yanbi("info", "again.h5", "--json").stdout)
        self.assertEqual(again["runs"][0]["replicate"], 2)
        self.yanbi("run", "--from", "result.h5", "--run", 12, "-o", "no.h5", code=1)
        self.yanbi("run", "--from", "result.h5", "-o", "no.h5", "--set", "run.seed=3", code=2)
        self.assertFalse((self.folder / "no.h5").exists())

    def test_run_is_not_repeated_in_another_city(self):
        self.call()
        self.yanbi("city", "synth", SOURCE / "scenarios/demo/city.toml", "--seed", 9, "-o",
                   "city.h5", "--force")
        done = self.yanbi("run", "--from", "result.h5", "-o", "again.h5", code=1)
        self.assertIn("city.h5", done.stderr)
        self.assertFalse((self.folder / "again.h5").exists())

    def test_runs_until_the_interval_is_narrow(self):
        text = BATCH.replace("count = {replicates}", "") + """
[replicates.until]
statistic = "coverage"
width = 100.0
first_look = 4
most = 16
"""
        self.batch.write_text(text, encoding="utf-8")
        self.assertEqual(json.loads(self.call("--json").stdout)["runs"], 8)
        self.batch.write_text(text.replace("100.0", "0.001"), encoding="utf-8")
        self.assertEqual(json.loads(self.call("--json", "--force").stdout)["runs"], 32)


class Wrong(Batches):
    def test_every_problem_of_every_case_is_listed_at_once(self):
        self.batch.write_text(
            '[batch]\nscenario = "scenario.toml"\n[factors]\nlayout = ["current", "nowhere"]\n'
            '"walking.free_speed_mean" = [1.2, -1]\n', encoding="utf-8")
        done = self.call(code=1)
        self.assertIn("free_speed_mean", done.stderr)
        self.assertEqual(self.files(), ["batch.toml", "city.h5", "scenario.toml"])

    def test_begun_batch_is_neither_mixed_nor_overwritten(self):
        self.call("--shard", "1/2")
        self.assertIn("--resume", self.call("--shard", "1/2", code=2).stderr)
        self.write_batch(7)
        done = self.call("--shard", "1/2", "--resume", code=1)
        self.assertIn("another batch", done.stderr)
        self.assertFalse(self.result.exists())

    def test_changed_scenario_is_not_mixed_in(self):
        self.call("--shard", "1/2")
        with self.scenario.open("a", encoding="utf-8") as file:
            file.write("# a word\n")
        self.assertIn("another batch", self.call("--resume", code=1).stderr)

    def test_force_makes_the_result_anew(self):
        self.call()
        before = self.result.read_bytes(), self.result.stat().st_mtime_ns
        self.assertEqual(json.loads(self.call("--force", "--json").stdout)["runs"], 12)
        self.assertEqual(self.result.read_bytes(), before[0])
        self.assertGreater(self.result.stat().st_mtime_ns, before[1])

    def test_complete_batch_is_left_alone(self):
        self.call()
        before = self.result.stat().st_mtime_ns
        self.assertTrue(json.loads(self.call("--resume", "--json").stdout)["was_complete"])
        self.assertEqual(self.result.stat().st_mtime_ns, before)
        self.call(code=2)
        self.write_batch(7)
        self.call("--resume", code=1)
        self.assertEqual(self.result.stat().st_mtime_ns, before)

    def test_second_writer_is_refused(self):
        self.write_batch(2000)
        child = self.start()
        self.wait_for_record(child)
        done = self.call("--resume", code=3)
        self.assertIn(str(child.pid), done.stderr)
        child.kill()
        child.communicate()
        self.write_batch(2000)
        child = self.start("--resume")  # the lock went with the process
        self.wait_for_record(child)
        child.kill()
        child.communicate()

    def test_damaged_journal_costs_its_runs_and_nothing_else(self):
        expected = self.reference()
        self.call("--shard", "1/2")
        journal = next(self.journals.glob("*.journal"))
        data = bytearray(journal.read_bytes())
        for at in (len(data) // 2, len(data) - 5):
            changed = bytearray(data)
            changed[at] ^= 0x10
            journal.write_bytes(changed)
            done = self.call("--resume", "--keep-journals")
            self.assertIn(journal.name, done.stderr)
            self.assertEqual(self.result.read_bytes(), expected)
            self.result.unlink()
            for other in self.journals.glob("*.journal"):
                if other != journal:
                    other.unlink()

    def test_foreign_file_among_the_journals_is_refused(self):
        self.call("--shard", "1/2")
        (self.journals / "x.journal").write_bytes(b"something else entirely, and long enough" * 4)
        self.assertIn("x.journal", self.call("--resume", code=1).stderr)

    def test_truncated_result_is_not_taken_for_complete(self):
        self.call()
        self.result.write_bytes(self.result.read_bytes()[:-100])
        self.assertIn("result.h5", self.call("--resume", code=1).stderr)

    def test_unwritable_folder_is_said_before_any_run(self):
        if os.geteuid() == 0:
            target = "/proc/result.h5"  # permissions do not bind root
        else:
            (self.folder / "closed").mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
            target = "closed/result.h5"
        done = self.call(output=target, code=2)
        self.assertIn("cannot be written", done.stderr)


class Failed(Batches):
    def write_failing(self, more=""):
        """One case whose plan cannot be made, and one that is right."""
        (self.folder / "plan.csv").write_text("origin,work\nnobody,nowhere\n", encoding="utf-8")
        self.batch.write_text(
            '[batch]\nscenario = "scenario.toml"\n' + more + "[replicates]\ncount = 3\n"
            '[[case]]\nname = "bad"\nset = { "plan.policy" = "table", "plan.table" = "plan.csv" }\n'
            '[[case]]\nname = "good"\nset = {}\n', encoding="utf-8")

    def test_failed_runs_are_recorded_and_the_others_go_on(self):
        self.write_failing()
        answer = json.loads(self.call("--json", code=3).stdout)
        self.assertEqual(answer["runs"], 3)
        self.assertEqual([run["case"] for run in answer["failures"]], ["bad"] * 3)
        self.assertIn("nowhere", answer["failures"][0]["reason"])
        info = json.loads(self.yanbi("info", "result.h5", "--json").stdout)
        self.assertEqual({run["case"] for run in info["runs"]}, {"good"})

    def test_policy_may_be_to_stop(self):
        self.write_failing('on_failure = "stop"\n')
        done = self.call("--threads", 1, "--json", code=3)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["executed"], answer["result"]), (1, None))

    def test_hazard_of_another_city_is_said_before_any_run(self):
        spec = SOURCE / "scenarios/demo/city.toml"
        self.yanbi("city", "synth", spec, "--seed", 5, "-o", "other.h5")
        self.yanbi("city", "works", "other.h5", "-o", "works.csv")
        with (self.folder / "works.csv").open(encoding="utf-8-sig") as file:
            work = next(row for row in csv.DictReader(file) if row["x"])
        (self.folder / "hazard.toml").write_text(
            'name = "strikes"\n[[effects]]\nname = "near"\nlink_blocked = 0.5\n'
            "entrance_blocked = 0.2\nwork_lost = 0.3\n[[strike]]\nkey = \"a\"\n"
            f'footprints = [{{ x = {work["x"]}, y = {work["y"]}, radius = 900, effects = "near" }}]\n'
            '[[wave]]\nat = "2 min"\nstrikes = "all"\n', encoding="utf-8")
        self.yanbi("hazard", "build", "hazard.toml", "--city", "other.h5", "-o", "hazard.h5")
        self.batch.write_text(
            '[batch]\nscenario = "scenario.toml"\n[[case]]\nname = "calm"\nset = {}\n'
            '[[case]]\nname = "raid"\nset = { "hazard.file" = "hazard.h5" }\n', encoding="utf-8")
        self.assertIn("hazard.h5", self.call(code=1).stderr)
        self.assertFalse(self.journals.exists())


class Stopped(Batches):
    def test_signals_keep_what_is_finished_and_say_how_to_go_on(self):
        for number, code in ((signal.SIGTERM, 143), (signal.SIGUSR1, 143), (signal.SIGINT, 130)):
            got, out, errors = self.start_and_stop(number)
            self.assertEqual(got, code, errors)
            self.assertIn("--resume", out)
            self.assertFalse(self.result.exists())
            subprocess.run(["rm", "-r", self.journals], check=True)

    def test_time_limit_ends_as_a_pre_emption_does(self):
        self.write_batch(100000)
        done = self.call("--time-limit", "0.5s", code=143)
        self.assertIn("time limit", done.stdout)
        self.assertTrue(list(self.journals.glob("*.journal")))

    def test_kill_and_resume_give_the_same_bytes(self):
        self.write_batch(60)
        expected = self.reference()
        child = self.start("--threads", "1")
        self.wait_for_record(child)
        child.kill()
        child.communicate()
        self.assertFalse(self.result.exists())
        answer = json.loads(self.call("--resume", "--json").stdout)
        self.assertLess(answer["executed"], 120)
        self.assertEqual(self.result.read_bytes(), expected)

    def test_full_disk_keeps_what_is_finished(self):
        expected = self.reference()

        def little_room():
            default_signals()
            resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

        child = subprocess.run([YANBI, "batch", "batch.toml", "-o", "result.h5"], cwd=self.folder,
                               capture_output=True, text=True, preexec_fn=little_room, check=False)
        self.assertEqual(child.returncode, 3, child.stderr)
        self.assertIn("--resume", child.stderr)
        self.assertFalse(self.result.exists())
        self.call("--resume")
        self.assertEqual(self.result.read_bytes(), expected)


if __name__ == "__main__":
    main(Plain, Wrong, Failed, Stopped)
