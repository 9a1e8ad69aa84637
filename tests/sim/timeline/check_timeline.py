# SPDX-License-Identifier: Apache-2.0
"""A strict checker of timeline.json: check_timeline.py TIMELINE STATS

It knows docs/timeline.md and nothing of the program: what each event must be, that slices nest,
that arrows are paired, that every hart's phases add up to its ledger, and that everything that the
statistics count is there as often. Prints what is wrong; exit status 1.
"""
import bisect
import collections
import json
import sys
from decimal import Decimal

PHASES = ("trap.entry trap.return fault.lookup fault.allocate fault.zero fault.copy fault.pte "
          "shootdown.send shootdown.wait shootdown.serve fork.setup fork.page_table fork.copy exec "
          "exit.unmap exit.free syscall schedule lock idle").split()
USER = ("user.compute", "user.memory", "user.translate")
FAULTS = ("cow_copy cow_reuse zero_fill file_copy read_zero table_copy spurious accessed_dirty "
          "segv").split()
CALLS = ("mmap munmap mprotect mremap brk madvise fork vfork exec exit wait thread_create "
         "thread_exit yield migrate pin unpin peek poke kernel_write kernel_read park unpark "
         "ordered mark request_begin request_end spawn unknown").split()

# (type, category): names, arguments besides the cycle.
SLICE = {"cycle", "cycles"}
KNOWN = {
    ("X", "phase"): ({*PHASES, "user"}, SLICE),
    ("X", "fault"): ({f"fault {kind}" for kind in FAULTS}, SLICE | {"address"}),
    ("X", "fork"): ({"fork", "vfork"}, SLICE | {"child"}),
    ("X", "syscall"): ({f"syscall {call}" for call in CALLS}, SLICE),
    ("X", "trap"): ({"page fault", "interrupt", "timer"}, SLICE),
    ("X", "shootdown"): ({"shootdown"}, SLICE | {"targets"}),
    ("i", "fault"): ({f"fault {kind}" for kind in FAULTS}, {"cycle", "address"}),
    ("i", "ipi"): ({"ipi shootdown", "ipi schedule"}, {"cycle", "to", "arrives"}),
    ("i", "process"): ({"exit", "killed"}, {"cycle", "process"}),
    ("s", "ipi"): ({"ipi"}, {"cycle"}),
    ("t", "ipi"): ({"ipi"}, {"cycle"}),
    ("f", "ipi"): ({"ipi"}, {"cycle"}),
    ("C", None): ({"free frames", "shared pages"}, {"frames"}),
    ("M", None): ({"process_name", "thread_name"}, {"name"}),
}
KEYS = {"X": {"dur", "cat", "ts"}, "i": {"s", "cat", "ts"}, "C": {"ts"}, "M": set(),
        **{step: {"bp", "id", "cat", "ts"} for step in "stf"}}


class Checker:
    def __init__(self, document, stats):
        self.document, self.stats = document, stats
        self.problems = []
        self.slices = collections.defaultdict(list)  # by (pid, tid)
        self.count = collections.Counter()
        self.phases_of, self.starts = {}, {}  # by (pid, tid)

    def expect(self, good, what):
        if not good:
            self.problems.append(what)

    def equal(self, found, wanted, what):
        self.expect(found == wanted, f"{what}: found {found}, wanted {wanted}")

    def run(self):
        self.check_head()
        events = self.document["traceEvents"]
        good = [event for number, event in enumerate(events) if self.check_event(number, event)]
        self.check_order(good)
        for track in self.slices.values():
            self.check_nesting(track)
        self.check_ledgers()
        self.check_flows([e for e in good if e["ph"] in "stf"], good)
        self.check_counts()
        self.check_counters(good)
        self.check_names(good)
        return self.problems

    def check_head(self):
        self.equal(set(self.document), {"displayTimeUnit", "otherData", "traceEvents"}, "keys")
        self.equal(self.document.get("displayTimeUnit"), "ns", "displayTimeUnit")
        self.equal(self.document.get("otherData"),
                   {"schema": 1, "cycles": self.stats["cycles"],
                    "harts": len(self.stats["harts"]),
                    "cycles_per_microsecond": self.stats["config"]["machine"]["clock_mhz"]},
                   "otherData")
        self.mhz = self.stats["config"]["machine"]["clock_mhz"]

    def nanoseconds(self, cycle):
        """Of a clock edge, counted from the file's first. The warm-up's length is not known here:
        edges are at whole picoseconds, so a nanosecond more or less is right."""
        return cycle * 1000 // self.mhz

    def check_event(self, number, event):
        what = f"event {number} {json.dumps(event, default=str)}"
        known = KNOWN.get((event.get("ph"), event.get("cat")))
        if known is None:
            self.problems.append(f"{what}: unknown type or category")
            return False
        names, arguments = known
        self.expect(event["name"] in names, f"{what}: unknown name")
        if event["name"] == "user":
            arguments = arguments | set(USER)
        self.equal(set(event["args"]), arguments, f"{what}: arguments")
        self.equal(set(event), {"ph", "pid", "tid", "name", "args"} | KEYS[event["ph"]],
                   f"{what}: keys")
        self.expect(event["tid"] in range(len(self.stats["harts"])), f"{what}: no such hart")
        self.expect(event["pid"] in range(self.stats["processes"]["created"] + 1),
                    f"{what}: no such process")
        if event["ph"] == "M":
            return True
        if not self.check_time(what, event):
            return False
        getattr(self, "see_" + {"X": "slice", "i": "instant"}.get(event["ph"], "other"))(what, event)
        return True

    def check_time(self, what, event):
        ts = event["ts"] * 1000
        if ts != int(ts) or ts < 0 or event.get("dur", 0) < 0:
            self.problems.append(f"{what}: a time that is not a whole, positive nanosecond")
            return False
        cycle = event["args"].get("cycle")
        if cycle is None:  # of a counter: between two cycles it does not change
            self.expect(ts <= self.nanoseconds(self.stats["cycles"]) + 1, f"{what}: after the end")
            return True
        end = cycle + event["args"].get("cycles", 0)
        self.expect(abs(self.nanoseconds(cycle) - ts) <= 1, f"{what}: ts is not its cycle's")
        # A nanosecond's hundredth short at most (docs/timeline.md).
        length = round(event.get("dur", 0) * 1000)
        self.expect(abs(length - event.get("dur", 0) * 1000) < Decimal("0.01"), f"{what}: dur")
        self.expect(abs(self.nanoseconds(end) - ts - length) <= 1, f"{what}: dur is not its cycles'")
        self.expect(0 <= cycle <= end <= self.stats["cycles"], f"{what}: outside the run")
        return True

    def see_slice(self, what, event):
        args = event["args"]
        track = self.slices[event["pid"], event["tid"]]
        track.append(event)
        self.count[event["cat"], event["name"]] += 1
        if event["cat"] == "shootdown":
            self.count["targets"] += args["targets"]
        if event["name"] == "user":
            self.equal(sum(args[part] for part in USER), args["cycles"], f"{what}: its parts")
        if event["cat"] == "phase":
            self.expect(args["cycles"] > 0, f"{what}: empty")

    def see_instant(self, what, event):
        self.count[event["cat"], event["name"]] += 1
        self.equal(event["s"], "p" if event["cat"] == "process" else "t", f"{what}: scope")
        if event["cat"] == "ipi":
            self.expect(event["args"]["to"] in range(len(self.stats["harts"])), f"{what}: to")
            self.expect(event["args"]["arrives"] > event["args"]["cycle"], f"{what}: arrives")

    def see_other(self, what, event):
        if event["ph"] == "C":
            self.expect(event["args"]["frames"] >= 0, f"{what}: less than none")

    def check_order(self, events):
        """By time; of one time, by hart; names last."""
        keys = [(e["ph"] == "M", e.get("ts", 0)) for e in events]
        self.expect(keys == sorted(keys), "events are not in the order of their times")
        last = {}
        for e in events:
            if "cycle" in e["args"]:
                at = e["args"]["cycle"]
                self.expect(at >= last.get(e["tid"], 0), f"hart {e['tid']} goes back to {at}")
                last[e["tid"]] = at

    def check_nesting(self, track):
        """By cycles and by the nanoseconds of Perfetto in the order of the file; by the bare times
        as speedscope has them, of one start the longest first."""
        def args(event):
            return event["args"]["cycle"], event["args"]["cycles"]

        def rounded(event):
            return int(event["ts"] * 1000), round(event["dur"] * 1000)

        def bare(event):
            return event["ts"], event["dur"]

        self.nest(track, args)
        self.nest(track, rounded)
        self.nest(sorted(track, key=lambda e: (e["ts"], -e["dur"])), bare)

    def nest(self, track, times):
        """Each slice begins inside the one before it, or after it."""
        ends = []
        for event in track:
            start, length = times(event)
            while ends and ends[-1] <= start:
                ends.pop()
            self.expect(not ends or start + length <= ends[-1],
                        f"{json.dumps(event, default=str)} does not nest ({times.__name__})")
            ends.append(start + length)

    def check_ledgers(self):
        for hart in self.stats["harts"]:
            at, spent = 0, collections.Counter()
            phases = [e for (_, tid), track in self.slices.items() if tid == hart["id"]
                      for e in track if e["cat"] == "phase"]
            for e in sorted(phases, key=lambda e: e["args"]["cycle"]):
                args = e["args"]
                self.equal(args["cycle"], at, f"hart {hart['id']}: a gap or an overlap of phases")
                at = args["cycle"] + args["cycles"]
                parts = USER if e["name"] == "user" else ()
                spent.update({part: args[part] for part in parts} or {e["name"]: args["cycles"]})
            self.equal(at, hart["cycles"], f"hart {hart['id']}: end of its phases")
            for phase, cycles in hart["ledger"].items():
                self.equal(spent[phase], cycles, f"hart {hart['id']}: {phase}")

    def check_flows(self, steps, events):
        sent = collections.Counter((e["pid"], e["tid"], e["args"]["cycle"]) for e in events
                                   if e["ph"] == "i" and e["cat"] == "ipi")
        flows = collections.defaultdict(list)
        for e in steps:
            self.equal(e["bp"], "e", "bp")
            self.expect(self.inside_slice(e), f"{json.dumps(e, default=str)}: in no slice")
            flows[e["id"]].append(e)
        for number, flow in flows.items():
            what = f"flow {number}"
            order = "".join(e["ph"] for e in flow)
            self.expect(order[0] + order[-1] == "sf" and set(order[1:-1]) <= {"t"},
                        f"{what}: {order}")
            self.expect([e["ts"] for e in flow] == sorted(e["ts"] for e in flow), f"{what}: order")
            first = (flow[0]["pid"], flow[0]["tid"], flow[0]["args"]["cycle"])
            self.expect(sent[first] > 0, f"{what}: no interrupt is sent where it begins")
            if len(flow) > 2:  # of a shootdown: back to its initiator
                self.equal(flow[-1]["tid"], flow[0]["tid"], f"{what}: where it ends")
            else:
                self.expect(flow[-1]["tid"] != flow[0]["tid"], f"{what}: goes nowhere")
        self.expect(len(flows) <= sum(sent.values()), "more flows than interrupts")
        self.count["chains"] = sum(len(flow) > 2 for flow in flows.values())

    def inside_slice(self, event):
        """On its own track, or at the boundary where the hart goes over to another process."""
        at = event["args"]["cycle"]
        starts = self.starts_of(event["pid"], event["tid"])
        index = bisect.bisect_right(starts, at) - 1
        if index < 0:
            return False
        last = self.phases_of[event["pid"], event["tid"]][index]["args"]
        return at <= last["cycle"] + last["cycles"]

    def starts_of(self, pid, tid):
        if (pid, tid) not in self.phases_of:
            phases = [e for e in self.slices[pid, tid] if e["cat"] == "phase"]
            self.phases_of[pid, tid] = phases
            self.starts[pid, tid] = [e["args"]["cycle"] for e in phases]
        return self.starts[pid, tid]

    def check_counts(self):
        stats, count = self.stats, self.count
        self.equal(count["fork", "fork"] + count["fork", "vfork"], stats["fork"]["count"], "forks")
        for kind in FAULTS:
            wanted = stats["ad_traps"] if kind == "accessed_dirty" else stats["faults"][kind]
            self.equal(count["fault", f"fault {kind}"], wanted["count"], f"faults: {kind}")
        shootdowns = stats["shootdowns"]
        self.equal(count["shootdown", "shootdown"], shootdowns["count"], "shootdowns")
        self.equal(count["targets"], shootdowns["targets"], "targets of shootdowns")
        self.equal(count["ipi", "ipi shootdown"], shootdowns["ipis"], "interrupts of shootdowns")
        self.equal(count["chains"], shootdowns["ipis"], "arrows of shootdowns")
        # Those count from the start of the run: no program's warm-up has a process that ends.
        self.equal(count["process", "exit"], stats["processes"]["exited"], "exits")
        self.equal(count["process", "killed"], stats["processes"]["killed"], "kills")

    def check_counters(self, events):
        frames = self.stats["frames"]
        values = {"free frames": [], "shared pages": []}
        for e in events:
            if e["ph"] == "C":
                values[e["name"]].append(e["args"]["frames"])
        self.equal(values["free frames"][-1:], [frames["total"] - frames["allocated"]
                                                + frames["freed"]], "free frames in the end")
        self.equal(values["shared pages"][-1:], [0], "shared pages when all have ended")
        for name, found in values.items():
            self.expect(all(a != b for a, b in zip(found, found[1:])), f"{name}: does not change")

    def check_names(self, events):
        wanted = {("thread_name", pid, tid, f"hart {tid}") for pid, tid in
                  {(e["pid"], e["tid"]) for e in events if e["ph"] != "M"}}
        processes = {pid for _, pid, _, _ in wanted}
        found = [(e["name"], e["pid"], e["tid"], e["args"]["name"]) for e in events
                 if e["ph"] == "M"]
        self.equal({f for f in found if f[0] == "thread_name"}, wanted, "names of harts")
        self.equal(sorted((f[1], f[3]) for f in found if f[0] == "process_name"),
                   sorted((p, f"process {p}" if p else "no process") for p in processes),
                   "names of processes")


def problems_of(timeline, stats):
    """What is wrong with the text of a timeline; `stats`: the parsed stats.json of its run."""
    try:
        document = json.loads(timeline, parse_float=Decimal)
        return Checker(document, stats).run()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [f"no timeline: {type(error).__name__}: {error}"]


def main():
    with open(sys.argv[1], encoding="utf-8") as timeline, open(sys.argv[2], encoding="utf-8") as s:
        found = problems_of(timeline.read(), json.load(s))
    print("\n".join(found[:50]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
