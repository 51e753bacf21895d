"""What sentences claim (sentence-claims.tsv), against what the steps and the conversation of a check show, and nothing that
the program makes of them.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import pathlib
import re

SECRET = "●●●"  # what stands in a conversation in the place of a credential
SIDES = ("receive", "send")


def read_claims():
    lines = pathlib.Path(__file__).with_name("sentence-claims.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(fact, re.compile(pattern)) for fact, pattern in rows]


CLAIMS = read_claims()
# A remedy that speaks of another server name.
RENAMES = re.compile(r"[Ss]erver name|server’s own name|the server that|サーバー名|[Uu]se (?!port|STARTTLS|SSL|POP3|IMAP)[\w-]+(\.[\w-]+)*\b(?=[.,] |[.,]$)")


def host_of(url):
    return re.match(r"\w+(?:\+starttls)?://(\[[^]]*\]|[^:/]*)", url).group(1) if url else None


def facts(side, findings):
    """One side of a check, as its steps and its conversation show it."""
    steps = {step["id"]: step["outcome"] for step in side["steps"]}
    lines = side["conversation"]
    tls = side["tls"] or {"version": None, "trusted": False, "pinned": False}
    encrypted = tls["version"] is not None
    behind = lines[next((i for i, line in enumerate(lines) if line.startswith("* TLS")), len(lines)):]
    sent = any(line.startswith("C: ") and SECRET in line for line in lines)
    proven = encrypted and tls["trusted"] and not tls["pinned"]
    accepted = steps.get("sign-in") == "ok" or "[IN-USE]" in str(side["server_text"])
    # A second look at the port is told as evidence.
    looked = any(re.search(r"^Port \d+ (answered|began)|^ポート ?\d+ ?(から|は|の)", line) for finding in findings for line in finding["evidence"])
    return {
        "heard": looked or encrypted or any(line.startswith("S: ") for line in lines),
        "encrypted": encrypted,
        "encrypted_and_heard": encrypted and any(line.startswith("S: ") for line in behind),
        "proven": proven,
        "sent": sent,
        "password_itself_sent": sent and not str(side["authentication"]).startswith("SCRAM"),
        "signed_in": steps.get("sign-in") == "ok",
        "accepted": accepted,
        "works": steps.get("sign-in") == "ok" and side["reached"] == "done",
        "settings_right": accepted or (proven and side["reached"] in ("sign-in", "mailbox", "envelope", "done")),
        "elsewhere": False,
    }


def false_claims(text, about):
    """@about: pairs of the facts of a side and of the other one (or None).  The facts that @text claims, and that are not so."""
    def holds(fact, seen, other):
        wanted = not fact.startswith("!")
        name = fact.lstrip("!")
        known = other if name.startswith("other.") else seen
        return known is not None and known[name.removeprefix("other.")] == wanted

    return [fact for fact, phrase in CLAIMS if phrase.search(text) and not all(holds(fact, *pair) for pair in about)]


def says_another_name(check, remedy):
    """Whether a remedy speaks of another server name where the name stays."""
    change = remedy["change"]
    if change is None:
        return False
    renamed = any(change.get(side) and check[side] and host_of(change[side]) != host_of(check[side]["url"]) for side in SIDES)
    return RENAMES.search(remedy["text"]) is not None and not renamed


def complaints(check):
    """Of one answer of tegamictl check --json: every sentence in it that says more than was seen."""
    seen = {side: facts(check[side], [finding for finding in check["findings"] if finding["side"] in (side, "both")])
            for side in SIDES if check[side] is not None}
    found = []

    def judge(where, text, sides):
        pairs = [(seen[side], seen.get(SIDES[side == "receive"])) for side in sides if side in seen]
        found.extend("%s: %s: %s" % (where, fact, text) for fact in false_claims(text, pairs))

    for finding in check["findings"]:
        sides = [finding["side"]] if finding["side"] in SIDES else SIDES
        for text in (finding["title"], finding["cause"], *[remedy["text"] for remedy in finding["remedies"]], *finding["evidence"]):
            judge(finding["id"], text, sides)
        found += ["%s: the name stays: %s" % (finding["id"], remedy["text"]) for remedy in finding["remedies"] if says_another_name(check, remedy)]
    for side in seen:
        for step in check[side]["steps"]:
            judge("%s, %s" % (side, step["id"]), step["text"], [side])
    return found
