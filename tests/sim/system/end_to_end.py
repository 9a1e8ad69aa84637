# SPDX-License-Identifier: Apache-2.0
"""The program as its user has it: end_to_end.py COWMMU SOURCE_FOLDER [TEST...] (unittest names)."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""
SOURCE = pathlib.Path()

# COW faults (copy + reuse) of the recordings, by an independent checker (sim/traces/README.md).
COW_FAULTS = {"cow64": 1657, "shell": 80, "redis": 604, "forkserver": 672}


def cowmmu(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)


def stats(scenario, *options):
    done = cowmmu("run", scenario, "--quiet", "--stats", "-", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def comparable(figures):
    """What must not depend on run-ahead or on the oracles that look on."""
    kept = {key: value for key, value in figures.items() if key not in ("host", "oracle")}
    kept["processes"] = {k: v for k, v in figures["processes"].items() if k != "images"}
    return kept


class Litmus(unittest.TestCase):
    def test_every_litmus_test_passes(self):
        files = sorted((SOURCE / "tests/litmus").glob("*.litmus"))
        self.assertGreater(len(files), 10)
        done = cowmmu("litmus", *files)
        failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
        self.assertEqual((failed, done.stderr, done.returncode), ([], "", 0))


class Walk(unittest.TestCase):
    def test_golden_translations_to_the_byte(self):
        files = sorted((SOURCE / "tests/golden/walk").glob("*.in"))
        self.assertEqual([f.stem for f in files], ["sv39", "sv48", "sv57"])
        for file in files:
            with self.subTest(file.name):
                done = cowmmu("walk", file)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertTrue(done.stdout == file.with_suffix(".out").read_text())


class Scenarios(unittest.TestCase):
    def check(self, name):
        scenario = SOURCE / "sim/scenarios" / f"{name}.toml"
        checked = stats(scenario, "--check")
        exact = stats(scenario, "--exact-step")
        self.assertEqual(comparable(checked), comparable(exact))
        self.assertTrue(checked["oracle"]["checked"])
        self.assertEqual(checked["oracle"]["stale"], 0)
        self.assertEqual(checked["frames"]["leaked"], 0)
        for hart in checked["harts"]:
            self.assertEqual(hart["cycles"], checked["cycles"])
            self.assertEqual(sum(hart["ledger"].values()), checked["cycles"])
        faults = checked["faults"]
        return faults["cow_copy"]["count"] + faults["cow_reuse"]["count"]

    def test_first(self):
        self.assertEqual(self.check("first"), 1638)  # floor(0.1 * 16384 + 0.5)

    def test_cow64(self):
        self.assertEqual(self.check("cow64"), COW_FAULTS["cow64"])

    def test_shell(self):
        self.assertEqual(self.check("shell"), COW_FAULTS["shell"])

    def test_forkserver(self):
        self.assertEqual(self.check("forkserver"), COW_FAULTS["forkserver"])

    def test_redis(self):
        self.assertEqual(self.check("redis"), COW_FAULTS["redis"])


class BadInput(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def scenario(self, text):
        path = self.folder / "x.toml"
        path.write_text(text)
        return path

    def refuse(self, status, message, *arguments):
        done = cowmmu(*arguments)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertIn(message, done.stderr)
        self.assertEqual(done.stdout, "")

    def test_a_typo_names_line_and_the_nearest_key(self):
        path = self.scenario('seed = 1\n[workload]\nprogram = "fork_exit"\npagse = 4\n')
        self.refuse(2, "did you mean pages", "run", path)

    def test_a_preset_that_does_not_exist(self):
        path = self.scenario('preset = "servr"\n[workload]\nprogram = "fork_exit"\npages = 4\n')
        self.refuse(2, "did you mean server", "run", path)

    def test_a_workload_larger_than_memory_says_by_how_much(self):
        path = self.scenario('[workload]\nprogram = "fork_exit"\npages = 1000000\n')
        self.refuse(1, "", "run", path, "--set", "machine.dram.bytes=16777216")

    def test_a_truncated_trace_leaves_no_output(self):
        trace = (SOURCE / "sim/traces/shell.trace.zst").read_bytes()
        (self.folder / "t.trace.zst").write_bytes(trace[: len(trace) // 2])
        path = self.scenario('[workload]\ntrace = "t.trace.zst"\n')
        out = self.folder / "out"
        self.refuse(2, "t.trace.zst", "run", path, "--out", out)
        self.assertFalse((out / "stats.json").exists())

    def test_a_full_disk_is_an_error(self):
        path = self.scenario('[workload]\nprogram = "fork_exit"\npages = 4\n')
        self.refuse(1, "/dev/full", "run", path, "--quiet", "--stats", "/dev/full")


if __name__ == "__main__":
    PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
