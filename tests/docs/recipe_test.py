#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""recipe_test.py ROOT PROGRAM: the recipes of docs/cluster.md for GNU parallel do what they say.

Each ```sh recipe block runs in a folder of its own and must leave all.jsonl with the points of all
seeds, as one sweep of them has.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path()
PROGRAM = pathlib.Path()
SEEDS = 4


def points(jsonl):
    """Everything but what the host took."""
    found = [json.loads(line) for line in jsonl.read_text().splitlines()]
    return sorted(({k: v for k, v in point.items() if k != "seconds" and not k.startswith("host.")}
                   for point in found), key=lambda p: json.dumps(p, sort_keys=True))


class Recipes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "sim").symlink_to(ROOT / "sim")
        path = f"{PROGRAM.parent}:{os.environ['PATH']}"
        self.environment = {**os.environ, "PATH": path, "HOME": folder.name, "TMPDIR": folder.name}

    def shell(self, text):
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=self.folder, text=True,
                              env=self.environment, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_each_gives_the_points_of_one_sweep(self):
        sweep = (ROOT / "sim/sweeps/break_even.toml").read_text()
        (self.folder / "all_seeds.toml").write_text(f"{sweep}\nseeds = {SEEDS}\n")
        self.shell("cowmmu sweep all_seeds.toml --quiet && cowmmu export all_seeds.db --jsonl one.jsonl")
        expected = points(self.folder / "one.jsonl")
        self.assertEqual(len(expected), 15 * SEEDS)
        page = (ROOT / "docs/cluster.md").read_text()
        recipes = re.findall(r"```sh recipe\n(.*?)```", page, re.S)
        self.assertEqual(len(recipes), 2)
        for recipe in recipes:
            with self.subTest(recipe):
                self.shell(recipe)
                self.assertEqual(points(self.folder / "all.jsonl"), expected)
                for left in [*self.folder.glob("part*"), self.folder / "all.jsonl"]:
                    left.unlink()


if __name__ == "__main__":
    ROOT, PROGRAM = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    if shutil.which("parallel") is None:
        print("skipped: no GNU parallel; sim/install_packages.sh installs it")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
