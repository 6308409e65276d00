#!/usr/bin/env python3
"""A second verifier of a ledger file, written from docs/file-format.md; Python 3.8 or newer, standard library only.
    python3 verify.py ledger.db [--checkpoint FILE ...] [--key FILE-OR-TEXT] [--json]
Finds what `ledger verify` finds, under the same codes and exit codes; compares no snapshots and no read model. Keeps every stream in memory."""
import argparse, base64, hashlib, json, os, re, sqlite3, sys

FAMILIES = {
    10: "hash_mismatch root_mismatch node_mismatch",
    11: "position_gap revision_gap commit_gap envelope_mismatch undecodable_event time_reversed",
    12: "conservation_broken balance_mismatch balance_negative lots_mismatch reversal_above_original",
    13: "checkpoint_malformed checkpoint_of_other_log signature_invalid truncated_before_checkpoint forked_from_checkpoint"}
BOOKS, MEMBER = "issued pending available held redeemed expired adjusted debt".split(), "pending available held debt".split()
# Members of an event's data that put points into lots, and those that take them out.
INTO = {"earned": "lot", "captured": "released", "released": "released", "adjusted": "lot", "reinstated": "slices", "transferred.in": "lots"}
OUT_OF = {**dict.fromkeys("held redeemed adjusted clawed.back transferred.out debt.paid".split(), "slices"), "expired": "lots"}
KNOWN = {*INTO, *OUT_OF, "activated", "frozen", "unfrozen", "lot.expiry.moved", "expiry.warned"}
findings, counts = [], {}
def report(code, detail, **where):
    counts[code] = counts.get(code, 0) + 1
    if counts[code] <= 20: findings.append({"code": code, **where, "detail": detail})
# ---- the tree: RFC 6962 --------------------------------------------------------------------------------------------
def sha256(data): return hashlib.sha256(data).digest()
class Tree:
    """The right edge of a growing tree: one hash for each complete subtree, largest first."""
    def __init__(self, size=0, edge=()): self.size, self.edge = size, list(edge)
    def append(self, leaf):
        done, index, level, value = [], self.size, 0, leaf
        while index % 2:
            value, index, level = sha256(b"\1" + self.edge.pop() + value), index // 2, level + 1
            done.append((level, index, value))
        self.edge.append(value); self.size += 1
        return done
    def root(self):
        value = self.edge[-1] if self.edge else sha256(b"")
        for left in self.edge[-2::-1]: value = sha256(b"\1" + left + value)
        return value
# ---- Ed25519: RFC 8032 section 5.1.7 -------------------------------------------------------------------------------
P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
def plus(a, b):
    s, t, u, v = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0]), 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    return (t - s) * (v - u) % P, (v + u) * (t + s) % P, (v - u) * (v + u) % P, (t - s) * (t + s) % P
def times(n, point):
    rest = times(n // 2, plus(point, point)) if n else (0, 1, 1, 0)
    return plus(rest, point) if n % 2 else rest
def point(data):
    sign, y = divmod(int.from_bytes(data, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P: x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign): raise ValueError("no point of the curve")
    x = P - x if x % 2 != sign else x
    return x, y, 1, x * y % P
def signed(public, message, signature):
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= Q: return False
    try: a, r = point(public), point(signature[:32])
    except ValueError: return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = times(s, point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))), plus(r, times(h, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))
# ---- checkpoints: C2SP tlog-checkpoint -----------------------------------------------------------------------------
def open_checkpoint(name, note, key, log_id):  # [(name, size, root)] if the key has signed it over this log; else a finding
    match = re.fullmatch("(([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/=]+)\n(?:[^\n]+\n)*)\n((?:\u2014 \\S+ [A-Za-z0-9+/=]+\n)+)", note)
    if not match or len(base64.b64decode(match[4])) != 32: return report("checkpoint_malformed", f"{name} is no signed checkpoint") or []
    signatures = [base64.b64decode(line.split(" ")[2]) for line in match[5].splitlines() if line.split(" ")[1] == key[0]]
    if not any(one[:4] == key[1] and signed(key[2], match[1].encode(), one[4:]) for one in signatures): return report("signature_invalid", f"{name} is not signed by {key[0]}") or []
    if match[2] != f"loyalty-ledger/{log_id}": return report("checkpoint_of_other_log", f"{name} is of {match[2]}") or []
    return [(name, int(match[3]), base64.b64decode(match[4]))]
def open_key(text):
    match = re.fullmatch(r"(.+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)\s*", open(text).read() if os.path.exists(text) else text)
    data = base64.b64decode(match[3]) if match else b""
    if len(data) != 33 or data[0] != 1 or sha256(match[1].encode() + b"\n" + data)[:4].hex() != match[2]: raise ValueError("--key: no Ed25519 verifying key")
    return match[1], bytes.fromhex(match[2]), data[1:]
# ---- one event -----------------------------------------------------------------------------------------------------
def whole(value): return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 2**53 and value == int(value)
def open_line(text, position, stream, revision):
    try: event = json.loads(text, parse_constant=lambda name: int(name))  # NaN is no JSON, and int() refuses it
    except (ValueError, RecursionError): event = None
    good = isinstance(event, dict) and isinstance(event.get("data"), dict) and all(isinstance(event.get(name), str) for name in "type command actor recordedAt effectiveAt".split())
    if not good or any(len(event[name]) != 24 or event[name][-1] != "Z" for name in ("recordedAt", "effectiveAt")):
        return report("undecodable_event", "the line is no event", position=position, stream=stream)
    if text.startswith(f'{{"position":{position},"stream":"{stream}","revision":{revision},"type":"') and (event["position"], event["stream"], event["revision"]) == (position, stream, revision): return event
    return report("envelope_mismatch", "the line says something else than the columns", position=position, stream=stream)
# ---- what events of points mean: each answers the code of what is wrong, or None -----------------------------------
def conservation(event):
    postings = event["data"].get("postings") or {}
    return None if isinstance(postings, dict) and all(name in BOOKS and whole(postings[name]) for name in postings) and sum(postings.values()) == 0 else "conservation_broken"
def part(text):  # an id as a part of a stream's name
    escaped = re.sub(r"[^A-Za-z0-9_@:-]", lambda c: "".join(f"~{byte:02x}" for byte in c[0].encode()), text)
    return escaped if len(escaped) <= 90 else "~~" + sha256(text.encode()).hex()[:32]
def parts(value):
    found = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(one["lotId"], str) and whole(one["points"]) and one["points"] >= 0 for one in found): raise ValueError("no slice of a lot")
    return [(one["lotId"], one["points"]) for one in found]
def put(register, lot, points):
    register[lot] = register.get(lot, 0) + points
    if register[lot] == 0: del register[lot]
def account(state, event):
    kind, data = re.sub(r"^points\.|\.v1$", "", event["type"]), event["data"]
    if event["type"] != f"points.{kind}.v1" or kind not in KNOWN: return "undecodable_event"
    if event["stream"] != f"pointsAccount-{data['wallet']}.{part(data['memberId'])}": return "envelope_mismatch"
    books, lots, pending, holds = state.setdefault("books", dict.fromkeys(MEMBER, 0)), *(state.setdefault(name, {}) for name in ("lots", "pending", "holds"))
    for name in MEMBER: books[name] += data["postings"].get(name, 0)
    if not all(whole(data["balances"].get(name)) and data["balances"][name] == books[name] for name in MEMBER): return "balance_mismatch"
    if min(books["pending"], books["available"], books["held"], -books["debt"]) < 0: return "balance_negative"
    for lot, points in parts(data.get(OUT_OF.get(kind))):
        source = lots if lots.get(lot, 0) >= points else pending
        if source.get(lot, 0) < points: return "lots_mismatch"
        put(source, lot, -points)
    for lot, points in parts(data["lots"]) if kind == "activated" else []:
        if pending.pop(lot, 0) != points: return "lots_mismatch"
        put(lots, lot, points)
    total = lambda *names: sum(points for name in names for _, points in parts(data.get(name)))
    if kind == "held" and (total("slices") != data["points"] or data["holdId"] in holds): return "lots_mismatch"
    if kind == "held": put(holds, data["holdId"], data["points"])
    resolves = {"captured": ("slices", "released", "expired"), "released": ("released", "expired")}.get(kind)
    if resolves and holds.pop(data["holdId"], 0) != total(*resolves): return "lots_mismatch"
    for lot, points in parts(data.get(INTO.get(kind))): put(pending if "pending" in data["postings"] else lots, lot, points)
    return None if [sum(one.values()) for one in (pending, lots, holds)] == [books[name] for name in MEMBER[:3]] else "lots_mismatch"
def reversal(state, event):
    of, points, reached = (event["data"].get(name) for name in ("originalPoints", "points", "totalPoints"))
    before, state["reached"], state["of"] = dict(state), reached, of
    return None if all(map(whole, (of, points, reached))) and points >= 0 and reached == before.get("reached", 0) + points <= of == before.get("of", of) else "reversal_above_original"
# ---- the log -------------------------------------------------------------------------------------------------------
def verify(db, checkpoints):
    one = lambda sql, *values: (db.execute(sql, values).fetchone() or (None,))[0]
    size, streams, expected, recorded, wrong = max(one("SELECT max(position) FROM events") or 0, 0), {}, 1, "", False
    tree, other, broken = Tree(), None, False  # `other`: over the stored leaves, from where one is not the hash of its line
    commits = db.execute("SELECT number, position, CAST(recorded_at AS TEXT), root FROM commits ORDER BY number")
    last, following, agreed = (0, 0, b""), commits.fetchone(), set()
    def leads_to(root):
        nonlocal tree, other
        if tree.root() != root and other and other.root() == root: tree = other
        other = None if tree.root() == root else other
        return tree.root() == root
    def reached(position):
        nonlocal last, following, wrong, agreed
        while following and following[1] <= position:
            number, end, at, root = following
            if number != last[0] + 1: report("commit_gap", f"commit {number} comes after {last[0]}", commit=number)
            if at < last[2]: report("time_reversed", f"commit of {at} comes after one of {last[2]}", commit=number)
            if end < last[1]: report("commit_gap", f"commit {number} ends at {end}, the one before at {last[1]}", commit=number)
            elif not broken and end == tree.size:
                wrong, before = not leads_to(root), wrong
                if wrong and not before: report("root_mismatch", "the events up to here make another root", commit=number, position=end)
            last, following = (number, end, at), commits.fetchone()
        if not broken: agreed |= {name for name, at, root in checkpoints if at == position and leads_to(root)}
    reached(0)
    for position, name, revision, raw, leaf in db.execute("SELECT position, name, revision, line, leaf FROM events JOIN streams ON streams.id = events.stream ORDER BY position"):
        stream, text = name.decode(), raw.decode("utf-8", "replace")
        where, made = {"position": position, "stream": stream}, sha256(b"\0" + text.encode())
        if position != expected: report("position_gap", f"{position} comes where {expected} should", **where); broken = True; reached(position - 1)
        expected = max(expected, position + 1)
        if position < 1: continue
        if made != leaf: report("hash_mismatch", f"the line hashes to {made.hex()}", **where)
        if not broken:
            if made != leaf and len(leaf) == 32 and not other: other = Tree(tree.size, tree.edge)
            done, theirs = tree.append(made), other.append(leaf if len(leaf) == 32 else made) if other else []
            for i, (level, place, value) in enumerate(done):
                if level >= 8 and one("SELECT hash FROM nodes WHERE level = ? AND place = ?", level, place) not in [value, *(node[2] for node in theirs[i:i + 1])]:
                    report("node_mismatch", f"node {place} of level {level} is not {value.hex()}", position=(place + 1) * 2**level)
        event, known = open_line(text, position, stream, revision), streams.setdefault(stream, [0, {}])
        if event:
            if event["recordedAt"] < recorded: report("time_reversed", f"recorded at {event['recordedAt']}, after {recorded}", **where)
            recorded = max(recorded, event["recordedAt"])
            if following and following[0] == last[0] + 1 and following[2].decode() != event["recordedAt"]: report("envelope_mismatch", "recorded at another time than its commit", **where)
        reached(position)
        if revision != known[0] + 1: report("revision_gap", f"revision {revision} comes after {known[0]}", **where)
        if revision != known[0] + 1 or not event: known[1] = None
        known[0] = max(known[0], revision)
        code = conservation(event) if event and stream.startswith("pointsAccount-") else None
        judge = {"pointsAccount": account, "pointsReversal": reversal}.get(stream.split("-")[0])
        try: code = code or (judge(known[1], event) if judge and known[1] is not None else None)
        except (KeyError, TypeError, ValueError, AttributeError): code = "undecodable_event"
        if code: report(code, f"revision {revision} does not agree with the events before it", **where); known[1] = None
    if last[1] < size: report("commit_gap", f"the events go to {size}, the last commit to {last[1]}", position=last[1] + 1)
    if following: report("position_gap", f"commit {following[0]} ends at {following[1]}, the events at {size}", position=size + 1)
    for name, at, _ in checkpoints:
        if name not in agreed: report("truncated_before_checkpoint" if at > size else "forked_from_checkpoint", f"{name} was signed over {at} events", position=min(at, size))
    return {"size": size, "streams": len(streams), "root": None if broken else tree.root().hex()}
def main():
    parser = argparse.ArgumentParser(description="Verify a ledger file. Exit codes are those of `ledger verify`.")
    parser.add_argument("file"); parser.add_argument("--checkpoint", nargs="+", default=[]); parser.add_argument("--key"); parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.checkpoint and not given.key: parser.error("--checkpoint goes with --key")
    try:
        key = given.key and open_key(given.key)
        db = sqlite3.connect(f"file:{given.file}?mode=ro", uri=True); db.text_factory = bytes; db.execute("BEGIN")
        if [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")] != [0x4C594C47, 3]: raise sqlite3.DatabaseError("not a ledger of format 3")
        log_id = db.execute("SELECT value FROM log WHERE name = 'id'").fetchone()[0].decode()
        told = verify(db, [one for name in given.checkpoint for one in open_checkpoint(name, open(name, encoding="utf-8").read(), key, log_id)])
    except sqlite3.Error as error: print(f"verify.py: {given.file}: {error}", file=sys.stderr); return 3
    except (OSError, ValueError) as error: print(f"verify.py: {error}", file=sys.stderr); return 2
    families = {code for code, names in FAMILIES.items() for found in counts if found in names.split()}
    code = 0 if not families else 1 if len(families) > 1 else families.pop()
    if given.json: print(json.dumps({"ok": code == 0, "exitCode": code, "logId": log_id, **told, "counts": counts, "findings": findings}, indent=2))
    else: print(f"log {log_id}, {told['size']} events, root {told['root']}", *(json.dumps(one) for one in findings), "Clean." if code == 0 else f"{sum(counts.values())} findings", sep="\n")
    return code
if __name__ == "__main__": sys.exit(main())
