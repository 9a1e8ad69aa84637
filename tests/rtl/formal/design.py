# SPDX-License-Identifier: Apache-2.0
"""A SystemVerilog design, flat and in registers only, for proofs: by yosys. As an SMT2 transition
system; as yosys's JSON, to be changed; and from that as gates, for abc."""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import traceback

# Memories become registers; resets become synchronous, as the clock is the only step of time.
PREPARE = ("prep -top {top} -nordff; flatten; memory_map; opt -full; async2sync; dffunmap; "
           "opt_clean; ")
# Without -purge, opt_clean takes longer over the names than all the rest. Constants that are x are
# zero, as write_smt2 has them; what nothing drives has any value in each step.
TO_GATES = ("read_json {json}; opt_clean -purge; setundef -zero; setundef -undriven -anyseq; "
            "simplemap; opt_clean -purge; techmap; aigmap; setundef -zero; "
            "write_aiger -zinit -map {names} {aiger}")


def parser(description):
    """Options that every proof has."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--top", required=True)
    options.add_argument("--work", required=True, type=pathlib.Path)
    options.add_argument("-I", dest="include", action="append", default=[])
    options.add_argument("sources", nargs="+")
    return options


def exit_with(main):
    """Ends with main's exit status. Whatever goes wrong in it is 2, not the 1 that Python has for
    that: here 1 says that something does not hold."""
    try:
        sys.exit(main())
    except Exception:
        traceback.print_exc()
        sys.exit(2)


def run(*words):
    """What the tool says; ends with exit status 2 if it fails."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stdout + done.stderr)
        sys.exit(2)
    return done.stdout


def write(args, options, command):
    args.work.mkdir(parents=True, exist_ok=True)
    include = " ".join("-I" + folder for folder in args.include)
    run("yosys", "-Q", "-p", f"read_verilog -sv {options} {include} {' '.join(args.sources)}; "
        + PREPARE.format(top=args.top) + command)


def write_smt2(args):
    """With its properties (PROVE_top is defined), as an SMT2 transition system. Returns its path."""
    smt2 = args.work / f"{args.top}.smt2"
    write(args, f"-formal -D PROVE_{args.top}", f"write_smt2 -wires {smt2}")
    return smt2


class Netlist:
    """The design as yosys's JSON, `options` of read_verilog saying whether with its properties. What
    is asked of it becomes outputs, the only ones that it keeps."""

    def __init__(self, args, options=""):
        self.path = args.work / f"{args.top}.json"
        write(args, options, f"write_json {self.path}")
        self.whole = json.loads(self.path.read_text(encoding="utf-8"))
        self.module = self.whole["modules"][args.top]
        used = [bit for net in self.module["netnames"].values() for bit in net["bits"]]
        self.fresh = max(bit for bit in used if isinstance(bit, int))
        self.module["ports"] = {n: p for n, p in self.module["ports"].items()
                                if p["direction"] == "input"}

    def take(self, kind):
        """Removes the cells of this kind: their connections by name."""
        taken = {n: c["connections"] for n, c in self.module["cells"].items() if c["type"] == kind}
        self.module["cells"] = {n: c for n, c in self.module["cells"].items() if n not in taken}
        return taken

    def cell(self, kind, **inputs):
        """Adds a cell with one output bit, of a gate or one that reduces or compares: that bit."""
        self.fresh += 1
        parameters = {"Y_WIDTH": 1}
        for port, wires in inputs.items():
            parameters |= {port + "_WIDTH": len(wires), port + "_SIGNED": 0}
        self.module["cells"][f"asked.{self.fresh}"] = {
            "type": kind, "parameters": parameters, "attributes": {},
            "port_directions": {port: "input" for port in inputs} | {"Y": "output"},
            "connections": inputs | {"Y": [self.fresh]}}
        return self.fresh

    def ask(self, name, bit):
        """An output: can it become 1?"""
        self.module["ports"][name] = {"direction": "output", "bits": [bit]}
        self.module["netnames"][name] = {"hide_name": 0, "bits": [bit], "attributes": {}}

    def save(self):
        self.path.write_text(json.dumps(self.whole), encoding="utf-8")
        return self.path

    def reached(self, steps):
        """The first output that becomes 1 within so many steps, as (name, step), or None: by abc's
        bmc3. Registers without an initial value begin with any."""
        names, aiger = self.path.with_suffix(".map"), self.path.with_suffix(".aig")
        run("yosys", "-Q", "-p", TO_GATES.format(json=self.save(), names=names, aiger=aiger))
        text = run("yosys-abc", "-c", f"read_aiger {aiger}; fold; strash; dc2; bmc3 -F {steps}")
        found = re.search(r'Output (\d+) of miter ".*" was asserted in frame (\d+)', text)
        if found:
            output = rf"^output {found[1]} 0 (\S+)"
            return re.search(output, names.read_text(encoding="utf-8"), re.M)[1], int(found[2])
        none = f"No output asserted in {steps} frames", "Explored all reachable states"
        if not any(words in text for words in none):
            print(text)
            sys.exit(2)
        return None
