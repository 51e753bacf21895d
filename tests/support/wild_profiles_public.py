"""Thunderbird profiles of kinds that stand in public: what scripts, guides and programs write, with their sources in words.
Personal details are replaced.  The form is that of wild_profiles.py.

SPDX-License-Identifier: GPL-3.0-or-later
"""
from wild_profiles import account, below, files, identity, js, lists, plain, server, smtp

IMAPS = "imaps://imap.example.test:993"
SMTPS = "smtps://smtp.example.test:465"
LOCAL = account("account9", "server9", None) | below("server.server9", {"type": "none", "hostname": "Local Folders", "name": "Local Folders"})

PROFILES = [
    # A home-manager configuration in which the accounts have names of their own and user.js is all there is.
    ("named keys in user.js", files(user="    // declarative config\n\n" + js(
        lists("account_home,account_work", "smtp_home,smtp_work", "smtp_home") | {"mail.accountmanager.defaultaccount": "account_home"} |
        account("account_home", "server_home", "id_home") | identity("id_home", "hana@example.test", "smtp_home", fullName="Hana Sato", valid=True) |
        server("server_home", userName="hana@example.test", authMethod=3) | smtp("smtp_home", port=587, try_ssl=2, username="hana@example.test") |
        account("account_work", "server_work", "id_work") | identity("id_work", "sato@office.example.test", "smtp_work") |
        server("server_work", hostname="outlook.office365.com", userName="sato@office.example.test", authMethod=10, is_gmail=False) |
        smtp("smtp_work", hostname="smtp.office365.com", port=587, try_ssl=2, username="sato@office.example.test", authMethod=10))),
     ["hana@example.test %s smtp+starttls://smtp.example.test:587 name=Hana_Sato" % IMAPS,
      "sato@office.example.test imaps://outlook.office365.com:993 smtp+starttls://smtp.office365.com:587 auth=XOAUTH2 send_auth=XOAUTH2"]),
    # home-manager's own module: keys are hashes, numbers of try_ssl as it works them out, and Thunderbird's own file beside it.
    ("hashed keys, prefs.js of one start", files(
        js({"mail.accountmanager.localfoldersserver": "server1", "mail.server.server1.type": "none", "mail.server.server1.hostname": "Local Folders",
            "mail.account.account1.server": "server1", "mail.accountmanager.accounts": "account_5e,account1", "mail.account.lastKey": 1}),
        js(lists("account_5e", "smtp_5e", "smtp_5e") | account("account_5e", "server_5e", "id_5e") | server("server_5e", hostname="imap.example.test", port=143, socketType=2) |
           identity("id_5e", "hm@example.test", "smtp_5e") | smtp("smtp_5e", port=None, try_ssl=0))),
     ["hm@example.test imap+starttls://imap.example.test:143 smtp://smtp.example.test:587"]),
    # home-manager's module for Exchange: the outgoing half under another branch.
    ("EWS in user.js", files(user=lists("account_e", "ews_e", "ews_e") | account("account_e", "server_e", "id_e") | identity("id_e", "ken@example.test", "ews_e") |
                             below("server.server_e", {"type": "ews", "hostname": "ews.example.test", "userName": "ken", "port": 443, "socketType": 3, "authMethod": 6,
                                                       "ews_url": "https://ews.example.test/EWS/Exchange.asmx"}) |
                             {"mail.smtpserver.ews_e.type": "ews", "mail.outgoingserver.ews_e.ews_url": "https://ews.example.test/EWS/Exchange.asmx",
                              "mail.outgoingserver.ews_e.auth_method": 6}),
     ["ken@example.test - - kind=ews user=ken auth=NTLM"]),
    # A vendor's file from the days of Netscape: accounts and SMTP servers to append.
    ("a vendor's appended accounts", files(user={
        "mail.accountmanager.appendaccounts": "vendor_mail_account,vendor_news_account", "mail.account.vendor_mail_account.identities": "vendor_mail",
        "mail.account.vendor_news_account.identities": "vendor_news", "mail.account.vendor_mail_account.server": "vendor_mail_server",
        "mail.identity.vendor_mail.smtpServer": "vendor_smtp_server", "mail.smtpservers.appendsmtpservers": "vendor_smtp_server",
        "mail.smtp.defaultserver": "vendor_smtp_server", "mail.account.vendor_news_account.server": "vendor_news_server",
        "mail.identity.vendor_mail.useremail": "mike@vendor.example.test", "mail.server.vendor_mail_server.type": "imap",
        "mail.server.vendor_mail_server.hostname": "mail.vendor.example.test", "mail.server.vendor_mail_server.userName": "mike",
        "mail.server.vendor_news_server.type": "nntp", "mail.server.vendor_news_server.hostname": "news.vendor.example.test",
        "mail.smtpserver.vendor_smtp_server.hostname": "smtp.vendor.example.test"}),
     ["mike@vendor.example.test imap://mail.vendor.example.test:143 -"]),
    # A raspberry image's first-boot script: user.js with the local folders second.
    ("a first-boot script's user.js", files(user=plain(lists=lists("account1,account9")) | LOCAL | {"mail.accountmanager.localfoldersserver": "server9"}),
     ["taro@example.test %s %s" % (IMAPS, SMTPS)]),
    # A university's installer writes prefs.js with CR LF and Windows paths, port 587 with SSL.
    ("a university's installer", files(js(plain(lists=lists("account1,account9"), server=server(hostname="exchange.example.test", name="NU Exchange", directory="C:\\Users\\t\\Mail\\x"),
                                                smtp=smtp(port=587, description="NU Exchange Mail")) | LOCAL, end="\r\n")),
     ["taro@example.test imaps://exchange.example.test:993 smtps://smtp.example.test:587"]),
    # A Mac administration script of 2009: isSecure and socketType, auth_method, port 25 without encryption.
    ("a script of 2009", files(plain(server=server(isSecure=True, port=None, **{"namespace.personal": "\"\""}), smtp=smtp(port=25, try_ssl=0, auth_method=1))),
     ["taro@example.test %s smtp://smtp.example.test:25" % IMAPS]),
    # A mail robot's test bench: no SMTP at all, a password pref of long ago, no user name in the identity.
    ("a test bench", files(user=plain(lists=lists(smtps=None, default=None), server=server(hostname="127.0.0.1", port=10143, socketType=0, password="x", remember_password=True),
                                      identity=identity(through=None), smtp={})), ["taro@example.test imap://127.0.0.1:10143 -"]),
    # An extension's test profile: three accounts, POP3 with neither port nor encryption, no way to send.
    ("an extension's test profile", files(plain(lists=lists("account9,account1,account3", None, None), server=server(type="pop3", hostname="pop.work.example.test", port=None, socketType=None),
                                                identity=identity(through=None), smtp={}) | LOCAL | account("account3", "server3", "id3") | identity("id3", "own@example.test", None) |
                                          server("server3", type="pop3", hostname="pop.own.example.test", port=None, socketType=None, userName="own")),
     ["taro@example.test pop3://pop.work.example.test:110 -", "own@example.test pop3://pop.own.example.test:110 -"]),
    # A user.js for a capture server: authMethod 0, socketType beside try_ssl, no user name for sending.
    ("a capture server", files(plain(), {"mail.smtpserver.smtp1.hostname": "127.0.0.1", "mail.smtpserver.smtp1.port": 2525, "mail.smtpserver.smtp1.authMethod": 0,
                                         "mail.smtpserver.smtp1.auth_method": 0, "mail.smtpserver.smtp1.socketType": 0, "mail.smtpserver.smtp1.try_ssl": 0}),
     ["taro@example.test %s smtp://127.0.0.1:2525 send_auth=-" % IMAPS]),
    # A backup tool's test: lines that are no settings between those that are; the last is cut off.
    ("broken lines", files("das ist keine Einstellung\n" + js(server()).splitlines()[0] + "\n" + js(plain()) + "user_pref(kaputt\n"),
     ["taro@example.test %s %s" % (IMAPS, SMTPS)]),
    # Sieve's test profiles: realhostname beside hostname, CR LF.
    ("real names beside the old ones", files("\r\n" + js(plain(server=server(realhostname="real.example.test", realuserName="Real user")), end="\r\n")),
     ["taro@example.test %s %s user=taro" % (IMAPS, SMTPS)]),
    # A migration tool's canary: \u escapes and quotes in names.
    ("escapes in names", files(js(lists()) + js(account()) + js(smtp()) + js(server(userName=None)) + r"""user_pref("mail.server.server1.userName", "alice.sm\u00EFth");
user_pref("mail.identity.id1.useremail", "alice@example.test"); user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.identity.id1.fullName", "Alice \"Al\" Example");
"""), ["alice@example.test %s %s user=alice.smïth name=Alice_\"Al\"_Example" % (IMAPS, SMTPS)]),
    # DavMail's guide: everything on this computer, without encryption, ports of its own.
    ("a gateway on this computer", files(plain(server=server(hostname="localhost", port=1143, socketType=0, userName="CORP\\taro"), smtp=smtp(hostname="localhost", port=1025, try_ssl=0))),
     ["taro@example.test imap://localhost:1143 smtp://localhost:1025 user=CORP\\taro"]),
    # Proton's bridge: STARTTLS on 127.0.0.1.
    ("a bridge", files(plain(server=server(hostname="127.0.0.1", port=1143, socketType=2), smtp=smtp(hostname="127.0.0.1", port=1025, try_ssl=2))),
     ["taro@example.test imap+starttls://127.0.0.1:1143 smtp+starttls://127.0.0.1:1025"]),
    # ExQuilla and Owl, add-ons for Exchange, one after the other, both long gone.
    ("add-ons for Exchange", files(plain(lists=lists("account1,account2,account3")) | account("account2", "server2", "id2") | identity("id2", "ex@example.test", "exquilla1") |
                                   below("server.server2", {"type": "exquilla", "hostname": "ex.example.test", "userName": "ex", "secondsToLeaveUnavailable": 2592000}) |
                                   account("account3", "server3", "id3") | identity("id3", "owl@example.test", None) |
                                   below("server.server3", {"type": "owl", "hostname": "outlook.office.com", "userName": "owl@example.test"})),
     ["taro@example.test %s %s" % (IMAPS, SMTPS), "ex@example.test - - kind=exquilla user=ex", "owl@example.test - %s kind=owl" % SMTPS]),
    # Movemail, of which the code was removed from Thunderbird.
    ("movemail", files(plain(lists=lists("account1,account2")) | account("account2", "server2", None) |
                       below("server.server2", {"type": "movemail", "hostname": "localhost", "userName": "taro"})),
     ["taro@example.test %s %s" % (IMAPS, SMTPS), "- - - kind=movemail user=taro"]),
    # Two Gmail accounts on one host, with aliases; SMTP shared.
    ("two users of one host, with aliases", files(plain(lists=lists("account1,account2", "smtp1,smtp2"), account=account(identities="id1,id3"),
                                                        server=server(hostname="imap.gmail.com", userName="taro@gmail.com", authMethod=10), smtp=smtp(hostname="smtp.gmail.com", username="taro@gmail.com", authMethod=10)) |
                                                  identity("id1", "taro@gmail.com") | identity("id3", "taro@alias.example.test") | account("account2", "server2", "id2") |
                                                  server("server2", hostname="imap.gmail.com", userName="hana@gmail.com", authMethod=10) | identity("id2", "hana@gmail.com", "smtp2") |
                                                  smtp("smtp2", hostname="smtp.gmail.com", username="hana@gmail.com", authMethod=10)),
     ["taro@gmail.com imaps://imap.gmail.com:993 smtps://smtp.gmail.com:465 user=taro@gmail.com", "taro@alias.example.test imaps://imap.gmail.com:993 smtps://smtp.gmail.com:465",
      "hana@gmail.com imaps://imap.gmail.com:993 smtps://smtp.gmail.com:465 user=hana@gmail.com send_user=hana@gmail.com"]),
    # POP3 with its mail in the local folders ("global inbox"), and a reply address.
    ("a global inbox", files(plain(lists=lists("account9,account1"), server=server(type="pop3", hostname="pop.example.test", port=995, deferred_to_account="account9", leave_on_server=True)) | LOCAL |
                             {"mail.accountmanager.localfoldersserver": "server9"}), ["taro@example.test pop3s://pop.example.test:995 " + SMTPS]),
    # A guide's user.js written in Notepad: BOM, CR LF, block comment, typographic quotes in one line.
    ("Notepad and a blog's quotes", files(js(plain()), "\ufeff/* my settings */\r\nuser_pref(“mail.server.server1.port”, 143);\r\nuser_pref(\"mail.server.server1.socketType\", 2);\r\n"),
     ["taro@example.test imap+starttls://imap.example.test:993 " + SMTPS]),
    # A forgotten quote: all up to the next one is a string, and nothing after it means what it meant.
    ("a forgotten quote in user.js", files(js(plain()), 'user_pref("mail.server.server1.port, 143);\nuser_pref("mail.server.server1.socketType", 2);\nuser_pref("mail.identity.id1.useremail", "x@example.test");\n'),
     ["taro@example.test %s %s" % (IMAPS, SMTPS)]),
    # Values in Latin-1, from before everything was UTF-8.
    ("Latin-1", files(js(plain(server=server(name="B\u00fcro"))).encode("latin-1")), ["taro@example.test %s %s" % (IMAPS, SMTPS)]),
    # A profile in which a server was removed by hand, its account left in the list.
    ("remains of an account", files(plain(lists=lists("account1,account2")) | account("account2", "server2", "id2") | identity("id2", "gone@example.test") |
                                    below("server.server2", {"type": "imap", "userName": "gone"})), ["taro@example.test %s %s" % (IMAPS, SMTPS)]),
    # A server name that is none, as people type it.
    ("an address typed as a server", files(plain(server=server(hostname="https://mail.example.test/"))), ["taro@example.test imaps://https%3A%2F%2Fmail.example.test%2F:993 " + SMTPS]),
    # IPv6 and odd ports.
    ("IPv6", files(plain(server=server(hostname="fd00::25", port=10993), smtp=smtp(hostname="fd00::25", port=2465))),
     ["taro@example.test imaps://[fd00::25]:10993 smtps://[fd00::25]:2465"]),
    # The unified folders' account, which Thunderbird makes for itself, was written into the list by a sync tool.
    ("unified folders in the list", files(plain(lists=lists("account8,account1")) | account("account8", "server8", None) |
                                          below("server.server8", {"type": "none", "hostname": "smart mailboxes", "hidden": True, "userName": "nobody"})),
     ["taro@example.test %s %s" % (IMAPS, SMTPS)]),
]
