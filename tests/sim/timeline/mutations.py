# SPDX-License-Identifier: Apache-2.0
"""Ways to spoil a timeline, each of which the checker must refuse: what it is, and what does it to
the list of events. The timeline is one of three harts with COW faults and interrupts."""
import copy


def first(events, **wanted):
    return next(e for e in events if all(e.get(key) == value for key, value in wanted.items()))


def change(what, **wanted):
    """A mutation: `what` is done to the first event that has what is wanted."""
    return lambda events: what(first(events, **wanted))


def drop(**wanted):
    return lambda events: events.remove(first(events, **wanted))


def twice(**wanted):
    def mutate(events):
        at = events.index(first(events, **wanted))
        events.insert(at, copy.deepcopy(events[at]))
    return mutate


def swap_two(events):
    slices = [n for n, e in enumerate(events) if e["ph"] == "X" and e["tid"] == 0]
    a, b = slices[5], slices[30]
    events[a], events[b] = events[b], events[a]


def move_a_cycle(events):
    """From one phase to the next: every sum over the two stays."""
    phases = [e for e in events if e.get("cat") == "phase" and e["tid"] == 0]
    phases[3]["args"]["cycles"] += 1
    phases[4]["args"]["cycle"] += 1
    phases[4]["args"]["cycles"] -= 1


def longer(event):
    event["args"]["cycles"] += 30
    event["dur"] += 0.01


def overlap_in_time_only(event):
    event["dur"] += 0.001


def last_counter(name):
    def mutate(events):
        [e for e in events if e["name"] == name][-1]["args"]["frames"] += 1
    return mutate


MUTATIONS = {
    "a phase is missing": drop(cat="phase", name="fault.copy"),
    "a phase is there twice": twice(cat="phase", name="fault.pte"),
    "a phase has another's name": change(lambda e: e.update(name="idle"), name="fault.copy"),
    "a name nobody knows": change(lambda e: e.update(name="fault.swap"), name="fault.copy"),
    "a category nobody knows": change(lambda e: e.update(cat="phases"), name="fault.copy"),
    "a cycle is in the wrong phase": move_a_cycle,
    "a fault reaches beyond what follows": change(longer, name="fault cow_copy"),
    "a fault ends a nanosecond late": change(overlap_in_time_only, name="fault cow_copy"),
    "a fault of another kind": change(lambda e: e.update(name="fault cow_reuse"),
                                      name="fault cow_copy"),
    "a fork is missing": drop(cat="fork"),
    "a fork is a system call": change(lambda e: e.update(cat="syscall"), cat="fork"),
    "a shootdown is missing": drop(cat="shootdown"),
    "a target more": change(lambda e: e["args"].update(targets=3), cat="shootdown"),
    "an interrupt is missing": drop(name="ipi shootdown"),
    "an arrow has no beginning": drop(ph="s"),
    "an arrow has no end": drop(ph="f"),
    "an arrow begins twice": twice(ph="s"),
    "an arrow ends at another hart": change(lambda e: e.update(tid=e["tid"] ^ 1), ph="f"),
    "an arrow of another's number": change(lambda e: e.update(id=99999), ph="f"),
    "an arrow binds to what follows": change(lambda e: e.pop("bp"), ph="f"),
    "an exit is missing": drop(name="exit"),
    "frames are lost": last_counter("free frames"),
    "a page stays shared": last_counter("shared pages"),
    "a counter says what it said": twice(name="free frames"),
    "a hart has no name": drop(ph="M", name="thread_name"),
    "a process has no name": drop(ph="M", name="process_name"),
    "a hart that is not there": change(lambda e: e.update(tid=9), name="fault cow_copy"),
    "a process that is not there": change(lambda e: e.update(pid=9), name="fault cow_copy"),
    "before the beginning": change(lambda e: e.update(ts=-1), name="fault cow_copy"),
    "after the end": change(lambda e: e.update(ts=e["ts"] + 1e9), name="fault cow_copy"),
    "a time of another clock": change(lambda e: e.update(ts=e["ts"] + 0.1), name="fault cow_copy"),
    "less than a nanosecond": change(lambda e: e.update(ts=e["ts"] + 0.0001),
                                     name="fault cow_copy"),
    "user code has parts that do not add up":
        change(lambda e: e["args"].update({"user.memory": 12345}), name="user"),
    "an argument more": change(lambda e: e["args"].update(x=1), name="fault cow_copy"),
    "an argument less": change(lambda e: e["args"].pop("address"), name="fault cow_copy"),
    "a key more": change(lambda e: e.update(tdur=1), name="fault cow_copy"),
    "not in order": swap_two,
}
