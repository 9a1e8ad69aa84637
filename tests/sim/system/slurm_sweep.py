# SPDX-License-Identifier: Apache-2.0
"""Sweeps on a real Slurm: slurm_sweep.py COWMMU [TEST...] (unittest names).

Every test ends with each point once, and with the values of the local engine.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import slurm_cluster
from sweep_rows import count, rows

PROGRAM = ""
CLUSTER = None
LOCAL = []  # rows by the local engine
POINTS = 12

SWEEP = """
[machine]
harts = 1
[workload]
program = "fork_write"
pages = 3000
[sweep]
"os.fork" = ["eager", "textbook", "cow"]
"workload.written" = [0.25, 0.75]
seeds = 2
"""


def queue(states="PENDING,RUNNING,COMPLETING"):
    """Its tasks: [(job, task, state)]."""
    out = CLUSTER.run("squeue", "-h", "-r", "-t", states, "-o", "%F %K %T")
    return [tuple(line.split()) for line in out.splitlines()]


def setUpModule():
    global CLUSTER
    folder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(folder.cleanup)
    CLUSTER = slurm_cluster.Cluster(folder.name)
    unittest.addModuleCleanup(CLUSTER.stop)
    CLUSTER.start()


class SlurmTest(unittest.TestCase):
    def setUp(self):
        # Whatever a shell or Slurm could trip over.
        folder = tempfile.TemporaryDirectory(prefix="it's 100 %A of a \"$HOME\" \\n ")
        self.addCleanup(folder.cleanup)
        self.addCleanup(CLUSTER.run, "scancel", "--user=root")
        self.folder = pathlib.Path(folder.name)
        (self.folder / "my sweep.toml").write_text(SWEEP)
        self.db = self.folder / "my sweep.db"

    def words(self, *options):
        return [PROGRAM, "sweep", "my sweep.toml", "--engine", "slurm", "--chunk", "2", *options]

    def start(self, *options, env=None):
        process = subprocess.Popen(self.words(*options), cwd=self.folder, text=True, env=env,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def finish(self, process):
        """How many points this call has run; all is well."""
        ran, err = self.finish_with_notices(process)
        self.assertEqual(err, "")
        return ran

    def finish_with_notices(self, process):
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, err + CLUSTER.logs())
        self.assertTrue(out.startswith(f"{POINTS} points: {POINTS} ok; "), out)
        self.check_results()
        return int(re.search(r"(\d+) run now", out)[1]), err

    def check_results(self):
        if not LOCAL:
            with tempfile.TemporaryDirectory() as folder:
                db = pathlib.Path(folder) / "local.db"
                subprocess.run([PROGRAM, "sweep", "my sweep.toml", "--db", db, "--quiet"],
                               cwd=self.folder, check=True)
                LOCAL.extend(rows(db))
        self.assertEqual(len(LOCAL), POINTS)
        self.assertEqual(rows(self.db), LOCAL)
        self.assertEqual(sorted(f.name for f in self.folder.iterdir()),
                         ["my sweep.db", "my sweep.toml"])

    def wait_until(self, holds, process=None):
        end = time.monotonic() + 60
        while not holds():
            self.assertLess(time.monotonic(), end, CLUSTER.logs())
            if process:
                self.assertIsNone(process.poll(), "ended before it could be disturbed")
            time.sleep(0.05)

    def wait_midway(self, process):
        """Some points are there, some tasks run."""
        self.wait_until(lambda: count(self.db) > 0 and queue("RUNNING"), process)


class Runs(SlurmTest):
    def test_each_point_once_with_the_values_of_the_local_engine(self):
        self.assertEqual(self.finish(self.start()), POINTS)
        self.assertEqual(self.finish(self.start()), 0)

    def test_a_refused_job_ends_it(self):
        process = self.start("--partition", "nowhere")
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (2, ""))
        self.assertRegex(err, "^cowmmu sweep: sbatch refuses the job: .*invalid partition")
        self.assertFalse((self.folder / "my sweep.db.slurm").exists())

    def test_what_is_refused_together_is_left_out_as_by_the_local_engine(self):
        wide = SWEEP.replace(
            "seeds = 2", '"machine.cache.l1d.ways" = [12, 32, 24]\nskip = ["refused"]')
        (self.folder / "my sweep.toml").write_text(wide)
        here = subprocess.run([PROGRAM, "sweep", "my sweep.toml", "--db", "local.db", "--quiet"],
                              cwd=self.folder, capture_output=True, text=True)
        self.assertEqual((here.returncode, here.stderr), (0, ""))
        out, err = self.start().communicate(timeout=120)
        self.assertTrue(out.startswith("12 points: 12 ok; 12 run now"), out + err)
        self.assertEqual(rows(self.db), rows(self.folder / "local.db"))

    def test_held_tasks_are_told_with_a_remedy_that_helps(self):
        process = self.start("--sbatch-option=--hold")
        line = process.stderr.readline()
        self.assertRegex(line, r"^cowmmu sweep: all open tasks are held \(JobHeldUser\): "
                               r"`scontrol release jobname=\S+` lets them run\n$")
        self.assertEqual(CLUSTER.run(*line.split("`")[1].split()), "")
        self.assertEqual(self.finish(process), POINTS)

    def test_a_submission_that_times_out_is_tried_again(self):
        fake = tempfile.TemporaryDirectory()
        self.addCleanup(fake.cleanup)
        sbatch = pathlib.Path(fake.name) / "sbatch"
        words = "sbatch: error: Socket timed out on send/recv operation"
        sbatch.write_text(f'#!/bin/sh\necho >>"$0.calls"\n'
                          f'[ $(wc -l <"$0.calls") -gt 2 ] && exec {shutil.which("sbatch")} "$@"\n'
                          f'echo "{words}" >&2\nexit 1\n')
        sbatch.chmod(0o755)
        path = {**os.environ, "PATH": fake.name + ":" + os.environ["PATH"]}
        ran, err = self.finish_with_notices(self.start(env=path))
        self.assertEqual(ran, POINTS)
        self.assertEqual(err, f"cowmmu sweep: sbatch refuses the job for now ({words}): "
                              "trying again\n")


class Disturbed(SlurmTest):
    def test_a_node_that_crashes(self):
        process = self.start()
        self.wait_midway(process)
        CLUSTER.crash_node()
        self.assertIsNone(process.poll())
        CLUSTER.start_node()
        self.assertEqual(self.finish(process), POINTS)

    def test_a_cancelled_task(self):
        process = self.start()
        self.wait_midway(process)
        job, task, _ = queue("RUNNING")[-1]
        self.assertEqual(CLUSTER.run("scancel", f"{job}_{task}"), "")
        self.wait_until(lambda: (job, task) in [t[:2] for t in queue("CANCELLED")])
        self.assertEqual(self.finish(process), POINTS)

    def test_a_controller_that_is_started_again(self):
        process = self.start()
        self.wait_midway(process)
        CLUSTER.stop_controller()
        line = process.stderr.readline()
        self.assertRegex(line, r"^cowmmu sweep: Slurm does not answer \(.*Unable to contact slurm "
                               r"controller.*\): waiting for it\n$")
        self.assertIsNone(process.poll())
        CLUSTER.start_controller()
        ran, err = self.finish_with_notices(process)
        self.assertEqual((ran, err), (POINTS, "cowmmu sweep: Slurm answers again\n"))


class Ended(SlurmTest):
    def test_killed_the_next_call_takes_its_tasks_over(self):
        process = self.start()
        self.wait_midway(process)
        process.kill()
        process.wait()
        there, tasks = count(self.db), queue()
        self.assertLess(there, POINTS)
        self.assertGreater(len(tasks), 0)
        self.assertLessEqual(self.finish(self.start()), POINTS - there)
        # What was under way was not submitted again.
        first = int(tasks[0][0])
        self.assertEqual([job for job, _, _ in queue("all") if int(job) > first], [])

    def test_interrupted_it_cancels_its_tasks_and_the_next_call_goes_on(self):
        process = self.start()
        self.wait_midway(process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (130, ""))
        self.assertRegex(err, r"^cowmmu sweep: interrupted after \d+ of 12 points; its Slurm jobs "
                              r"are cancelled; the same command goes on\n$")
        there = count(self.db)
        self.wait_until(lambda: not queue())
        self.assertLessEqual(self.finish(self.start()), POINTS - there)

    def test_a_lost_terminal_leaves_the_tasks(self):
        process = self.start()
        self.wait_midway(process)
        process.send_signal(signal.SIGHUP)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 129)
        self.assertIn("; its Slurm jobs go on; the same command goes on\n", err)
        self.assertGreater(len(queue()), 0)
        self.finish(self.start())

    def test_one_call_at_a_time(self):
        process = self.start()
        self.wait_midway(process)
        second = self.start()
        out, err = second.communicate(timeout=60)
        self.assertEqual((second.returncode, out), (2, ""))
        self.assertIn("found another `cowmmu sweep --engine slurm` at work", err)
        self.assertEqual(self.finish(process), POINTS)


if __name__ == "__main__":
    slurm_cluster.enter_namespace()
    PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
