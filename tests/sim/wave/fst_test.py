# SPDX-License-Identifier: Apache-2.0
"""run --vcd fst as its user has it: fst_test.py COWMMU SOURCE_FOLDER"""
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = ""
SOURCE = pathlib.Path()

RTL = ("--set", "machine.mmu.impl=rtl", "--set", "os.copy=dma", "--set",
       "machine.copier.impl=rtl")


def changes(fst):
    """What an FST holds as a VCD, without its date."""
    vcd = subprocess.run(["fst2vcd", "-f", fst], capture_output=True, text=True, check=True).stdout
    return vcd[vcd.index("$timescale"):]


class Fst(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def command(self, kind, *options, out="o", pages=4):
        return [PROGRAM, "run", SOURCE / "sim/scenarios/first.toml", "--quiet", "--vcd", kind,
                "--out", self.folder / out, "--set", f"workload.pages={pages}", "--set",
                "machine.harts=2", "--set", "workload.written=1", *options]

    def files(self):
        return sorted(str(f.relative_to(self.folder)) for f in self.folder.rglob("*"))

    def test_every_waveform_of_a_machine_on_rtl_is_an_fst_with_the_vcds_changes(self):
        subprocess.run(self.command("fst", *RTL), check=True)
        subprocess.run(self.command("vcd", *RTL, out="v"), check=True)
        waves = ["rtl_copier", "rtl_mmu0", "rtl_mmu1", "wave"]
        self.assertEqual(sorted(f.stem for f in (self.folder / "o").glob("*.fst")), waves)
        self.assertEqual(list((self.folder / "o").glob("*.vcd")), [])
        for wave in waves:
            other = self.folder / f"{wave}.fst"
            subprocess.run(["vcd2fst", self.folder / f"v/{wave}.vcd", other], check=True)
            found, wanted = changes(self.folder / f"o/{wave}.fst"), changes(other)
            self.assertGreater(wanted.count("\n#"), 100, wave)
            self.assertTrue(found == wanted, wave)

    def test_the_last_format_replaces_the_one_before(self):
        subprocess.run(self.command("fst", *RTL), check=True)
        subprocess.run(self.command("vcd"), check=True)
        self.assertEqual(self.files(), ["o", "o/stats.json", "o/wave.gtkw", "o/wave.vcd"])

    def test_a_full_disk_fails_the_run_and_leaves_nothing(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

        done = subprocess.run(self.command("fst"), capture_output=True, text=True,
                              preexec_fn=limit)
        self.assertEqual(done.returncode, 1)
        self.assertIn("wave.fst: vcd2fst did not finish it; is the disk full?", done.stderr)
        self.assertEqual(self.files(), ["o"])

    def test_an_interrupted_run_leaves_nothing(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        process = subprocess.Popen(self.command("fst", *RTL, pages=4096),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env={**os.environ, "TMPDIR": temporary.name})
        for _ in range(1000):  # vcd2fst's own file: it is at work; its pipe has lost its name
            if any(name.endswith(".hier") for name in self.files()) and not os.listdir(temporary.name):
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=60), 130)
        self.assertEqual(self.files(), ["o"])
        self.assertEqual(os.listdir(temporary.name), [])


if __name__ == "__main__":
    PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
