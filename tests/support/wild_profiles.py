"""Thunderbird profiles as people have them: each a few files, and the accounts that Thunderbird 153 shows for them.

What stands in the rows was judged by hand first.  lab/test-profiles.py holds tegamictl against them, and
clients/test-profile-oracle.py the real Thunderbird.

An account is one line: ADDRESS RECEIVE SEND [user=…] [send_user=…] [auth=…] [send_auth=…] [kind=…] [name=…]; "-": none.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json

IMAPS = "imaps://imap.example.test:993"
SMTPS = "smtps://smtp.example.test:465"
TARO = "taro@example.test %s %s" % (IMAPS, SMTPS)


def literal(value):
    return json.dumps(value, ensure_ascii=False)


def js(prefs, keyword="user_pref", end="\n"):
    return "".join("%s(%s, %s);%s" % (keyword, literal(name), literal(value), end) for name, value in prefs.items())


def below(branch, prefs):
    return {"mail.%s.%s" % (branch, name): value for name, value in prefs.items() if value is not None}


def server(key="server1", **prefs):
    return below("server." + key, {"type": "imap", "hostname": "imap.example.test", "userName": "taro", "port": 993, "socketType": 3, **prefs})


def smtp(key="smtp1", **prefs):
    return below("smtpserver." + key, {"hostname": "smtp.example.test", "port": 465, "try_ssl": 3, "username": "taro", **prefs})


def identity(key="id1", address="taro@example.test", through="smtp1", **prefs):
    return below("identity." + key, {"useremail": address, "smtpServer": through, **prefs})


def account(key="account1", server_key="server1", identities="id1"):
    return below("account." + key, {"server": server_key, "identities": identities})


def lists(accounts="account1", smtps="smtp1", default="smtp1"):
    wanted = {"mail.accountmanager.accounts": accounts, "mail.smtpservers": smtps, "mail.smtp.defaultserver": default}
    return {name: value for name, value in wanted.items() if value is not None}


def plain(**replaced):
    """One account with all that it needs; @replaced: whole branches."""
    return {**replaced.get("lists", lists()), **replaced.get("account", account()), **replaced.get("server", server()),
            **replaced.get("identity", identity()), **replaced.get("smtp", smtp())}


def files(prefs=None, user=None):
    return {name: text if isinstance(text, (str, bytes)) else js(text) for name, text in (("prefs.js", prefs), ("user.js", user)) if text is not None}


TWO = {**plain(lists=lists("account1,account2", "smtp1,smtp2")), **account("account2", "server2", "id2"),
       **server("server2", hostname="pop.example.test", type="pop3", port=995, userName="jiro"), **identity("id2", "jiro@example.test", "smtp2"),
       **smtp("smtp2", hostname="mail.example.test", port=587, try_ssl=2, username="jiro")}
JIRO = "jiro@example.test pop3s://pop.example.test:995 smtp+starttls://mail.example.test:587"
OTHER_FIRST = 'user_pref("app.update.lastUpdateTime", 1700000000);\n'
SMALL = js({**lists(), **account(), **identity(), **smtp()})

# name, files, accounts.
PROFILES = [
    # Where prefs come from, and which file wins.
    ("only prefs.js", files(TWO), [TARO, JIRO]),
    ("only user.js", files(user=TWO), [TARO, JIRO]),
    ("user.js over prefs.js", files(plain(), {"mail.server.server1.port": 143, "mail.server.server1.socketType": 2}),
     ["taro@example.test imap+starttls://imap.example.test:143 " + SMTPS]),
    ("user.js names fewer accounts", files(TWO, {"mail.accountmanager.accounts": "account2"}), [JIRO]),
    ("user.js adds one to the list", files({**plain(), **{n: v for n, v in TWO.items() if "2" in n and n not in plain()}},
                                           {"mail.accountmanager.accounts": "account1,account2", "mail.smtpservers": "smtp1,smtp2"}), [TARO, JIRO]),
    ("empty files", files("", ""), []),
    ("no files", files(), []),
    # Accounts beside the list.
    ("appendaccounts adds to the list", files(TWO | {"mail.accountmanager.accounts": "account1", "mail.accountmanager.appendaccounts": "account2"}),
     [TARO, JIRO]),
    ("appendaccounts alone", files(user=TWO | {"mail.accountmanager.accounts": "", "mail.accountmanager.appendaccounts": " account2 , account1"}),
     [JIRO, TARO]),
    ("appendaccounts names one again", files(TWO | {"mail.accountmanager.accounts": "account2", "mail.accountmanager.appendaccounts": "account2,account1"}),
     [JIRO, TARO]),
    ("appendaccounts were appended before", files(TWO | {"mail.accountmanager.accounts": "account1", "mail.accountmanager.appendaccounts": "account2",
                                                         "mailnews.append_preconfig_accounts.version": 2}), [TARO]),
    ("listed twice", files(TWO | {"mail.accountmanager.accounts": "account1,account1,account2"}), [TARO, JIRO]),
    ("two accounts on one server branch", files(TWO | account("account2", "server1", "id2")), [TARO]),
    ("two branches for one server", files(TWO | server("server2")), [TARO]),
    ("one server on two ports", files(TWO | server("server2", port=1993)),
     [TARO, "jiro@example.test imaps://imap.example.test:1993 smtp+starttls://mail.example.test:587"]),
    ("spaces in the lists", files(TWO | {"mail.accountmanager.accounts": "account1, account2", "mail.smtpservers": "smtp1, smtp2",
                                         "mail.account.account1.identities": "id1, id2"}), [TARO, "jiro@example.test %s -" % IMAPS]),
    ("no server name", files(TWO | {"mail.server.server1.hostname": ""}), [JIRO]),
    ("listed, but not there", files(plain(lists=lists("account9,account1"))), [TARO]),
    # How the file is written.
    ("CR LF", files(js(plain(), end="\r\n")), [TARO]),
    ("CR alone", files("# old Mac\r" + js(plain(), end="\r")), [TARO]),
    ("BOM before the heading", files("\ufeff// Mozilla User Preferences\r\n" + OTHER_FIRST + js(plain(), end="\r\n")), [TARO]),
    ("BOM before an account's first pref", files("\ufeff" + js(account()) + js({**lists(), **identity(), **smtp(), **server()})), [TARO]),
    ("UTF-16", files(js(plain()).encode("utf-16")), []),
    ("comments everywhere", files("/* a;b */ # x;\n// y\n" + js(plain()).replace("(", " /*(*/ ( ").replace(";", " # z\n ; //w")), [TARO]),
    ("pref and sticky_pref are no prefs of a person", files(js(plain()) + 'pref("mail.server.server1.port", 1);\nsticky_pref("mail.server.server1.port", 2);\n'),
     [TARO]),
    ("written twice, the last one counts", files('user_pref("mail.server.server1.hostname", "old.example.test");\n' + js(plain())), [TARO]),
    ("single quotes and escapes", files(SMALL + r"""user_pref('mail.server.server1.hostname', 'im\x61p.\u0065xample.test');
user_pref("mail.server.server1.type", "\x69map");
user_pref("mail.server.server1.userName", "ta\"r\\o\'");
user_pref("mail.server.server1.socketType",+3); user_pref("mail.server.server1.port", 0993);
user_pref("mail.identity.id1.fullName", "\xe5\xa4\xaa\u90ce");
"""), [TARO + " user=ta\"r\\o' name=太郎"]),
    ("octal and unknown escapes are no strings", files(js(plain()) + r'user_pref("mail.server.server1.hostname", "\151map");' + "\n"), [TARO]),
    ("a broken line in the middle", files(SMALL + 'user_pref("mail.x", oops);\n' + js(server())), [TARO]),
    ("a line without its end swallows the next", files(SMALL + 'user_pref("mail.x", 1)\n' + js(server(type=None)) + js(server()).splitlines()[0] + "\n"), []),
    ("a string without its end", files(SMALL + js(server()) + 'user_pref("mail.x", "oops);\n' + js({"mail.server.server1.port": 1, "a.b": 1})), [TARO]),
    ("a merge's marks", files("<<<<<<< mine\n" + OTHER_FIRST + "=======\n" + OTHER_FIRST + ">>>>>>> theirs\n" + OTHER_FIRST + js(plain())), [TARO]),
    ("cut off in the middle", files(js(plain()) + 'user_pref("mail.server.server1.ho'), [TARO]),
    ("a comment without its end", files(js(plain()) + "/* user_pref(\"mail.server.server1.port\", 1);"), [TARO]),
    ("NUL ends the file", files(js(plain()) + "\0" + js({"mail.server.server1.port": 1})), [TARO]),
    ("a number too large is passed over", files(js(plain()) + 'user_pref("mail.server.server1.port", 99999999999);\n'), [TARO]),
    # Values.
    ("numbers as strings", files(plain(server=server(port="993", socketType="3"))), ["taro@example.test imap://imap.example.test:143 " + SMTPS]),
    ("port absent", files(plain(server=server(port=None), smtp=smtp(port=None))), [TARO]),
    ("port absent, nothing encrypted", files(plain(server=server(port=None, socketType=0), smtp=smtp(port=None, try_ssl=0))),
     ["taro@example.test imap://imap.example.test:143 smtp://smtp.example.test:587"]),
    ("port absent, STARTTLS, POP3", files(plain(server=server(type="pop3", port=None, socketType=2), smtp=smtp(port=0, try_ssl=2))),
     ["taro@example.test pop3+starttls://imap.example.test:110 smtp+starttls://smtp.example.test:587"]),
    ("isSecure, from before socketType", files(plain(server=server(socketType=None, isSecure=True))), [TARO]),
    ("isSecure without a port", files(plain(server=server(socketType=None, isSecure=True, port=None))), [TARO]),
    ("isSecure false", files(plain(server=server(socketType=None, isSecure=False, port=143))), ["taro@example.test imap://imap.example.test:143 " + SMTPS]),
    ("socketType before isSecure", files(plain(server=server(socketType=0, isSecure=True, port=143))),
     ["taro@example.test imap://imap.example.test:143 " + SMTPS]),
    ("socketType absent", files(plain(server=server(socketType=None, port=None))), ["taro@example.test imap://imap.example.test:143 " + SMTPS]),
    ("defaults of the person's own", files(plain(server=server(socketType=None, port=None)) |
                                           {"mail.server.default.socketType": 3, "mail.server.default.authMethod": 4, "mail.smtpserver.default.authMethod": 1}),
     [TARO + " auth=CRAM-MD5 send_auth=none"]),
    ("STARTTLS if available, from before 128", files(plain(server=server(port=143, socketType=1), smtp=smtp(port=587, try_ssl=1)) | {"mail.ui-rdf.version": 35}),
     ["taro@example.test imap+starttls://imap.example.test:143 smtp+starttls://smtp.example.test:587"]),
    ("every way to sign in", files(plain(server=server(authMethod=10), smtp=smtp(authMethod=1, username=None))), [TARO + " auth=XOAUTH2 send_auth=none"]),
    ("ways to sign in that have no name with us", files(plain(server=server(authMethod=0), smtp=smtp(authMethod=9))), [TARO + " auth=- send_auth=-"]),
    ("old ways to say how to sign in", files(plain(server=server(useSecAuth=True), smtp=smtp(auth_method=0, useSecAuth=True))), [TARO + " auth=PLAIN send_auth=PLAIN"]),
    ("realhostname is history", files(plain(server=server(hostname="old.example.test", realhostname="imap.example.test", realuserName="x"))),
     ["taro@example.test imaps://old.example.test:993 %s user=taro" % SMTPS]),
    ("capitals in a name", files(plain(server=server(hostname="IMAP.Example.Test"), smtp=smtp(hostname="SMTP.example.TEST"))),
     ["taro@example.test imaps://IMAP.Example.Test:993 smtps://SMTP.example.TEST:465"]),
    ("a name in Japanese", files(plain(server=server(hostname="メール.example.test", userName="太郎"))),
     ["taro@example.test imaps://メール.example.test:993 %s user=太郎" % SMTPS]),
    ("no user name", files(plain(server=server(userName=None), smtp=smtp(username=None))), [TARO + " user= send_user="]),
    # Identities, and what they send through.
    ("several identities, each with its own SMTP server", files(plain(account=account(identities="id1,id2,id3"), lists=lists(smtps="smtp1,smtp2")) |
                                                                identity("id2", "info@example.test", "smtp2") | identity("id3", "shop@example.test", None) |
                                                                smtp("smtp2", hostname="mail.example.test", username="info")),
     [TARO, "info@example.test %s smtps://mail.example.test:465 send_user=info" % IMAPS, "shop@example.test %s %s" % (IMAPS, SMTPS)]),
    ("one address, two SMTP servers", files(plain(account=account(identities="id1,id2"), lists=lists(smtps="smtp1,smtp2")) | identity("id2", through="smtp2") |
                                            smtp("smtp2", hostname="mail.example.test")), [TARO, "taro@example.test %s smtps://mail.example.test:465" % IMAPS]),
    ("an account without an identity", files(plain(account=account(identities=None))), ["- %s - user=taro" % IMAPS]),
    ("an identity that is not there", files(plain(account=account(identities="id9"))), ["- %s %s" % (IMAPS, SMTPS)]),
    ("no smtpServer: the default one", files(TWO | {"mail.identity.id1.smtpServer": "", "mail.smtp.defaultserver": "smtp2"}),
     ["taro@example.test %s smtp+starttls://mail.example.test:587" % IMAPS, JIRO]),
    ("no default one: the first", files({**plain(lists=lists(smtps="smtp2,smtp1", default=None), identity=identity(through=None)), **smtp("smtp2", hostname="mail.example.test")}),
     ["taro@example.test %s smtps://mail.example.test:465" % IMAPS]),
    ("a smtpServer that is gone", files(plain(identity=identity(through="smtp9"))), ["taro@example.test %s -" % IMAPS]),
    ("a default one that is gone", files(plain(identity=identity(through=None), lists=lists(default="smtp9"))), ["taro@example.test %s -" % IMAPS]),
    ("no SMTP servers listed", files(plain(lists=lists(smtps=None))), ["taro@example.test %s -" % IMAPS]),
    # Other kinds of account.
    ("Local Folders, unified folders, feeds, news, chat",
     files(plain(lists=lists("account1,account2,account3,account4,account5,account6")) | account("account2", "server2", None) |
           below("server.server2", {"type": "none", "hostname": "Local Folders", "userName": "nobody"}) | account("account3", "server3", None) |
           below("server.server3", {"type": "none", "hostname": "smart mailboxes", "userName": "nobody", "hidden": True}) | account("account4", "server4", None) |
           below("server.server4", {"type": "rss", "hostname": "Feeds", "userName": "nobody"}) | account("account5", "server5", "id1") |
           below("server.server5", {"type": "nntp", "hostname": "news.example.test", "userName": ""}) | account("account6", "server6", None) |
           below("server.server6", {"type": "im", "hostname": "prpl-irc", "userName": "taro"})), [TARO]),
    ("EWS beside IMAP",
     files(plain(lists=lists("account1,account2", "smtp1,ews1")) | account("account2", "server2", "id2") |
           below("server.server2", {"type": "ews", "hostname": "outlook.office365.com", "userName": "jiro@example.test", "authMethod": 10,
                                    "ews_url": "https://outlook.office365.com/EWS/Exchange.asmx"}) | identity("id2", "jiro@example.test", "ews1") |
           below("smtpserver.ews1", {"type": "ews"})), [TARO, "jiro@example.test - - kind=ews user=jiro@example.test"]),
    ("an add-on's kind of account", files(TWO | {"mail.server.server2.type": "owl"}), [TARO, "jiro@example.test - smtp+starttls://mail.example.test:587 kind=owl"]),
    ("Graph", files(plain(server=server(type="graph", hostname="graph.microsoft.com"))), ["taro@example.test - %s kind=graph" % SMTPS]),
]


def write(folder, texts):
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


FIELDS = {"user": "user", "send_user": "send_user", "auth": "authentication", "send_auth": "send_authentication", "kind": "kind", "name": "name"}


def line(row):
    """An account of tegamictl in the form of the table."""
    words = [row["address"] or "-", row["receive"] or "-", row["send"] or "-"]
    return " ".join(words + ["%s=%s" % (short, (row.get(field) if row.get(field) is not None else "-").replace(" ", "_")) for short, field in FIELDS.items()])


def same(expected, rows):
    """Whether these are the accounts, in this order; what a line does not say may be anything."""
    if len(expected) != len(rows):
        return False
    for wanted, row in zip(expected, rows):
        words, has = wanted.split(" "), line(row).split(" ")
        if words[:3] != has[:3] or not set(words[3:]) <= set(has[3:]):
            return False
    return True
