# SPDX-License-Identifier: Apache-2.0
"""Waveforms as others read them: read_back.py COWMMU FOLDER

The same run as VCD and as FST (back by fst2vcd), both read by npm's vcd-stream: they have the same
changes, as many of the counting signals as the statistics say, and the view names what is there.
FOLDER is where npm installs what package-lock.json names. Exit status 77 (skipped) where npm, node
or npm's registry is not.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "support"))
from npm_packages import install  # noqa: E402

BEFORE_TIME = 2**63 - 1  # vcd-stream's time of a signal's first value

SCENARIOS = {
    "cow": ('[machine]\nharts = 3\n[os]\nshootdown = "ipi_all"\n[workload]\n'
            'program = "fork_write"\npages = 24\nwritten = 0.5\nwho = "both"\nchildren = 2\n'
            'warm = "untimed"\n'),
    "unmaps": ('[machine]\nharts = 4\n[workload]\nprogram = "unmap_threads"\npages = 8\n'
               'threads = 3\nrounds = 2\nwarm = "untimed"\n'),
    "ad_traps": ('preset = "riscv"\n[machine]\nharts = 2\n[workload]\nprogram = "fork_write"\n'
                 'pages = 16\nwritten = 0.5\nwarm = "untimed"\n'),
}


def read_changes(folder, vcd):
    done = subprocess.run(["node", HERE / "read_vcd.mjs", folder, vcd], capture_output=True,
                          text=True, check=True)
    changes = [json.loads(line) for line in done.stdout.splitlines()]
    return [(name, int(time), int(value)) for name, time, value in changes]


def text(value):
    return value.to_bytes(32, "big").lstrip(b"\0").decode().rstrip()


def run_both(program, scenario, folder):
    """The folder of a run with both formats, and its statistics."""
    path = folder / "x.toml"
    path.write_text(scenario)
    for kind in ("vcd", "fst"):
        subprocess.run([program, "run", path, "--quiet", "--vcd", kind, "--out", folder / kind],
                       check=True)
    subprocess.run(["fst2vcd", "-f", folder / "fst/wave.fst", "-o", folder / "back.vcd"],
                   check=True, capture_output=True)
    return json.loads((folder / "vcd/stats.json").read_text())


class Counts:
    """How often the signals change after their first value."""

    def __init__(self, changes):
        self.changes = collections.Counter(name for name, time, _ in changes
                                           if time != BEFORE_TIME)

    def of(self, pattern):
        return sum(n for name, n in self.changes.items() if re.fullmatch(pattern, name))


def interrupts_of_shootdowns(changes):
    """Those sent while the sender's phase is shootdown.send, and all."""
    now, sent = {}, [0, 0]
    for name, time, value in changes:
        now[name] = value
        if name == "SystemC.machine.fabric.ipi_count" and time != BEFORE_TIME:
            sender = now["SystemC.machine.fabric.ipi_from"]
            phase = text(now[f"SystemC.machine.hart{sender}.phase"])
            sent[0] += phase == "shootdown.send"
            sent[1] += 1
    return sent


def equal(found, wanted, what):
    assert found == wanted, f"{what}: found {found}, wanted {wanted}"


def check_counts(changes, stats):
    counts = Counts(changes)
    faults = sum(kind["count"] for kind in stats["faults"].values()) + stats["ad_traps"]["count"]
    equal(counts.of(r".*\.hart\d+\.faults"), faults, "page faults")
    equal(counts.of(r".*\.mmu\d+\.walker\.walks"), stats["walker"]["walks"], "walks")
    for tlb in ("l1i", "l1d", "l2"):
        figures = stats["tlb"][tlb]
        equal(counts.of(rf".*\.mmu\d+\.{tlb}\.lookups"), figures["hits"] + figures["misses"], tlb)
    shootdowns, interrupts = interrupts_of_shootdowns(changes)
    equal(shootdowns, stats["shootdowns"]["ipis"], "interrupts of shootdowns")
    assert faults > 0 and stats["walker"]["walks"] > 0 and interrupts > shootdowns


def check_view(folder, kind, changes):
    """Every signal that the view names is in the waveform, groups close, markers are in the run."""
    view = (folder / kind / "wave.gtkw").read_text()
    assert f'[dumpfile] "wave.{kind}"\n' in view
    shown = [line.split("[")[0] for line in view.splitlines() if line.startswith("SystemC.")]
    equal(collections.Counter(shown), collections.Counter({name for name, _, _ in changes}), kind)
    groups = re.findall(r"^@(800200|c00200|1000200|1400200)\n-(.*)$", view, re.M)
    opened = [name for flag, name in groups if flag in ("800200", "c00200")]
    equal(opened, [name for flag, name in groups if flag in ("1000200", "1400200")], "groups")
    assert "[color]" in view and len(opened) > 5
    markers = re.search(r"^\*-\d+\.\d\d (-?\d+) (-?\d+) (-?\d+) (-?\d+)$", view, re.M)
    times = {time for _, time, _ in changes}
    for marker in markers.groups():
        assert marker == "-1" or int(marker) in times, f"nothing changes at the marker {marker}"
    return markers.groups()


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    install(HERE, folder)
    for name, scenario in SCENARIOS.items():
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            stats = run_both(program, scenario, scratch)
            changes = read_changes(folder, scratch / "vcd/wave.vcd")
            back = read_changes(folder, scratch / "back.vcd")
            later = [c for c in changes if c[1] != BEFORE_TIME]
            # fst2vcd writes first values as changes at time 0, and orders the changes of one time.
            equal(sorted(c for c in back if c[1] not in (0, BEFORE_TIME)), sorted(later), "FST")
            check_counts(changes, stats)
            markers = check_view(scratch, "vcd", changes)
            equal(check_view(scratch, "fst", changes), markers, "markers")
            assert name != "cow" or "-1" not in markers
            print(f"{name}: {len(changes)} changes")


if __name__ == "__main__":
    main()
