#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""browser_test.py PROGRAM WORK: the studies of docs/gallery.md with the first two values of each list
of numbers, their report pages in Chromium. Skipped, with the reason, where there is none or no npm."""
import json
import os
import pathlib
import subprocess
import sys
import tomllib

import gallery
import pages

FEW = 2


def shrunk(scenario):
    """Fewer numbers, all names."""
    def few(value):
        return value[:FEW] if isinstance(value, list) and isinstance(value[0], (int, float)) else value

    return {**scenario, "sweep": {key: few(value) for key, value in scenario["sweep"].items()}}


def lines_of(table, prefix=""):
    """TOML by dotted keys; numbers, strings and lists are written as in JSON."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from lines_of(value, f'{prefix}"{key}".')
        else:
            yield f'{prefix}"{key}" = {json.dumps(value)}'


def small_sweep(study, work):
    file = pages.file_of(study)
    scenario = shrunk(tomllib.loads(file.read_text(encoding="utf-8")))
    if "trace" in scenario["workload"]:
        scenario["workload"]["trace"] = str((file.parent / scenario["workload"]["trace"]).resolve())
    small = work / f"{study.sweep}.toml"
    small.write_text("\n".join(lines_of(scenario)) + "\n", encoding="utf-8")
    return small


def main():
    work = pathlib.Path(sys.argv[2])
    program = pages.Program(sys.argv[1], work)
    environment = pages.prepare(work)
    studies, names = pages.studies(), {}
    for study in studies:
        sweep = small_sweep(study, work)
        program.page(study, sweep)
        values = [v for values in program.axes(sweep).values() for v in values]
        names[study.sweep] = [v for v in values if gallery.number(v) is None]
    pages.write_studies(work, studies, names)
    run = subprocess.run(["node", "--test", pages.HERE / "browser/gallery.test.mjs"],
                         env=os.environ | environment, check=False)
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
