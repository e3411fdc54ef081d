#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The C library picks variants of its functions by CPU. None of them may show in a result: the
shipped demonstration must give the same city and the same state hashes with the variants off."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

YANBI, SOURCE = sys.argv[1:3]
WITHOUT_VARIANTS = "glibc.cpu.hwcaps=-AVX512F,-AVX2,-AVX,-FMA,-FMA4,-ERMS,-BMI2,-SSE4_2,-SSE4_1"


def answer(arguments, tunables):
    environment = dict(os.environ)
    environment.pop("GLIBC_TUNABLES", None)
    if tunables:
        environment["GLIBC_TUNABLES"] = tunables
    done = subprocess.run([YANBI, *arguments], env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout) if "--json" in arguments else None


def run_demo(folder, tunables):
    city = os.path.join(folder, "city.h5")
    demo = os.path.join(SOURCE, "scenarios", "demo")
    answer(["city", "synth", os.path.join(demo, "city.toml"), "-o", city, "--force"], tunables)
    run = answer(
        ["run", os.path.join(demo, "scenario.toml"), "--city", city, "--replicates", "2",
         "-o", os.path.join(folder, "result.h5"), "--force", "--quiet", "--json"], tunables)
    info = answer(["city", "info", city, "--json"], tunables)
    return info["hash"], run


class CpuVariants(unittest.TestCase):
    def test_do_not_change_the_city_or_the_run(self):
        with tempfile.TemporaryDirectory() as folder:
            city, run = run_demo(folder, None)
            plain_city, plain_run = run_demo(folder, WITHOUT_VARIANTS)
        self.assertEqual(city, plain_city)
        hashes = run["state_hashes"]
        self.assertEqual(len(hashes), 2)
        self.assertNotEqual(hashes[0], hashes[1])
        self.assertEqual(hashes, plain_run["state_hashes"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
