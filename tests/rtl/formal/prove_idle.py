#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves that a cycle in which busy_o is 0 and no *_valid_i is high changes no register: so such
cycles may be skipped. In the netlist each register's input is compared with its output; the SAT
solver of yosys finds no idle state in which any differs, reachable or not.

prove_idle.py --top TOP --work DIR [-I DIR]... SOURCE...

Exit status 0: proved; 1: there is such a state; 2: the tools failed.
"""
import json
import sys

import design


def compare_registers(module):
    """Replaces the registers by the output `changes`: some register would get another value. What
    they held is free then: any state. Returns the registers."""
    used = [bit for net in module["netnames"].values() for bit in net["bits"]]
    fresh = max(bit for bit in used if isinstance(bit, int)) + 1
    kinds = {c["type"] for c in module["cells"].values() if "ff" in c["type"] or "mem" in c["type"]}
    if kinds != {"$dff"}:
        sys.exit(f"state that is no $dff: {kinds}")
    registers = [c["connections"] for c in module["cells"].values() if c["type"] == "$dff"]
    module["cells"] = {n: c for n, c in module["cells"].items() if c["type"] != "$dff"}
    differ = list(range(fresh, fresh + len(registers)))
    for bit, wires in zip(differ, registers):
        module["cells"][f"differs{bit}"] = design.cell("$ne", {"A": wires["D"], "B": wires["Q"]}, bit)
    changes = fresh + len(registers)
    module["cells"]["any"] = design.cell("$reduce_or", {"A": differ}, changes)
    module["ports"]["changes"] = {"direction": "output", "bits": [changes]}
    module["netnames"]["changes"] = {"hide_name": 0, "bits": [changes], "attributes": {}}
    return registers


def main():
    args = design.parser(__doc__).parse_args()
    netlist = args.work / f"{args.top}.idle.json"
    design.write_netlist(args, netlist)
    whole = json.loads(netlist.read_text(encoding="utf-8"))
    module = whole["modules"][args.top]
    registers = compare_registers(module)
    netlist.write_text(json.dumps(whole), encoding="utf-8")
    valids = [name for name in module["ports"] if name.endswith("_valid_i")]
    idle = "-set rst_ni 1 -set busy_o 0 " + "".join(f"-set {name} 0 " for name in valids)
    # The first question makes sure that idle states exist, so that the second means something.
    script = f"read_json {netlist}; sat {idle}; sat {idle} -prove changes 0"
    text = design.yosys(script)
    exists = "SAT solving finished - model found" in text
    proved = "no model found: SUCCESS" in text
    if not valids or not exists or not (proved or "model found: FAIL" in text):
        print(text)
        return 2
    print(f"{args.top}: an idle cycle {'changes no' if proved else 'CAN CHANGE A'} register "
          f"({len(registers)} registers, idle: busy_o and {', '.join(valids)} low)")
    return 0 if proved else 1


if __name__ == "__main__":
    sys.exit(main())
