# SPDX-License-Identifier: Apache-2.0
"""Builds a lockstep test around changed RTL, with the commands of the configured build."""
import os
import pathlib
import re
import shlex
import subprocess

CYCLES = "300000"


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def commands(build, target):
    """What ninja would do for the target: all commands, and those that compile, by source."""
    lines = run(["ninja", "-C", str(build), "-t", "commands", target]).stdout.splitlines()
    compiles = {}
    for line in lines:
        source = re.search(r" -c (\S+)$", line)
        if source:
            compiles[source[1]] = line
    return lines, compiles


def verilate(line, old, new, old_rtl, new_rtl):
    """Runs a command of Verilator for other sources, into another folder. What it warns of is the
    mutant's business."""
    line = line.replace(str(old), str(new)).replace(f"{old_rtl}/", f"{new_rtl}/")
    done = run(["sh", "-c", line.replace(" --cc ", " --cc -Wno-fatal ")])
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)


def compile_as(line, source, out, old, new):
    """Runs a compile command for another source or output, the Verilated folder exchanged."""
    words = shlex.split(line.replace(str(old), str(new)))
    words[words.index("-o") + 1] = str(out)
    words[words.index("-MF") + 1] = str(out) + ".d"
    words[-1] = str(source)
    # A mutant is compiled once: a compiler cache would only store it.
    done = run(words + ["-O1", "-g0"], env=os.environ | {"CCACHE_DISABLE": "1"})
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    return str(out)


def same_headers(old, new):
    """Whether what was compiled with the headers of one folder fits those of the other."""
    names = sorted(path.name for path in old.glob("*.h"))
    return (names == sorted(path.name for path in new.glob("*.h"))
            and all((old / name).read_bytes() == (new / name).read_bytes() for name in names))


def build_and_run(build, folder, name, rtl):
    """The output of the lockstep test on changed RTL: that of folder/rtl in place of that of `rtl`.
    Compiled anew is what is changed."""
    lines, compiles = commands(build, f"test_twin_{name}")
    original = next(s for s in compiles if s.endswith(f"/V{name}_all.cpp"))
    old, new = pathlib.Path(original).parent, folder / name
    verilate(next(line for line in lines if f" --prefix V{name} " in line), old, new,
             rtl, folder / "rtl")
    keep = same_headers(old, new)
    objects = [compile_as(compiles[original], new / f"V{name}_all.cpp", folder / "rtl.o", old, new)]
    for source, line in compiles.items():
        if not keep and f"test_twin_{name}.dir" in line:
            out = folder / (pathlib.Path(source).name + ".o")
            objects.append(compile_as(line, source, out, old, new))
    binary = folder / "test"
    words = [w for w in shlex.split(lines[-1])
             if not (w.endswith(f"/lib{name}.a") or (w.endswith(".o") and not keep))]
    words[words.index("-o") + 1] = str(binary)
    at = words.index(str(binary)) + 1
    command = shlex.join(words[:at] + objects + words[at:])
    # ninja wraps the link in `: && ... && :`.
    done = run(["sh", "-c", command.replace("'&&'", "&&")], cwd=build)
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    tested = run([str(binary)], env={"COWMMU_TWIN_CYCLES": CYCLES}, timeout=120)
    return tested.stdout + tested.stderr
