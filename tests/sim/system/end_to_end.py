# SPDX-License-Identifier: Apache-2.0
"""The program as its user has it: end_to_end.py COWMMU SOURCE_FOLDER [TEST...] (unittest names)."""
import hashlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
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


    def test_cycles_are_those_of_the_machines_caches_and_dram(self):
        def cycles(*options):
            done = cowmmu("walk", SOURCE / "tests/golden/walk/sv39.in", "--cycles", *options)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            lines = done.stdout.splitlines()
            return [int(line.split(" cycles ")[1].split()[0]) for line in lines if " cycles " in line]

        cached = cycles()
        flat = cycles("--set", "machine.cached=false")
        self.assertGreater(cached[0], 3 * 100)  # three reads from a cold DRAM
        self.assertLess(max(flat), 3 * 100)
        self.assertEqual(cached, cycles())


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


class PageCopyEngine(unittest.TestCase):
    def run_both(self, *options):
        scenario = SOURCE / "sim/scenarios/first.toml"
        options = ["--set", "os.copy=dma", "--set", "workload.pages=700", *options]
        ahead, exact = (stats(scenario, "--check", *options, *more) for more in ([], ["--exact-step"]))
        self.assertEqual(comparable(ahead), comparable(exact))
        self.assertEqual(ahead["processes"]["images"], exact["processes"]["images"])
        core = stats(scenario, "--check", *options, "--set", "os.copy=core")
        self.assertEqual(ahead["processes"]["images"], core["processes"]["images"])
        self.assertEqual((ahead["copies"]["engine"], core["copies"]["engine"]), ("dma", "core"))
        self.assertEqual((ahead["oracle"]["stale"], ahead["frames"]["leaked"]), (0, 0))
        self.assertTrue(ahead["oracle"]["checked"])
        for hart in ahead["harts"]:
            self.assertEqual(sum(hart["ledger"].values()), ahead["cycles"])
        return ahead

    def test_cow_faults(self):
        figures = self.run_both()
        self.assertEqual(figures["copies"]["pages"], 70)
        self.assertEqual(figures["faults"]["cow_copy"]["count"], 70)

    def test_eager_fork(self):
        figures = self.run_both("--set", "os.fork=eager")
        self.assertEqual(figures["copies"]["pages"], 700)
        copying = sum(hart["ledger"]["fork.copy"] for hart in figures["harts"])
        self.assertGreaterEqual(copying, round(figures["copies"]["cycles"]["mean"] * 700))

    def test_harts_that_share_the_engine_and_interrupt_each_other(self):
        figures = self.run_both("--set", "machine.harts=4", "--set", "workload.who=both",
                                "--set", "os.shootdown=ipi_all", "--set", "workload.written=0.5")
        # Who is the last sharer of a page, and need not copy, is a matter of time.
        self.assertGreaterEqual(figures["copies"]["pages"], 350)
        self.assertLessEqual(figures["copies"]["pages"], 700)
        # A copy that finds the engine busy waits for the whole one before it.
        self.assertGreater(figures["copies"]["cycles"]["max"],
                           1.5 * figures["copies"]["cycles"]["min"])

    def test_a_machine_without_caches(self):
        self.run_both("--set", "machine.cached=false")


MMU_RTL = ("--set", "machine.mmu.impl=rtl")
COPIER_RTL = ("--set", "os.copy=dma", "--set", "machine.copier.impl=rtl")


def tiny_sizes():
    """Settings for the sizes of the RTL build `tiny`, as docs/rtl/machine.md gives them."""
    page = (SOURCE / "docs/rtl/machine.md").read_text()
    lines = page.split("```toml tiny\n[machine]\n")[1].split("```")[0].splitlines()
    settings = [line.replace(" = ", "=").replace('"', "") for line in lines]
    return [word for setting in settings for word in ("--set", "machine." + setting)]


class RtlCase(unittest.TestCase):
    """What runs on Verilated RTL has the figures of the model."""

    def check(self, scenario, *options, rtl=MMU_RTL + COPIER_RTL):
        """Returns the figures, which are those of both."""
        path = SOURCE / "sim/scenarios" / f"{scenario}.toml"
        on_model = [o.replace("=rtl", "=systemc") for o in rtl]
        model, on_rtl = stats(path, *options, *on_model), stats(path, *options, *rtl)
        for block in ("mmu", "copier"):
            found = on_rtl["config"]["machine"][block]["impl"]
            self.assertEqual(found, "rtl" if f"machine.{block}.impl=rtl" in rtl else "systemc")
        for figures in (model, on_rtl):
            del figures["host"], figures["config"]
        self.assertEqual(model, on_rtl)
        return model


class RtlScenarios(RtlCase):
    def test_first(self):
        self.assertEqual(self.check("first")["copies"]["pages"], 1638)

    def test_cow64(self):
        self.assertGreater(self.check("cow64")["copies"]["pages"], 0)

    def test_shell(self):
        self.assertGreater(self.check("shell")["copies"]["pages"], 0)

    def test_forkserver(self):
        self.assertGreater(self.check("forkserver")["copies"]["pages"], 0)

    def test_redis(self):
        self.assertGreater(self.check("redis")["copies"]["pages"], 0)


class LookAhead(RtlCase):
    """The instruction side fetches the translation of the next page ahead."""
    ON = ("--set", "machine.mmu.fetch_ahead=true")

    def check_all(self, scenario, *options):
        path = SOURCE / "sim/scenarios" / f"{scenario}.toml"
        exact = stats(path, *self.ON, *options, "--check", "--exact-step")
        ahead = self.check(scenario, *self.ON, *options, "--check", rtl=MMU_RTL)
        del exact["config"]
        self.assertEqual(comparable(exact), comparable(ahead))
        self.assertGreater(ahead["walker"]["ahead"], 100)
        self.assertEqual(ahead["oracle"]["stale"], 0)
        off = stats(path, *options)
        self.assertEqual(off["walker"]["ahead"], 0)
        self.assertGreater(ahead["tlb"]["l1i"]["hits"], off["tlb"]["l1i"]["hits"])

    def test_many_processes(self):
        self.check_all("forkserver")

    def test_remote_fences_meet_look_aheads(self):
        self.check_all("shell", "--set", "os.shootdown=broadcast", "--set", "machine.harts=2")

    def test_what_it_cannot_do_is_refused(self):
        scenario = SOURCE / "sim/scenarios/first.toml"
        self.refused(scenario, "machine.walker.start_cycles=0", "at least a cycle to start")
        self.refused(scenario, "machine.cache.l1d.hit_cycles=1", "at least 2 cycles for a PTE")

    def refused(self, scenario, setting, why):
        found = cowmmu("run", scenario, *self.ON, "--set", setting)
        self.assertEqual(found.returncode, 2)
        self.assertIn("machine.mmu.fetch_ahead", found.stderr)
        self.assertIn(why, found.stderr)


class RtlMachine(RtlCase):
    def test_each_block_alone(self):
        for rtl in (MMU_RTL, COPIER_RTL):
            self.check("first", "--set", "workload.pages=200", rtl=rtl)

    def check_tiny(self, *settings, options=()):
        chosen = [word for setting in settings for word in ("--set", setting)]
        return self.check("first", *tiny_sizes(), "--set", "workload.pages=300",
                          "--set", "workload.written=0.5", *chosen, *options)

    def test_the_other_size_with_harts_that_shoot_down_each_other(self):
        for shootdown in ("ipi_all", "broadcast"):
            figures = self.check_tiny("machine.harts=4", "workload.who=both",
                                      f"os.shootdown={shootdown}", options=["--check"])
            self.assertEqual(figures["oracle"]["stale"], 0)
            self.assertTrue(figures["oracle"]["checked"])
            self.assertGreater(figures["tlb"]["l2"]["evictions"], 0)

    def test_the_other_size_step_by_step(self):
        self.check_tiny("machine.harts=2", "workload.who=both", options=["--exact-step"])

    def test_fences_that_take_no_time(self):
        self.check_tiny("machine.harts=3", "workload.who=both", "os.shootdown=ipi_all",
                        "os.cost.fork_flush=free", options=["--check"])

    def test_a_and_d_that_trap_on_a_machine_without_caches(self):
        figures = self.check_tiny("machine.walker.adue=false", "machine.cached=false",
                                  "machine.access_cycles=2")
        self.assertGreater(figures["walker"]["walks"], 0)

    def test_litmus_tests_end_as_on_the_model(self):
        files = sorted((SOURCE / "tests/litmus").glob("*.litmus"))
        for size in ([], tiny_sizes()):
            model, rtl = (cowmmu("litmus", *files, *size, *impl).stdout.splitlines()
                          for impl in ((), (*MMU_RTL, *COPIER_RTL)))
            self.assertEqual(model, rtl)
            # One maps more than Sv39 has.
            self.assertRegex(rtl[-1], "^[0-9]{3} passed, " + ("1" if size else "0") + " failed")

    def test_golden_translations_and_their_cycles(self):
        for name, size in (("sv39", tiny_sizes()), ("sv39", []), ("sv48", [])):
            file = SOURCE / "tests/golden/walk" / f"{name}.in"
            done = cowmmu("walk", file, *size, *MMU_RTL)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertTrue(done.stdout == file.with_suffix(".out").read_text(), name)
            timed, model = (cowmmu("walk", file, "--cycles", *size, *rtl).stdout
                            for rtl in (MMU_RTL, ()))
            self.assertIn(" cycles ", timed)
            self.assertTrue(timed == model, name)

    def test_write_protected_tables(self):
        # The root's first pointer has bit 54, the second none; both lead to the same writable leaf.
        file = ("mem 0x80000000 0x10000\n"
                "w64 0x80001000 0x40000020000801\nw64 0x80001008 0x20000801\n"
                "w64 0x80002000 0x20000c01\nw64 0x80003000 0x200020df\nsatp 0x8000000000080001\n"
                "x 0 r u 0 0\nx 0 w u 0 0\nx 0 x u 0 0\nx 0x40000000 w u 0 0\nr64 0x80003000\n")
        read, write, fetch = (f"0x0 {kind} u 0 0" for kind in "rwx")
        rest = ["0x40000000 w u 0 0 PA 0x80008000", "r64 0x80003000 0x200020df"]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "protect.in"
            path.write_text(file)
            for size, impl in (([], ()), ([], MMU_RTL), (tiny_sizes(), MMU_RTL)):
                done = cowmmu("walk", path, *size, *impl, "--set", "machine.walker.hier=true")
                self.assertEqual(done.stdout.splitlines(),
                                 [read + " PA 0x80008000", write + " FAULT 15",
                                  fetch + " PA 0x80008000", *rest], done.stderr)
                done = cowmmu("walk", path, *size, *impl)  # RISC-V: the bit is reserved
                self.assertEqual(done.stdout.splitlines(),
                                 [read + " FAULT 13", write + " FAULT 15",
                                  fetch + " FAULT 12", *rest], done.stderr)

    def test_a_mode_deeper_than_the_build_is_refused(self):
        done = cowmmu("walk", SOURCE / "tests/golden/walk/sv57.in", *MMU_RTL)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("sv57.in: machine.mmu.impl=rtl: the file sets satp to 5 levels, the RTL build "
                      "`default` has 4", done.stderr)

    def test_its_insides_are_shown_at_the_machines_time(self):
        with tempfile.TemporaryDirectory() as folder:
            done = cowmmu("run", SOURCE / "sim/scenarios/first.toml", "--quiet", "--vcd", "--out",
                          folder, *MMU_RTL, *COPIER_RTL, "--set", "workload.pages=40",
                          "--set", "machine.harts=2")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            out = pathlib.Path(folder)
            self.assertEqual(sorted(f.name for f in out.iterdir()),
                             ["rtl_copier.vcd", "rtl_mmu0.vcd", "rtl_mmu1.vcd", "stats.json",
                              "wave.gtkw", "wave.vcd"])
            figures = json.loads((out / "stats.json").read_text())
            machine = VcdEdges(out / "wave.vcd")
            copier = VcdEdges(out / "rtl_copier.vcd")
            self.assertEqual(copier.rises("done_valid_o"), figures["copies"]["pages"])
            self.assertGreaterEqual(copier.rises("clk_i"), 64 * figures["copies"]["pages"])
            mmus = [VcdEdges(out / f"rtl_mmu{hart}.vcd") for hart in (0, 1)]
            # The warm-up is in the waveform, not in the figures.
            self.assertGreaterEqual(sum(mmu.rises("fence_done_o") for mmu in mmus),
                                    figures["tlb"]["l2"]["fences"])
            self.assertGreaterEqual(sum(mmu.rises("mem_rsp_valid_i") for mmu in mmus),
                                    figures["walker"]["pte_reads"] / 2)
            for wave in (copier, *mmus):
                self.assertLess(wave.end, machine.end)
                self.assertGreater(wave.end, machine.end / 4)
            # What an earlier run has shown does not pass for the next one's.
            done = cowmmu("run", SOURCE / "sim/scenarios/first.toml", "--quiet", "--vcd", "--out",
                          folder, *MMU_RTL, "--set", "workload.pages=4", "--set", "machine.harts=1")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(sorted(f.name for f in out.iterdir()),
                             ["rtl_mmu0.vcd", "stats.json", "wave.gtkw", "wave.vcd"])

    def test_sizes_that_are_not_built_are_refused_with_those_that_are(self):
        done = cowmmu("run", SOURCE / "sim/scenarios/first.toml", "--set", "machine.copier.impl=rtl",
                      "--set", "machine.copier.window=3")
        self.assertEqual(done.returncode, 2)
        self.assertIn("machine.copier.impl=rtl: the RTL is not built in these sizes", done.stderr)
        self.assertIn("default needs machine.copier.window=32 (not 3)", done.stderr)
        self.assertIn("tiny needs machine.copier.window=2 (not 3)", done.stderr)


class VcdEdges:
    """The changes of the outermost signals of a waveform."""

    def __init__(self, path):
        self.names, self.changes, self.end = {}, {}, 0
        depth = 0
        for line in path.read_text().splitlines():
            words = line.split()
            if line.startswith("#"):
                self.end = int(line[1:])
            elif words[:1] == ["$scope"]:
                depth += 1
            elif words[:1] == ["$upscope"]:
                depth -= 1
            elif words[:1] == ["$var"] and depth == 1:
                self.names[words[4]] = words[3]
            elif line[:1] in "01" and line:
                self.changes.setdefault(line[1:], []).append(line[0])

    def rises(self, name):
        return "".join(self.changes[self.names[name]]).count("01")


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
        self.refuse(1, "pages short", "run", path, "--set", "machine.dram.bytes=16777216")

    def test_a_workload_larger_than_the_address_space_names_the_mode(self):
        path = self.scenario('[workload]\nprogram = "fork_exit"\nwarm = false\n')
        self.refuse(1, "machine.mmu.mode is sv39", "run", path, "--quiet", "--set", "workload.pages=67108864",
                    "--set", "machine.mmu.mode=sv39", "--set", "machine.dram.bytes=1099511627776")

    def trace_scenario(self, data):
        (self.folder / "t.trace.zst").write_bytes(data)
        return self.scenario('[workload]\ntrace = "t.trace.zst"\n')

    def refuse_trace(self, data, message):
        path, out = self.trace_scenario(data), self.folder / "out"
        self.refuse(2, message, "run", path, "--out", out)
        self.assertEqual(list(out.iterdir()), [])

    def test_a_truncated_trace_leaves_no_output(self):
        whole = (SOURCE / "sim/traces/shell.trace.zst").read_bytes()
        self.refuse_trace(whole[: len(whole) // 2], "t.trace.zst:")

    def test_a_corrupt_trace_leaves_no_output(self):
        data = bytearray((SOURCE / "sim/traces/shell.trace.zst").read_bytes())
        data[len(data) // 2] ^= 0xFF
        self.refuse_trace(data, "t.trace.zst:")
        self.refuse_trace(os.urandom(4096), "t.trace.zst:1: ")
        self.refuse_trace(b"", "t.trace.zst:1: ")

    def test_a_trace_that_touches_unmapped_memory_names_its_line(self):
        text = "H 1 x86_64 hand page\nP 1 0\n= 1\nD 5 1 0 -\nZ 0\n"
        path = self.folder / "u.trace"
        path.write_text(text)
        scenario = self.scenario('[workload]\ntrace = "u.trace"\n')
        self.refuse(2, "u.trace:", "run", scenario)

    def test_an_unwritable_output_is_known_before_the_run(self):
        path = self.scenario('[workload]\nprogram = "fork_exit"\npages = 4\n')
        for option, place in (("--out", "x.toml"), ("--out", "x.toml/below"), ("--out", "/proc/x"),
                              ("--stats", "."), ("--stats", "no/such/folder/s.json")):
            with self.subTest(place):
                self.refuse(2, "cannot ", "run", path, option, self.folder / place)
        self.assertEqual([f.name for f in self.folder.iterdir()], ["x.toml"])

    def test_a_full_disk_is_an_error(self):
        path = self.scenario('[workload]\nprogram = "fork_exit"\npages = 4\n')
        self.refuse(1, "/dev/full", "run", path, "--quiet", "--stats", "/dev/full")
        with open("/dev/full", "w") as full:
            for command in (("run", path, "--stats", "-"), ("compare", path), ("params",),
                            ("run", "--help")):
                done = subprocess.run([PROGRAM, *map(str, command)], stdout=full,
                                      stderr=subprocess.PIPE, text=True)
                self.assertEqual(done.returncode, 1, command)
                self.assertIn("writing to standard output failed", done.stderr)

    def test_a_disk_that_fills_leaves_no_half_file(self):
        path = self.scenario('[workload]\nprogram = "fork_write"\npages = 64\n')
        for output in (("--vcd",), ()):
            out = self.folder / "out"
            # A limit of the file size stands for the disk's end: the same failing write.
            command = ["bash", "-c", 'ulimit -f 4; exec "$@"', "sh", PROGRAM, "run", str(path),
                       "--quiet", "--out", str(out), *output]
            done = subprocess.run(command, capture_output=True, text=True)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("writing failed: ", done.stderr)
            self.assertEqual(list(out.iterdir()), [])

    def test_an_interrupted_run_leaves_nothing(self):
        path = self.scenario('[workload]\nprogram = "fork_write"\npages = 1000000\n')
        out = self.folder / "out"
        for number in (signal.SIGINT, signal.SIGTERM):
            run = subprocess.Popen([PROGRAM, "run", path, "--out", out, "--vcd"],
                                   stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + 30
            while not (out.exists() and list(out.iterdir())) and time.monotonic() < deadline:
                time.sleep(0.05)
            time.sleep(0.3)
            run.send_signal(number)
            self.assertEqual(run.wait(30), 128 + number)
            self.assertEqual(list(out.iterdir()), [])

    def test_a_reader_that_leaves_is_an_error_and_no_crash(self):
        command = f"'{PROGRAM}' walk '{SOURCE}/tests/golden/walk/sv39.in' | head -n 1 >/dev/null; " \
                  "exit ${PIPESTATUS[0]}"
        self.assertIn(subprocess.run(["bash", "-c", command], capture_output=True).returncode,
                      (0, 1))

    def test_text_of_another_system_is_read(self):
        text = '[workload]\r\nprogram = "fork_exit"\r\npages = 4\r\n'
        path = self.folder / "crlf.toml"
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
        self.assertEqual(cowmmu("run", path, "--quiet").returncode, 0)
        litmus = self.folder / "crlf.litmus"
        litmus.write_bytes(b"\xef\xbb\xbftest a\r\ninit: map A pages=1\r\ninit: write A.0 = 1\r\n")
        self.assertEqual(cowmmu("litmus", litmus).stdout, "ok a\n1 passed, 0 failed\n")

    def test_what_is_no_file_is_refused(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        for command in ("run", "compare", "litmus", "walk", "trace"):
            for name, message in ((pipe, "named pipe"), (self.folder, ""),
                                  (self.folder / "none", "none: ")):
                with self.subTest(command=command, name=name.name):
                    self.refuse(2, message, command, name)

    def test_binary_garbage_is_refused_at_its_place(self):
        path = self.folder / "garbage"
        path.write_bytes(bytes([0xFE, 0xFF, 0]) + os.urandom(4096))
        for command in ("run", "litmus", "walk", "trace"):
            self.refuse(2, "garbage:1", command, path)

    def test_numbers_that_are_none_or_too_large(self):
        path = self.scenario('[workload]\nprogram = "fork_write"\npages = 4\n')
        for setting in ("workload.pages=1152921504606846976", "workload.pages=-1",
                        "workload.pages=18446744073709551617", "workload.pages=1e3",
                        "workload.written=nan", "workload.written=-0.5", "workload.written=inf",
                        "machine.harts=", "seed=-1"):
            with self.subTest(setting):
                self.refuse(2, f"--set {setting}: ", "run", path, "--set", setting)

    def test_the_last_of_two_settings_wins(self):
        path = self.scenario('[workload]\nprogram = "fork_exit"\npages = 4\n')
        figures = stats(path, "--set", "os.fork=cow", "--set", "os.fork=eager")
        self.assertEqual(figures["config"]["os"]["fork"], "eager")

    def test_a_machine_that_cannot_be_built_is_told_as_such(self):
        path = self.scenario('[workload]\nprogram = "fork_exit"\npages = 4\n')
        for setting in ("machine.cache.l1d.ways=32", "machine.tlb.l2.ways=1",
                        "machine.dram.ranks=3", "machine.dram.write_high=256", "hart.mlp=4"):
            with self.subTest(setting):
                self.refuse(2, setting, "run", path, "--set", setting)


class SweepFiles(unittest.TestCase):
    """What a sweep reads and writes stays whole, whatever it is called."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def sweep(self, text, *options, db="x.db"):
        path = self.folder / "x.toml"
        path.write_text(text)
        return subprocess.run([PROGRAM, "sweep", path, "--db", db, *options], cwd=self.folder,
                              capture_output=True, text=True)

    FORKS = '[workload]\nprogram = "fork_exit"\npages = 4\n[sweep]\n"os.fork" = ["cow", "eager"]\n'

    def test_a_bad_recording_is_found_before_anything_runs(self):
        (self.folder / "good.trace").write_text("H 1 x86_64 hand page\nP 1 0\n= 1\nZ 0\n")
        (self.folder / "bad.trace").write_text("H 1 x86_64 hand page\nP 1 0\n= 1\n?\n")
        text = '[workload]\ntrace = "{}"\n[sweep]\n"os.fork" = ["cow", "eager"]\n'
        for name, where in (("bad.trace", "bad.trace:4:1: "), ("no.trace", "no.trace")):
            done = self.sweep(text.format(name))
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(where, done.stderr)
            self.assertFalse((self.folder / "x.db").exists())
        done = self.sweep(text.format("good.trace"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_export_never_writes_over_what_it_reads(self):
        self.assertEqual(self.sweep(self.FORKS).returncode, 0)
        (self.folder / "link").symlink_to("x.db")
        before = (self.folder / "x.db").read_bytes()
        for name in ("x.db", "./x.db", "link", "x.db-wal", "x.db-shm"):
            for option in ("--csv", "--jsonl"):
                done = subprocess.run([PROGRAM, "export", "x.db", option, name], cwd=self.folder,
                                      capture_output=True, text=True)
                self.assertEqual(done.returncode, 2, name)
                self.assertIn("a part of the database", done.stderr)
        done = subprocess.run([PROGRAM, "export", "x.db", "--csv", "a", "--jsonl", "./a"],
                              cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertEqual((self.folder / "x.db").read_bytes(), before)
        self.assertFalse((self.folder / "a").exists())

    def test_a_recording_that_changes_meanwhile_ends_the_sweep(self):
        recording = self.folder / "t.trace.zst"
        traces = SOURCE / "sim/traces"
        recording.write_bytes((traces / "cow64.trace.zst").read_bytes())
        text = '[workload]\ntrace = "t.trace.zst"\n[sweep]\nseeds = 40\n'
        (self.folder / "x.toml").write_text(text)
        run = subprocess.Popen([PROGRAM, "sweep", "x.toml", "-j", "1"], cwd=self.folder,
                               stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 30
        while not (self.folder / "x.db").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        other = self.folder / "other"
        other.write_bytes((traces / "shell.trace.zst").read_bytes())
        other.rename(recording)
        _, errors = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 2, errors)
        self.assertIn("changed while the sweep ran", errors)
        done = subprocess.run([PROGRAM, "export", "x.db", "--jsonl", "-"], cwd=self.folder,
                              capture_output=True, text=True)
        accesses = {json.loads(line)["trace.accesses"] for line in done.stdout.splitlines()}
        self.assertLessEqual(len(accesses), 1)

    def test_recordings_of_one_name_are_told_apart_by_content(self):
        text = '[workload]\ntrace = "t.trace"\n[sweep]\n"os.fork" = ["cow"]\n'
        for end in ("Z 0\n", "Z 1\n"):
            (self.folder / "t.trace").write_text("H 1 x86_64 hand page\nP 1 0\n= 1\n" + end)
            self.assertEqual(self.sweep(text).returncode, 0)
        done = subprocess.run([PROGRAM, "export", "x.db", "--jsonl", "-"], cwd=self.folder,
                              capture_output=True, text=True)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        contents = {row["config.workload.trace_sha256"] for row in rows}
        self.assertEqual(len(contents), 2)
        self.assertIn(hashlib.sha256((self.folder / "t.trace").read_bytes()).hexdigest(), contents)

    def test_names_that_are_no_utf_8_are_as_good_as_others(self):
        folder = os.fsencode(self.folder) + b"/caf\xe9"
        os.mkdir(folder)
        with open(folder + b"/t.trace", "w") as file:
            file.write("H 1 x86_64 hand page\nP 1 0\n= 1\nZ 0\n")
        text = '[workload]\ntrace = "t.trace"\n'
        fails = '[workload]\nprogram = "fork_exit"\npages = 40000\n[machine.dram]\nbytes = 16777216\n'
        for name, text, status, sort in (("good", text, 0, "ok"), ("bad", fails, 1, "failed")):
            with open(folder + b"/x.toml", "w") as file:
                file.write(text + '[sweep]\n"os.fork" = ["cow"]\n')
            for command in (["sweep", folder + b"/x.toml", "--db", f"{name}.db"],
                            ["export", f"{name}.db", "--csv", f"{name}.csv"],
                            ["report", f"{name}.db", "-o", f"{name}.html"]):
                done = subprocess.run([PROGRAM, *command], cwd=self.folder, capture_output=True)
                self.assertEqual(done.returncode, status if command[0] == "sweep" else 0, done)
            self.assertIn(f",{sort},", (self.folder / f"{name}.csv").read_text(encoding="utf-8"))

    def test_a_killed_export_leaves_nothing(self):
        self.assertEqual(self.sweep(self.FORKS).returncode, 0)
        os.mkfifo(self.folder / "pipe")  # nobody reads it: export waits, with the other file open
        process = subprocess.Popen([PROGRAM, "export", "x.db", "--csv", "a", "--jsonl", "pipe"],
                                   cwd=self.folder)
        time.sleep(0.5)
        self.assertIsNone(process.poll())
        process.terminate()
        process.wait(timeout=60)
        self.assertEqual([f.name for f in self.folder.iterdir() if f.name.startswith("a")], [])

    def test_export_takes_no_settings(self):
        self.assertEqual(self.sweep(self.FORKS).returncode, 0)
        for option in (["--set", "os.fork=cow"], ["--seed", "4"]):
            done = subprocess.run([PROGRAM, "export", "x.db", "--csv", "-", *option],
                                  cwd=self.folder, capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout), (2, ""))

    def test_names_with_a_meaning_to_sqlite_are_files(self):
        for name in (":memory:", "file:y?mode=memory"):
            self.assertEqual(self.sweep(self.FORKS, db=name).returncode, 0)
            self.assertTrue((self.folder / name).is_file(), name)

    def test_seeds_do_not_wrap_around(self):
        done = self.sweep('[workload]\nprogram = "fork_exit"\npages = 4\n[sweep]\nseeds = 3\n',
                          "--seed", str(2**64 - 2))
        self.assertEqual(done.returncode, 2)
        self.assertIn("x.toml:5:", done.stderr)

    def test_a_litmus_workload_is_not_available(self):
        (self.folder / "a.litmus").write_text("test a\ninit: map A pages=1\n")
        done = self.sweep('[workload]\nlitmus = "a.litmus"\n[sweep]\nseeds = 2\n')
        self.assertEqual(done.returncode, 2)
        self.assertIn("not available yet: workload.litmus", done.stderr)


class FreeFlush(unittest.TestCase):
    """os.cost.fork_flush = free: the effect of fork's shootdown without its initiator's time."""

    def figures(self, folder, *options, flush):
        path = pathlib.Path(folder) / "x.toml"
        path.write_text('[machine]\nharts = 4\n[os]\nshootdown = "ipi_all"\n[workload]\n'
                        'program = "fork_write"\npages = 64\nwritten = 0.5\nwho = "both"\n'
                        "children = 3\n")
        return stats(path, *options, "--set", f"os.cost.fork_flush={flush}")

    def test_only_waiting_is_left_and_every_page_is_as_before(self):
        with tempfile.TemporaryDirectory() as folder:
            timed = self.figures(folder, "--check", flush="timed")
            free = self.figures(folder, "--check", flush="free")
            exact = self.figures(folder, "--exact-step", flush="free")
        self.assertEqual(comparable(free), comparable(exact))
        self.assertEqual(free["processes"]["images"], timed["processes"]["images"])
        self.assertEqual(free["shootdowns"]["targets"], timed["shootdowns"]["targets"])

        def spent(figures, phase):
            return sum(hart["ledger"][phase] for hart in figures["harts"])

        self.assertLess(spent(free, "shootdown.send"), spent(timed, "shootdown.send"))
        self.assertGreater(spent(free, "shootdown.wait"), 0)
        self.assertLess(free["fork"]["cycles"]["mean"], timed["fork"]["cycles"]["mean"])


class Corners(unittest.TestCase):
    """Legal scenarios at the edge of what a machine does."""

    def run_it(self, workload, *settings):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "x.toml"
            path.write_text("[workload]\n" + workload)
            options = [word for s in settings for word in ("--set", s)]
            done = subprocess.run([PROGRAM, "run", path, "--quiet", "--check", *options], timeout=60,
                                  capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_shootdowns_in_every_kind_of_warm_up_end(self):
        for policy in ("ipi_all", "ipi_mask"):
            for warm in ('"untimed"', "true", "false"):
                for threads in (4, 9):
                    with self.subTest(policy=policy, warm=warm, threads=threads):
                        self.run_it(f'program = "unmap_threads"\npages = 8\nthreads = {threads}\n'
                                    f"rounds = 3\nwarm = {warm}\n", "machine.harts=4",
                                    f"os.shootdown={policy}")

    def test_a_slice_shorter_than_its_switch_gets_on(self):
        self.run_it('program = "fork_write"\npages = 8\nwritten = 0.5\n', "machine.harts=1",
                    "machine.clock_mhz=100", "os.time_slice_us=1")


if __name__ == "__main__":
    PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
