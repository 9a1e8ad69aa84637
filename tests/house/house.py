#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""house.py RULE ROOT: checks one rule over the source tree; prints each violation, exit status 1.

includes  sim may include sw and model; sw only model/base and model/params and no SystemC; model
          nothing of sw or sim
links     the same for what CMake links
spdx      every source names its licence on its first line (after a script's #!)
paths     no file mentions a path of somebody's machine
forwards  what an observer can be told reaches each of several
claims    a header's "Tests:" and "Twin:" name what there is
format    clang-format-14 would change nothing
"""
import os
import pathlib
import re
import subprocess
import sys

TREES = ("model", "sw", "sim", "rtl", "tests", "docs", ".ci")
SOURCES = {".h", ".cpp", ".def", ".py", ".sv", ".cmake"}
BINARY = {".zst", ".png", ".fst"}


def files(root):
    """Every file of the project, build folders apart, in order."""
    for path in sorted(root.iterdir()):
        if path.is_file():
            yield path
    for tree in TREES:
        for folder, names, leaves in os.walk(root / tree):
            names[:] = sorted(n for n in names if n not in ("__pycache__", "node_modules"))
            yield from (pathlib.Path(folder) / leaf for leaf in sorted(leaves))


def lines(path):
    return enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)


def is_script(path):
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def homes(root, include):
    """The trees in which an include path names a file."""
    return [tree for tree in ("model", "sw", "sim") if (root / tree / include).is_file()]


def allowed(tree, home, include):
    if tree == home or tree == "sim":
        return True
    return tree == "sw" and home == "model" and include.split("/")[0] in ("base", "params")


def check_includes(root):
    for path in files(root):
        tree = path.relative_to(root).parts[0]
        if tree not in ("model", "sw", "sim") or path.suffix not in (".h", ".cpp"):
            continue
        for number, line in lines(path):
            found = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
            if not found:
                continue
            include = found[1]
            if tree == "sw" and re.match(r"(systemc|sysc/|tlm)", include):
                yield f"{path}:{number}: sw includes SystemC: {include}"
            for home in homes(root, include):
                if not allowed(tree, home, include):
                    yield f"{path}:{number}: {tree} includes {home}/{include}"


def check_links(root):
    forbidden = {
        "sw": r"\b(cowmmu_systemc|PkgConfig::SYSTEMC|sim_\w+|model_(?!base\b|params\b)\w+)\b",
        "model": r"\b(sw_\w+|sim_\w+)\b",
    }
    for path in files(root):
        tree = path.relative_to(root).parts[0]
        if tree not in forbidden or path.name != "CMakeLists.txt":
            continue
        for number, line in lines(path):
            found = re.search(forbidden[tree], line.split("#")[0])
            if found:
                yield f"{path}:{number}: {tree} links {found[0]}"


def check_spdx(root):
    for path in files(root):
        if path.suffix in BINARY or not (path.suffix in SOURCES or is_script(path)):
            continue
        head = [line for _, line in lines(path)][:2]
        if head and head[0].startswith("#!"):
            head = head[1:]
        if not head or "SPDX-License-Identifier: Apache-2.0" not in head[0]:
            yield f"{path}:1: no SPDX line"


def check_paths(root):
    # Spelt in parts, so that this file does not mention them itself.
    words = ["/" + "work/", "/" + "tmp/", "../" + "shared", "/" + "home/", "/" + "root/"]
    for path in files(root):
        if path.suffix in BINARY:
            continue
        for number, line in lines(path):
            for word in words:
                if word in line:
                    yield f"{path}:{number}: mentions {word}"


def check_forwards(root):
    forwarder = root / "sim/system/observers.cpp"
    text = forwarder.read_text(encoding="utf-8") if forwarder.is_file() else ""
    for interface in ("sw/os/observer.h", "model/base/machine_events.h"):
        if not (root / interface).is_file():
            continue
        for name in re.findall(r"virtual void (\w+)\(", (root / interface).read_text()):
            if not re.search(rf"void \w+::{name}\(", text):
                yield f"{forwarder}: {name} of {interface} is not forwarded"


def check_claims(root):
    for path in files(root):
        if path.suffix not in (".h", ".sv") or path.relative_to(root).parts[0] == "tests":
            continue
        for number, line in lines(path):
            if not line.startswith("//"):
                continue
            for claim in re.findall(r"\b(?:tests|rtl)/[\w./]*\w", line):
                if not (root / claim).exists():
                    yield f"{path}:{number}: there is no {claim}"


def check_format(root):
    sources = [str(p) for p in files(root) if p.suffix in (".h", ".cpp")]
    run = subprocess.run(["clang-format-14", "--dry-run", "-Werror", *sources], cwd=root, text=True,
                         capture_output=True, check=False)
    yield from (line for line in run.stderr.splitlines() if "error:" in line)
    if run.returncode != 0 and "error:" not in run.stderr:
        yield f"clang-format-14: {run.stderr}"


RULES = {"includes": check_includes, "links": check_links, "spdx": check_spdx,
         "paths": check_paths, "forwards": check_forwards, "claims": check_claims, "format": check_format}


def main():
    violations = list(RULES[sys.argv[1]](pathlib.Path(sys.argv[2]).resolve()))
    print("\n".join(violations))
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
