# SPDX-License-Identifier: Apache-2.0
"""Builds a lockstep test around changed RTL, with the commands of the configured build."""
import os
import pathlib
import re
import shlex
import subprocess

VERILATOR_FLAGS = "verilator_flags.txt"
CYCLES = "300000"


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def commands(build, target):
    """What ninja would do for the target: compile commands by source, and the link command."""
    lines = run(["ninja", "-C", str(build), "-t", "commands", target]).stdout.splitlines()
    compiles = {}
    for line in lines:
        source = re.search(r" -c (\S+)$", line)
        if source:
            compiles[source[1]] = line
    return compiles, lines[-1]


def verilate(build, folder, name, module, sources):
    """The changed RTL as C++ in folder/NAME, as cowmmu_verilate does it; what a .vlt file beside a
    source makes readable is."""
    out = folder / name
    beside = (pathlib.Path(source).with_suffix(".vlt") for source in sources)
    readable = [str(vlt) for vlt in beside if vlt.exists()]
    flags = (build / "rtl" / VERILATOR_FLAGS).read_text(encoding="utf-8").split()
    size = name[len(module) + 1:]
    done = run(["verilator", "--cc", *flags, "-Wno-fatal", "--Mdir", str(out), "--prefix",
                f"V{name}", f"-I{build}/rtl/{size}", "--top-module", module, *readable, *sources])
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    joined = out / f"V{name}_all.cpp"
    parts = sorted(p.name for p in out.glob("*.cpp"))
    joined.write_text("".join(f'#include "{part}"\n' for part in parts), encoding="utf-8")
    return joined


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


def build_and_run(build, folder, name, module, sources):
    """The output of the lockstep test on the changed RTL. Compiled anew is what is changed."""
    build = build.resolve()
    compiles, link = commands(build, f"test_twin_{name}")
    original = next(s for s in compiles if s.endswith(f"/V{name}_all.cpp"))
    old = pathlib.Path(original).parent
    joined = verilate(build, folder, name, module, sources)
    keep = same_headers(old, joined.parent)
    objects = [compile_as(compiles[original], joined, folder / "rtl.o", old, joined.parent)]
    for source, line in compiles.items():
        if not keep and f"test_twin_{name}.dir" in line:
            out = folder / (pathlib.Path(source).name + ".o")
            objects.append(compile_as(line, source, out, old, joined.parent))
    binary = folder / "test"
    words = [w for w in shlex.split(link)
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
