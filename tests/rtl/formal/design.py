# SPDX-License-Identifier: Apache-2.0
"""A SystemVerilog design, flat and in registers only, for proofs: by yosys."""
import argparse
import pathlib
import subprocess
import sys

# Memories become registers; resets become synchronous, as the clock is the only step of time.
PREPARE = ("prep -top {top} -nordff; flatten; memory_map; opt -full; async2sync; dffunmap; "
           "opt_clean; ")


def parser(description):
    """Options that every proof has."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--top", required=True)
    options.add_argument("--work", required=True, type=pathlib.Path)
    options.add_argument("-I", dest="include", action="append", default=[])
    options.add_argument("sources", nargs="+")
    return options


def write(args, options, command):
    args.work.mkdir(parents=True, exist_ok=True)
    include = " ".join("-I" + folder for folder in args.include)
    script = (f"read_verilog -sv {options} {include} {' '.join(args.sources)}; "
              + PREPARE.format(top=args.top) + command)
    yosys(script)


def yosys(script):
    """What yosys says; ends with exit status 2 if it fails."""
    run = subprocess.run(["yosys", "-Q", "-p", script], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        print(run.stdout + run.stderr)
        sys.exit(2)
    return run.stdout


def cell(kind, bits, output):
    """A cell of yosys's JSON with one output bit: of a gate, or one that reduces or compares."""
    parameters = {"Y_WIDTH": 1}
    for port, wires in bits.items():
        parameters |= {port + "_WIDTH": len(wires), port + "_SIGNED": 0}
    return {"type": kind, "parameters": parameters, "attributes": {},
            "port_directions": {port: "input" for port in bits} | {"Y": "output"},
            "connections": bits | {"Y": [output]}}


def write_smt2(args):
    """With its properties (PROVE_top is defined), as an SMT2 transition system. Returns its path."""
    smt2 = args.work / f"{args.top}.smt2"
    write(args, f"-formal -D PROVE_{args.top}", f"write_smt2 -wires {smt2}")
    return smt2


def write_netlist(args, path, options=""):
    """As yosys's JSON; `options` of read_verilog say whether with its properties."""
    write(args, options, f"write_json {path}")
