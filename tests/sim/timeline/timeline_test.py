# SPDX-License-Identifier: Apache-2.0
"""Timelines of whole runs: timeline_test.py COWMMU SOURCE_FOLDER [TEST...] (unittest names).

COWMMU_SEED chooses the random scenario.
"""
import json
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from check_timeline import problems_of
from mutations import MUTATIONS

PROGRAM = ""
SOURCE = pathlib.Path()

FORKS = {"program": "fork_write", "pages": 64, "written": 0.5, "who": "both", "children": 2}
UNMAPS = {"program": "unmap_threads", "pages": 16, "threads": 3, "rounds": 2}

# Workload, settings.
SCENARIOS = {
    "cow_with_interrupts": (FORKS, ["machine.harts=3", "os.shootdown=ipi_all"]),
    "textbook": (FORKS, ["machine.harts=2", "os.fork=textbook"]),
    "eager_by_dma": (FORKS, ["machine.harts=2", "os.fork=eager", "os.copy=dma"]),
    "one_hart_shared_by_slices": (FORKS, ["machine.harts=1", "os.time_slice_us=2"]),
    "hardware_fences": (FORKS, ["machine.harts=4", "os.shootdown=broadcast"]),
    "free_flush": (FORKS, ["machine.harts=4", "os.shootdown=ipi_all", "os.cost.fork_flush=free"]),
    "shootdowns_that_meet": (UNMAPS, ["machine.harts=4", "os.shootdown=ipi_all"]),
    "traps_for_marks": (FORKS, ["machine.harts=2", "preset=riscv"]),
    "a_cycle_longer_than_a_nanosecond": (FORKS, ["machine.harts=2", "machine.clock_mhz=300"]),
    "costs_in_units": (FORKS, ["preset=unit"]),
    "warm_up_in_time": ({**FORKS, "warm": True}, ["machine.harts=2", "machine.clock_mhz=2900"]),
    "no_warm_up": ({**FORKS, "warm": False}, ["machine.harts=2"]),
    "children_that_exit": ({"program": "fork_exit", "pages": 16, "children": 3},
                           ["machine.harts=2"]),
    "server": ({"program": "snapshot", "pages": 32, "requests": 50}, ["machine.harts=2"]),
}


def scenario_text(workload):
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in workload.items())
    return "[workload]\n" + lines


def options_of(settings):
    return [word for setting in settings for word in ("--set", setting)]


def without_host(stats):
    return {key: value for key, value in stats.items() if key != "host"}


class TimelineTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_it(self, scenario, name, *options, timeline=True):
        """The text of the timeline, and the statistics."""
        out = self.folder / name
        done = subprocess.run([PROGRAM, "run", scenario, "--out", out, "--quiet", *options,
                               *(["--timeline"] if timeline else [])],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        names = {"stats.json", "timeline.json"} if timeline else {"stats.json"}
        self.assertEqual({file.name for file in out.iterdir()}, names)
        text = (out / "timeline.json").read_text() if timeline else ""
        return text, json.loads((out / "stats.json").read_text())

    def workload(self, workload):
        path = self.folder / "x.toml"
        path.write_text(scenario_text(workload))
        return path

    def examine(self, scenario, *options):
        ahead, stats = self.run_it(scenario, "ahead", *options)
        self.assertEqual(problems_of(ahead, stats)[:20], [])
        exact, exact_stats = self.run_it(scenario, "exact", "--exact-step", "--check", *options)
        self.assertTrue(ahead == exact, "the timeline depends on run-ahead")
        plain = self.run_it(scenario, "plain", *options, timeline=False)[1]
        self.assertEqual(without_host(stats), without_host(plain))
        self.assertEqual(stats["harts"], exact_stats["harts"])
        return json.loads(ahead), stats


class Scenarios(TimelineTest):
    def test_each(self):
        for name, (workload, settings) in SCENARIOS.items():
            with self.subTest(name):
                self.examine(self.workload(workload), *options_of(settings))

    def test_a_recording(self):
        self.examine(SOURCE / "sim/scenarios/shell.toml")

    def test_a_random_one(self):
        seed = int(os.environ.get("COWMMU_SEED", random.randrange(1 << 32)))
        print(f"COWMMU_SEED={seed}", flush=True)
        rng = random.Random(seed)
        workload = {**rng.choice([FORKS, UNMAPS]), "pages": rng.randrange(4, 100)}
        if workload["program"] == "fork_write":
            workload |= {"who": rng.choice(["child", "parent", "both"]),
                         "written": rng.random(), "children": rng.randrange(1, 5),
                         "pattern": rng.choice(["sequential", "random"]),
                         "warm": rng.choice(["untimed", True, False])}
        settings = [f"machine.harts={rng.randrange(1, 9)}",
                    f"machine.clock_mhz={rng.randrange(100, 4001)}",
                    f"os.fork={rng.choice(['cow', 'textbook', 'eager'])}",
                    f"os.shootdown={rng.choice(['ipi_mask', 'ipi_all', 'broadcast'])}",
                    f"os.copy={rng.choice(['core', 'dma'])}",
                    f"os.time_slice_us={rng.choice([1, 10, 4000])}",
                    f"machine.cached={rng.choice(['true', 'false'])}"]
        self.examine(self.workload(workload), "--seed", str(seed), *options_of(settings))

    def test_a_killed_process_is_shown(self):
        path = self.folder / "x.toml"
        path.write_text(scenario_text({"program": "fork_write", "pages": 64, "written": 1.0})
                        + "[os.memory]\nuser_frames = 100\n")
        done = subprocess.run([PROGRAM, "run", path, "--out", self.folder / "o", "--timeline"],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        stats = json.loads((self.folder / "o/stats.json").read_text())
        text = (self.folder / "o/timeline.json").read_text()
        self.assertEqual(problems_of(text, stats), [])
        self.assertEqual(stats["processes"]["killed"], 1)
        self.assertEqual(text.count('"name":"killed"'), 1)


class WarmUp(TimelineTest):
    def test_its_events_are_left_out_and_its_pages_counted(self):
        document, stats = self.examine(self.workload({**FORKS, "warm": True}),
                                       *options_of(["machine.harts=2"]))
        events = document["traceEvents"]
        zero_fills = [e for e in events if e["name"] == "fault zero_fill"]
        self.assertEqual(len(zero_fills), stats["faults"]["zero_fill"]["count"])
        free = [e["args"]["frames"] for e in events if e["name"] == "free frames"]
        self.assertLess(free[0], free[-1] - 64)  # the parent's pages are there from the beginning


class Size(TimelineTest):
    def test_a_run_that_outgrows_memory_chunks(self):
        """The log of a hart goes to its file every 1024 records."""
        workload = {"program": "fork_write", "pages": 2048, "written": 1.0}
        document, _ = self.examine(self.workload(workload), *options_of(["machine.harts=2"]))
        self.assertGreater(len(document["traceEvents"]), 20000)


class Files(TimelineTest):
    def files(self):
        return sorted(str(f.relative_to(self.folder)) for f in self.folder.rglob("*"))

    def test_a_full_disk_fails_the_run_and_leaves_nothing(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

        for pages in (64, 2048):  # in the last step; already while it runs
            scenario = self.workload({**FORKS, "pages": pages})
            done = subprocess.run([PROGRAM, "run", scenario, "--out", self.folder / "o",
                                   "--timeline"], capture_output=True, text=True,
                                  preexec_fn=limit)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("File too large", done.stderr)
            self.assertEqual(self.files(), ["o", "x.toml"])

    def test_an_interrupted_run_leaves_nothing(self):
        process = subprocess.Popen([PROGRAM, "run", SOURCE / "sim/scenarios/redis.toml", "--out",
                                    self.folder / "o", "--timeline", "--exact-step"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(1000):
            if any("timeline.json" in name for name in self.files()):
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=60), 130)
        self.assertEqual(self.files(), ["o"])

    def test_it_stands_beside_a_waveform(self):
        scenario = self.workload({**FORKS, "pages": 4})
        done = subprocess.run([PROGRAM, "run", scenario, "--out", self.folder / "both", "--quiet",
                               "--timeline", "--vcd"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        text = (self.folder / "both/timeline.json").read_text()
        self.assertTrue(text == self.run_it(scenario, "alone")[0])


class TheChecker(TimelineTest):
    """A checker that accepts anything tests nothing."""

    def setUp(self):
        super().setUp()
        workload, settings = SCENARIOS["cow_with_interrupts"]
        self.text, self.stats = self.run_it(self.workload(workload), "o", *options_of(settings))
        self.assertEqual(problems_of(self.text, self.stats), [])

    def test_refuses_each_mutation(self):
        for what, mutate in MUTATIONS.items():
            with self.subTest(what):
                document = json.loads(self.text)
                mutate(document["traceEvents"])
                self.assertNotEqual(problems_of(json.dumps(document), self.stats), [])

    def test_accepts_what_is_read_and_written(self):
        self.assertEqual(problems_of(json.dumps(json.loads(self.text)), self.stats), [])

    def test_refuses_other_heads_and_half_files(self):
        for old, new in (('"ns"', '"ms"'), ('"schema":1', '"schema":2'),
                         ('"cycles_per_microsecond":3000', '"cycles_per_microsecond":3001'),
                         ('"harts":3', '"harts":4')):
            self.assertIn(old, self.text)
            self.assertNotEqual(problems_of(self.text.replace(old, new, 1), self.stats), [])
        self.assertNotEqual(problems_of(self.text[:len(self.text) // 2], self.stats), [])
        self.assertNotEqual(problems_of("", self.stats), [])

    def test_refuses_the_timeline_of_another_run(self):
        other = self.run_it(self.workload({**FORKS, "written": 0.4}), "other",
                            *options_of(SCENARIOS["cow_with_interrupts"][1]))[1]
        self.assertNotEqual(problems_of(self.text, other), [])


if __name__ == "__main__":
    PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
