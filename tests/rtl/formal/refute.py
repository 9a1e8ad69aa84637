#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Searches an assertion that fails within so many steps from reset, with abc's bmc3: where one does,
it finds that in a tenth of the time of an SMT solver. Says nothing of what comes later: prove.py does.

refute.py --top TOP --work DIR [-I DIR]... --depth K [--only PATTERN] SOURCE...

Exit status 0: none fails; 1: one does (its name is printed); 2: the tools failed.
Registers without an initial value begin as zero, one of the values that they may have.
"""
import json
import re
import subprocess
import sys

import design

# Without -purge, opt_clean takes longer over the names than all the rest.
TO_GATES = ("read_json {json}; opt_clean -purge; setundef -undriven -anyseq; simplemap; "
            "opt_clean -purge; techmap; dffunmap; aigmap; setundef -zero; "
            "write_aiger -zinit -map {names} {aiger}")


def asserts_to_outputs(module, only):
    """Each assertion whose name matches becomes an output of that name, 1 where it fails. Other
    assertions and outputs go."""
    used = [bit for net in module["netnames"].values() for bit in net["bits"]]
    fresh = max(bit for bit in used if isinstance(bit, int)) + 1
    asserts = {n: c["connections"] for n, c in module["cells"].items()
               if c["type"] == "$assert" and re.search(only, n)}
    module["cells"] = {n: c for n, c in module["cells"].items() if c["type"] != "$assert"}
    module["ports"] = {n: p for n, p in module["ports"].items() if p["direction"] == "input"}
    for number, (name, wires) in enumerate(asserts.items()):
        holds, fails = fresh + 2 * number, fresh + 2 * number + 1
        module["cells"][f"{name}.holds"] = design.cell("$not", {"A": wires["A"]}, holds)
        module["cells"][f"{name}.fails"] = design.cell(
            "$and", {"A": [holds], "B": wires["EN"]}, fails)
        module["ports"][name] = {"direction": "output", "bits": [fails]}
        module["netnames"][name] = {"hide_name": 0, "bits": [fails], "attributes": {}}
    return len(asserts)


def main():
    parser = design.parser(__doc__)
    parser.add_argument("--depth", type=int, required=True)
    parser.add_argument("--only", default="", help="names of assertions")
    args = parser.parse_args()
    netlist, names, aiger = (args.work / f"{args.top}.{end}" for end in ("json", "map", "aig"))
    design.write_netlist(args, netlist, f"-formal -D PROVE_{args.top}")
    whole = json.loads(netlist.read_text(encoding="utf-8"))
    count = asserts_to_outputs(whole["modules"][args.top], args.only)
    netlist.write_text(json.dumps(whole), encoding="utf-8")
    design.yosys(TO_GATES.format(json=netlist, names=names, aiger=aiger))
    run = subprocess.run(["yosys-abc", "-c", f"read_aiger {aiger}; fold; strash; dc2; "
                          f"bmc3 -F {args.depth}"], capture_output=True, text=True, check=False)
    failed = re.search(r'Output (\d+) of miter ".*" was asserted in frame (\d+)', run.stdout)
    if failed:
        name = re.search(rf"^output {failed[1]} 0 (\S+)", names.read_text(encoding="utf-8"), re.M)
        print(f"Assert failed in {args.top}: {name[1]}, step {failed[2]}")
        return 1
    if f"No output asserted in {args.depth} frames" not in run.stdout or count == 0:
        print(run.stdout + run.stderr)
        return 2
    print(f"{args.top}: none of {count} assertions fails within {args.depth} steps")
    return 0


if __name__ == "__main__":
    sys.exit(main())
