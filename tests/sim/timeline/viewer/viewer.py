# SPDX-License-Identifier: Apache-2.0
"""Timelines in speedscope: viewer.py COWMMU FOLDER test | picture FILE

test     opens two timelines and looks whether each hart of each process is there; exit status 77
         (skipped) where npm, node, chromium or npm's registry is not
picture  saves what speedscope shows of a COW fault with a shootdown

FOLDER is where npm installs what package-lock.json names.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "support"))
from npm_packages import install  # noqa: E402

SCENARIOS = (
    '[machine]\nharts = 2\n[os]\nshootdown = "ipi_all"\n[workload]\nprogram = "fork_write"\n'
    'pages = 64\nwritten = 0.5\nwho = "both"\nchildren = 2\n',
    '[machine]\nharts = 4\n[workload]\nprogram = "unmap_threads"\npages = 16\nthreads = 3\n'
    'rounds = 2\n')
# More pages than the caches hold, so that a copy takes its time; the parent waits.
PICTURE = ('[machine]\nharts = 2\n[os]\nshootdown = "ipi_all"\n[workload]\n'
           'program = "fork_write"\npages = 4096\nwritten = 0.1\n')


def make_timeline(program, scenario, folder):
    path = folder / "x.toml"
    path.write_text(scenario)
    subprocess.run([program, "run", path, "--out", folder, "--timeline", "--quiet"], check=True)
    return folder / "timeline.json"


def open_timeline(folder, timeline, *more):
    return subprocess.run(["node", HERE / "open_timeline.mjs", folder, shutil.which("chromium"),
                           timeline, *more], capture_output=True, text=True)


def named_tracks(timeline):
    """As speedscope names them."""
    events = json.loads(timeline.read_text())["traceEvents"]
    processes = {e["pid"]: e["args"]["name"] for e in events if e["name"] == "process_name"}
    slices = {(e["pid"], e["tid"]) for e in events if e["ph"] == "X"}
    return sorted(f"{processes[pid]} (pid {pid}), hart {tid} (tid {tid})" for pid, tid in slices)


def test(program, folder):
    install(HERE, folder, "chromium")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for scenario in SCENARIOS:
            timeline = make_timeline(program, scenario, scratch)
            shown = open_timeline(folder, timeline)
            assert (shown.returncode, shown.stderr) == (0, ""), shown.stderr
            assert sorted(shown.stdout.splitlines()) == named_tracks(timeline), shown.stdout
        # One that does not nest is noticed.
        document = json.loads(timeline.read_text())
        next(e for e in document["traceEvents"] if e.get("cat") == "fault")["dur"] += 0.5
        timeline.write_text(json.dumps(document))
        shown = open_timeline(folder, timeline)
        assert shown.returncode == 1 and "Tried to end" in shown.stderr, shown.stderr


def fault_with_shootdown(events):
    """A COW fault with a shootdown inside, half-way through the run."""
    shootdowns = [e for e in events if e["name"] == "shootdown"]
    faults = [e for e in events if e["name"] == "fault cow_copy"]
    for fault in faults[len(faults) // 2:]:
        begin, end = fault["ts"], fault["ts"] + fault["dur"]
        if any(e["tid"] == fault["tid"] and begin <= e["ts"] < end for e in shootdowns):
            return fault
    raise SystemExit("no COW fault has a shootdown")


def cut(document, around):
    """The slices of all harts around one, without their arguments, and each hart as one track."""
    margin = around["dur"] / 10
    begin, end = around["ts"] - margin, around["ts"] + around["dur"] + margin
    kept = []
    for e in document["traceEvents"]:
        if e["ph"] == "X" and e["ts"] < end and e["ts"] + e["dur"] > begin:
            start = max(e["ts"], begin)
            stop = min(e["ts"] + e["dur"], end)
            kept.append({"ph": "X", "name": e["name"], "pid": 0, "tid": e["tid"], "ts": start,
                         "dur": stop - start})
    harts = sorted({e["tid"] for e in kept})
    names = [{"ph": "M", "pid": 0, "tid": hart, "name": "thread_name",
              "args": {"name": f"hart {hart}"}} for hart in harts]
    return {"traceEvents": kept + names}


def picture(program, folder, target):
    install(HERE, folder, "chromium")
    with tempfile.TemporaryDirectory() as scratch:
        timeline = make_timeline(program, PICTURE, pathlib.Path(scratch))
        document = json.loads(timeline.read_text())
        fault = fault_with_shootdown(document["traceEvents"])
        timeline.write_text(json.dumps(cut(document, fault)))
        shown = open_timeline(folder, timeline, target)
        print(shown.stdout + shown.stderr, end="")
        sys.exit(shown.returncode)


if __name__ == "__main__":
    arguments = [sys.argv[1], pathlib.Path(sys.argv[2])]
    if sys.argv[3] == "test":
        test(*arguments)
    else:
        picture(*arguments, *sys.argv[4:])
