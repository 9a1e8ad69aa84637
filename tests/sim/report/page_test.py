#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""page_test.py PROGRAM MAKE_POINTS WORK [FOLDER]: makes pages with the program and tests them in
Chromium; with FOLDER makes the pictures of docs/report.md there instead.

Needs chromium, node and npm, and the npm registry for puppeteer-core on the first run. Where one of
them is absent it says so and exits with 77, which CTest shows as skipped.
"""
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def found(*names):
    for name in names:
        if shutil.which(name):
            return shutil.which(name)
    return skip(f"{names[0]} is not installed")


def install(npm, work):
    lock = (HERE / "browser/package-lock.json").read_bytes()
    if (work / "installed.json").exists() and (work / "installed.json").read_bytes() == lock:
        return
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / "browser" / name, work)
    run = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=work, text=True,
                         capture_output=True, check=False)
    if run.returncode != 0:
        skip(f"npm cannot install puppeteer-core:\n{run.stderr}")
    (work / "installed.json").write_bytes(lock)


def remove(database):
    """One that an earlier program has filled would show points of both."""
    for suffix in ("", "-wal", "-shm"):
        pathlib.Path(f"{database}{suffix}").unlink(missing_ok=True)


def make_pages(program, make_points, work):
    def cowmmu(*arguments, status=0):
        run = subprocess.run([program, *map(str, arguments), "--quiet"], cwd=work, text=True,
                             capture_output=True, check=False)
        if run.returncode != status:
            sys.exit(f"cowmmu {' '.join(map(str, arguments))}: status {run.returncode}\n{run.stderr}")

    for name in ("small.db", "exits.db", "mixed.db", "failed.db", "big.db"):
        remove(work / name)
    cowmmu("sweep", HERE / "small.toml", "--db", "small.db")
    cowmmu("report", "small.db", "-o", "small.html")
    cowmmu("report", "small.db", "-o", "plain.html", "--static")
    cowmmu("sweep", HERE / "exits.toml", "--db", "exits.db")
    cowmmu("report", "exits.db", "-o", "exits.html")
    shutil.copy(work / "small.db", work / "mixed.db")
    cowmmu("sweep", HERE / "exits.toml", "--db", "mixed.db")
    cowmmu("report", "mixed.db", "-o", "mixed.html")
    cowmmu("sweep", HERE / "failed.toml", "--db", "failed.db", status=1)
    cowmmu("report", "failed.db", "-o", "failed.html")
    scenario = HERE.parents[2] / "sim/scenarios/first.toml"
    cowmmu("compare", scenario, "--set", "workload.pages=128", "--report", "compare.html")
    cowmmu("run", scenario, "--set", "workload.pages=128", "--stats", "stats.json")
    subprocess.run([make_points, "stats.json", "big.db", "10000"], cwd=work, check=True)
    cowmmu("report", "big.db", "-o", "big.html")


def make_pictures(program, work):
    """Of a sweep of a few minutes, which looks like those that people run."""
    remove(work / "fork.db")
    subprocess.run([program, "sweep", HERE / "pictures.toml", "--db", "fork.db"], cwd=work, check=True)
    subprocess.run([program, "report", "fork.db", "-o", "fork.html"], cwd=work, check=True)
    return [HERE / "browser/screenshots.mjs", "fork.html", pathlib.Path(sys.argv[4]).resolve()]


def main():
    program, make_points, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    chromium, node, npm = found("chromium", "chromium-browser"), found("node", "nodejs"), found("npm")
    work.mkdir(parents=True, exist_ok=True)
    install(npm, work)
    environment = os.environ | {"CHROMIUM": chromium, "WORK": str(work), "COWMMU": program}
    if len(sys.argv) > 4:
        sys.exit(subprocess.run([node, *make_pictures(program, work)], env=environment, check=False).returncode)
    make_pages(program, make_points, work)
    if "<div id=\"page\"></div>" not in (work / "small.html").read_text(encoding="utf-8"):
        skip("cowmmu was built without the interactive page (docs/report.md): it makes plain pages only")
    tests = sorted(str(t) for t in (HERE / "browser").glob("*.test.mjs"))
    sys.exit(subprocess.run([node, "--test", "--test-concurrency=1", *tests], env=environment,
                            check=False).returncode)


if __name__ == "__main__":
    main()
