#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts bugs into the RTL, one at a time, and shows that a test finds each.

mutate.py --build BUILD [--scores FOLDER] LIST.toml [NAME...]
mutate.py --build BUILD --originals LIST.toml

The list holds [[mutant]] tables: `name`; `file` below rtl/; `find`, a text that stands there exactly
once, and `replace`; `by`, what must find it: "twin:MODULE:BUILD" the lockstep test; "search:MODULE" a
search from reset, `depth` steps deep, for an assertion whose name matches `kills`; "proof:MODULE" that
search, and the proof must fail, too; "idle:MODULE" the proof that idle cycles change nothing
("idle:MODULE:BUILD" in other sizes than `proof`). `kills`: a text of the failure [a lockstep test:
any].

BUILD is a configured and built folder. Without NAMEs, every mutant of the list. FOLDER gets an empty
file LIST.NAME for each that was killed, for total.py. Exit status 0 if every mutant was killed.
--originals: no bugs; the searches from reset, as deep as the mutants' deepest, find nothing.
"""
import argparse
import pathlib
import re
import shutil
import sys
import tomllib

import twin_build

ROOT = pathlib.Path(__file__).resolve().parents[3]


def apply(mutant, folder):
    """A copy of rtl/ in `folder` with the bug in it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "rtl", folder / "rtl")
    path = folder / "rtl" / mutant["file"]
    text = path.read_text(encoding="utf-8")
    if text.count(mutant["find"]) != 1:
        sys.exit(f"{mutant['name']}: found {text.count(mutant['find'])} times in {mutant['file']}: "
                 + mutant["find"])
    path.write_text(text.replace(mutant["find"], mutant["replace"]), encoding="utf-8")


def sources(build, module, folder):
    """The module's sources, of the mutant."""
    listed = (build / "rtl" / "sources" / f"{module}.txt").read_text(encoding="utf-8").split()
    return [file.replace(str(ROOT / "rtl"), str(folder / "rtl")) for file in listed]


def formal(script, what, options, build, folder):
    """Runs a script of formal/ on the sources in the folder: its exit status, and what it said. `what`
    is a module, the build of its sizes, and the block that holds its properties."""
    module, size, block = what
    command = [sys.executable, "-B", str(ROOT / "tests" / "rtl" / "formal" / script),
               "--top", module, "--work", str(folder / "proof"), *options,
               "-I", str(build / "rtl" / size), "-I", str(ROOT / "tests" / "rtl" / block),
               *sources(build, module, folder)]
    run = twin_build.run(command)
    return run.returncode, run.stdout + run.stderr


def block_of(mutant):
    """The folder below tests/rtl/ that holds the properties."""
    return mutant.get("block", mutant["file"].split("/")[0])


def by_formal(mutant, build, folder, kind, module, size="proof"):
    what = module, size, block_of(mutant)
    if kind == "idle":
        status, text = formal("prove_idle.py", what, [], build, folder)
    else:
        options = ["--depth", str(mutant["depth"]), "--only", mutant["kills"]]
        status, text = formal("refute.py", what, options, build, folder)
    if kind == "proof" and status == 1:
        status, text = formal("prove.py", what, [], build, folder)
    return status == 1 and re.search(mutant["kills"], text) is not None, text


def by_twin(mutant, build, folder, module, size):
    text = twin_build.build_and_run(build, folder, f"{module}_{size}", ROOT / "rtl")
    found = re.search(r"^cycle \d+|^contents after cycle \d+", text, re.M)
    return found is not None and re.search(mutant.get("kills", ""), text) is not None, text


def kill(mutant, block, build):
    """Whether the mutant's test fails, and what it said."""
    folder = build / "mutants" / f"{block}.{mutant['name']}"
    apply(mutant, folder)
    kind, *what = mutant["by"].split(":")
    if kind == "twin":
        return by_twin(mutant, build, folder, *what)
    return by_formal(mutant, build, folder, kind, *what)


def originals_are_clean(mutants, list_name, build):
    """That a search finds a bug means something only if it finds none where none is."""
    deepest = {}
    for mutant in mutants:
        if "depth" in mutant:
            of = mutant["by"].split(":")[1], block_of(mutant)
            deepest[of] = max(deepest.get(of, 0), mutant["depth"])
    if not deepest:
        sys.exit("no mutant of this list is searched from reset")
    clean = True
    for (module, block), depth in deepest.items():
        folder = build / "mutants" / f"{list_name}_without_bugs" / module
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ROOT / "rtl", folder / "rtl")
        status, text = formal("refute.py", (module, "proof", block), ["--depth", str(depth)],
                              build, folder)
        print(text, end="", flush=True)
        clean = clean and status == 0
    return clean


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--scores", type=pathlib.Path)
    parser.add_argument("--originals", action="store_true")
    parser.add_argument("list", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    listed = {m["name"]: m for m in tomllib.loads(args.list.read_text(encoding="utf-8"))["mutant"]}
    unknown = [name for name in args.names if name not in listed]
    if unknown:
        sys.exit(f"{args.list}: no mutant {', '.join(unknown)}")
    if args.originals:
        if args.names or args.scores:
            parser.error("--originals takes neither --scores nor names")
        return 0 if originals_are_clean(listed.values(), args.list.stem, args.build) else 1
    survived = 0
    for name in args.names or listed:
        mutant = listed[name]
        score = args.scores / f"{args.list.stem}.{name}" if args.scores else None
        if score:
            score.unlink(missing_ok=True)
        dead, text = kill(mutant, args.list.stem, args.build)
        print(f"{'killed  ' if dead else 'SURVIVED'} {name} by {mutant['by']}", flush=True)
        if not dead:
            print(text)
            survived += 1
        elif score:
            score.parent.mkdir(parents=True, exist_ok=True)
            score.touch()
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
