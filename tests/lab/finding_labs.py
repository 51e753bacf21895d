"""Dovecot and Postfix, misconfigured for real, for the table of findings (finding_scenarios.py).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import concurrent.futures
import contextlib
import fcntl
import imaplib
import os
import pathlib
import poplib
import shutil
import socket
import ssl
import tempfile

import maillab
import village
from patience import TALK

PASSWORD, AT = maillab.PASSWORD, "@" + maillab.DOMAIN
GUEST = "guest@elsewhere.test"

# PAM's answer to a right password that is too old, which Dovecot passes on.
PAM_SERVICES = {"tegami-expired": "auth required pam_permit.so\naccount required pam_debug.so acct=new_authtok_reqd\n"}
# checkpassword's way of saying "not now, and this is why".  It hears Dovecot out first: one that hangs up on it has failed.
DOWN = """#!/bin/sh
cat <&3 >/dev/null
reason="The server is down for maintenance until noon" nologin=y EXTRA="reason nologin"
export reason nologin EXTRA
exec "$1"
"""
ONLY_TLS_1_0 = """openssl_conf = init
[init]
ssl_conf = ssl
[ssl]
system_default = all
[all]
MinProtocol = TLSv1
MaxProtocol = TLSv1
CipherString = ALL:@SECLEVEL=0
"""


def office(folder):
    """Passwords over TLS only, a quota of one message, one POP3 session for each mailbox, senders that
    are looked at, nothing passed on."""
    (folder / "down").write_text(DOWN, encoding="ascii")
    (folder / "down").chmod(0o755)
    owners = {name + AT: name + AT for name in ("hanako", "full", "expired")}
    owners.update({GUEST: GUEST, "foreign" + AT: "somebody"})
    return {
        "users": dict.fromkeys(["hanako" + AT, "full" + AT, "foreign" + AT, "open" + AT, GUEST], PASSWORD),
        "smtpd": {"smtpd_tls_security_level": "encrypt",
                  "smtpd_relay_restrictions": "reject_unauth_destination",
                  "smtpd_sender_restrictions": "reject_sender_login_mismatch",
                  "smtpd_sender_login_maps": "inline:{ %s }" % " ".join("{%s=%s}" % item for item in owners.items()),
                  "smtpd_recipient_restrictions": "check_policy_service unix:private/quota-status, permit"},
        "dovecot": """
passdb {
  driver = pam
  args = tegami-expired
  username_filter = expired@*
}
passdb {
  driver = checkpassword
  args = %(folder)s/down
  username_filter = down@*
}
pop3_lock_session = yes
mail_plugins = $mail_plugins quota
plugin {
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:messages=1
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = "552 5.2.2 Mailbox is full"
}
service quota-status {
  executable = quota-status -p postfix
  unix_listener %(folder)s/queue/private/quota-status {
    mode = 0660
    user = postfix
  }
}
""" % {"folder": folder}}


def crowded(_):
    """One connection for each person and one for each client, and mailboxes in one file each."""
    one = "protocol %s {\n  mail_max_userip_connections = 1\n}\n"
    return {"users": dict.fromkeys(["hanako" + AT, "locked" + AT], PASSWORD),
            "smtpd": {"smtpd_client_connection_count_limit": "1"},
            "postfix": "smtpd_client_event_limit_exceptions =\nsmtpd_timeout = 3600s",  # who takes up the room stays
            "dovecot": "mail_location = mbox:~/mbox:INBOX=~/inbox\nmbox_read_locks = fcntl\nmbox_lock_timeout = 1 secs\n"
                       + one % "imap" + one % "pop3"}


def old(folder):
    """TLS 1.0 only; and Postfix is down for maintenance as soon as it may speak."""
    (folder / "openssl").write_text(ONLY_TLS_1_0, encoding="ascii")
    ciphers = "tls_medium_cipherlist = ALL:@SECLEVEL=0\nsmtpd_tls_protocols = TLSv1\nsmtpd_tls_mandatory_protocols = TLSv1\n"
    return {"smtpd": {"smtpd_client_restrictions": "check_client_access static:{421 4.3.2 Down for maintenance}",
                      "smtpd_delay_reject": "no"},
            "dovecot": "import_environment = OPENSSL_CONF=%s/openssl\n" % folder
                       + "ssl_min_protocol = TLSv1\nssl_cipher_list = ALL:@SECLEVEL=0\n",
            "postfix": ciphers + "import_environment = MAIL_CONFIG MAIL_LOGTAG TZ LANG=C OPENSSL_CONF=%s/openssl" % folder}


def relaxed(_):
    """Dovecot takes passwords in clear; Postfix offers AUTH after STARTTLS only, and defers everybody."""
    return {"disable_plaintext_auth": False, "smtpd": {"smtpd_tls_auth_only": "yes", "smtpd_client_restrictions": "defer"}}


LABS = {"office": office, "crowded": crowded, "old": old, "relaxed": relaxed}

# Scenario → lab, person, scheme of the URL, and the port where it is not the scheme's own.
SCENARIOS = {
    "imaps-works": ("office", "hanako" + AT, "imaps"),
    "pop3s-works": ("office", "hanako" + AT, "pop3s"),
    "smtps-works": ("office", "hanako" + AT, "smtps"),
    "submission-works": ("office", "hanako" + AT, "smtp+starttls"),
    "imap-plaintext-off": ("office", "hanako" + AT, "imap"),
    "pop3-plaintext-off": ("office", "hanako" + AT, "pop3"),
    "imap-plaintext-on": ("relaxed", "hanako" + AT, "imap"),
    "starttls-required": ("office", "hanako" + AT, "smtp"),
    "auth-only-after-tls": ("relaxed", "hanako" + AT, "smtp"),
    "imaps-expired": ("office", "expired" + AT, "imaps"),
    "pop3s-expired": ("office", "expired" + AT, "pop3s"),
    "smtps-expired": ("office", "expired" + AT, "smtps"),
    "imaps-maintenance": ("office", "down" + AT, "imaps"),
    "pop3s-maintenance": ("office", "down" + AT, "pop3s"),
    "submission-maintenance": ("old", "hanako" + AT, "smtp+starttls"),
    "smtps-deferred": ("relaxed", "hanako" + AT, "smtps"),
    "over-quota": ("office", "full" + AT, "smtps"),
    "over-quota-reads": ("office", "full" + AT, "imaps"),
    "sender-mismatch": ("office", "foreign" + AT, "smtps"),
    "relay-denied": ("office", GUEST, "smtp+starttls"),
    "imaps-crowded": ("crowded", "hanako" + AT, "imaps"),
    "pop3s-crowded": ("crowded", "hanako" + AT, "pop3s"),
    "submission-crowded": ("crowded", "hanako" + AT, "smtp+starttls"),
    "pop3s-open-elsewhere": ("office", "open" + AT, "pop3s"),
    "pop3s-locked": ("crowded", "locked" + AT, "pop3s"),
    "imaps-locked": ("crowded", "locked" + AT, "imaps"),
    "imaps-tls-1.0": ("old", "hanako" + AT, "imaps"),
    "pop3-tls-1.0": ("old", "hanako" + AT, "pop3+starttls"),
    "smtps-tls-1.0": ("old", "hanako" + AT, "smtps"),
    "imaps-on-smtps": ("office", "hanako" + AT, "imaps", "smtps"),
    "imap-on-pop3": ("office", "hanako" + AT, "imap+starttls", "pop3"),
    "submission-on-imap": ("office", "hanako" + AT, "smtp+starttls", "imap"),
    "imaps-on-imap": ("office", "hanako" + AT, "imaps", "imap"),
    "submission-on-smtps": ("office", "hanako" + AT, "smtp+starttls", "smtps"),
}


def unavailable():
    reason = maillab.unavailable()
    if reason is None and not list(pathlib.Path("/lib").glob("**/security/pam_debug.so")):
        reason = "pam_debug.so is not installed"
    return reason


class Labs:
    """All labs, started side by side, each on an address of its own."""

    def __init__(self):
        self._open = contextlib.ExitStack()
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="tegami-labs-"))
        self._folder.chmod(0o755)
        self._open.callback(shutil.rmtree, self._folder, ignore_errors=True)
        village.use_pam(self._folder, PAM_SERVICES)
        try:
            with concurrent.futures.ThreadPoolExecutor() as pool:
                self._labs = dict(zip(LABS, pool.map(self._start, LABS)))
            self._crowd(self._labs["crowded"])
            self._keep(self._pop3(self._labs["office"], "open" + AT).sock)
            for _ in range(2):
                self._labs["office"].deliver("Subject: takes the whole quota\r\n\r\n", "full" + AT)
        except BaseException:
            self.close()
            raise

    def _start(self, name):
        folder = self._folder / name
        folder.mkdir()
        settings = {"mechanisms": ("plain", "login"), **LABS[name](folder)}
        # Dovecot takes a client on its own address for a secure one; clients here come from 127.0.0.1.
        lab = maillab.MailLab(folder=folder, address=self._address(name), ports=maillab.STANDARD_PORTS, **settings)
        self._open.callback(lab.stop)
        return lab.start()

    @staticmethod
    def _address(name):
        return "127.0.1.%d" % (2 + list(LABS).index(name))

    def _keep(self, *things):
        for thing in things:
            self._open.callback(thing.close)

    @staticmethod
    def _trust(lab):
        trust = ssl.create_default_context(cafile=lab.ca_file)
        trust.check_hostname = False
        return trust

    def _pop3(self, lab, person):
        """A session that is open."""
        pop3 = poplib.POP3_SSL(lab.address, lab.ports["pop3s"], context=self._trust(lab))
        pop3.user(person)
        pop3.pass_(PASSWORD)
        return pop3

    def _crowd(self, lab):
        """Takes every place that there is, and keeps it."""
        imap = imaplib.IMAP4_SSL(lab.address, lab.ports["imaps"], ssl_context=self._trust(lab))
        imap.login("hanako" + AT, PASSWORD)
        smtp = socket.create_connection((lab.address, lab.ports["smtp"]))
        smtp.recv(100)  # it is counted with the greeting
        inbox = lab.mailbox("locked" + AT).parent / "inbox"
        inbox.touch()
        shutil.chown(inbox, *[inbox.parent.stat().st_uid] * 2)
        lock = open(inbox, "r+b")
        fcntl.lockf(lock, fcntl.LOCK_EX)
        self._keep(imap.sock, self._pop3(lab, "hanako" + AT).sock, smtp, lock)

    def check(self, tegamictl, name):
        where, person, scheme, *port = SCENARIOS[name]
        lab = self._labs[where]
        url = "%s://%s:%d" % (scheme, lab.host, lab.ports[port[0]]) if port else lab.url(scheme)
        side = "send" if scheme.startswith("smtp") else "receive"
        in_clear = ["--allow-plaintext"] if scheme in ("imap", "pop3", "smtp") else []
        return tegamictl.check(person, password=PASSWORD, options=[
            "--ca-file", lab.ca_file, "--resolve", "%s=%s" % (lab.host, lab.address), "--timeout", TALK, *in_clear], **{side: url})

    def close(self):
        self._open.close()
