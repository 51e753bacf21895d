"""A private Dovecot 2.3 (IMAP, POP3, passwords) and Postfix (submission) on loopback, for tests.

All state lies in one temporary folder; nothing under /etc is read for settings or written.  Postfix
asks Dovecot about passwords, and mail for our own domain goes into the Maildirs that Dovecot
shows.  Needs root: both programs change users by themselves.

    with MailLab() as lab:
        lab.url("imaps"), lab.ca_file, lab.user, lab.password
        lab.deliver("Subject: hello\r\n\r\nHello.\r\n"), lab.messages(), lab.sign_ins()

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import contextlib
import email.utils
import fcntl
import functools
import grp
import os
import pathlib
import pwd
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from patience import HANG
from typing import NamedTuple

DOMAIN = "example.test"
USER = "hanako@" + DOMAIN
PASSWORD = "correct horse 8"
HOST = "localhost"
MECHANISMS = ("plain", "login", "cram-md5", "apop", "scram-sha-1", "scram-sha-256")
BY_TOKEN = ("xoauth2", "oauthbearer")  # these need a password database of their own: oauth_issuer.py
STANDARD_PORTS = {"imap": 143, "imaps": 993, "pop3": 110, "pop3s": 995, "smtp": 587, "smtps": 465}

_POSTFIX = "/usr/lib/postfix/sbin"
_OWNER = "nobody"
_PROBE = """
import socket, sys
for port in sys.argv[2:]:
    socket.create_connection((sys.argv[1], int(port)), 2).close()
"""


class SignIn(NamedTuple):
    """One sign-in as the server saw it."""
    service: str  # "imap", "pop3", "smtp"
    mechanism: str  # "PLAIN", …; IMAP LOGIN and POP3 USER/PASS count as PLAIN here
    user: str
    accepted: bool


def unavailable():
    """None, or why the servers cannot run here."""
    if os.geteuid() != 0:
        return "Dovecot and Postfix need root to change users"
    for program in ("dovecot", _POSTFIX + "/master", "certtool"):
        if shutil.which(program) is None:
            return "%s is not installed" % program
    return None


@functools.lru_cache
def _ports_of_this_process():
    """A hundred ports that no other test takes while this one runs, outside of the range from which connections take theirs."""
    folder = pathlib.Path(tempfile.gettempdir()) / ("tegami-test-ports-%d" % os.getuid())
    folder.mkdir(mode=0o700, exist_ok=True)
    for block in random.sample(range(120), 120):
        lock = os.open(folder / str(block), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock, range(20000 + 100 * block, 20100 + 100 * block)
        os.close(lock)
    raise RuntimeError("120 tests run at a time")


def free_ports(address, names):
    """A free port for each name."""
    ports = {}
    candidates = iter(random.sample(_ports_of_this_process()[1], 100))
    while len(ports) < len(names):
        port = next(candidates)
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe, contextlib.suppress(OSError):
            probe.bind((address, port))
            ports[names[len(ports)]] = port
    return ports


class Authority:
    """A certificate authority of our own, and server certificates signed by it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._serial = 1
        self.ca_file, self._ca_key = self._self_signed("ca", "cn = \"Tegami Test CA\"\nca\ncert_signing_key\n")

    def _certtool(self, *words, template, name):
        path = self.folder / (name + ".template")
        self._serial += 1
        path.write_text("serial = %d\n%s" % (self._serial, template), encoding="utf-8")
        subprocess.run(["certtool", *words, "--template", path], check=True, capture_output=True)

    def _key(self, name):
        key = self.folder / (name + ".key")
        subprocess.run(["certtool", "--generate-privkey", "--key-type", "ecdsa", "--curve", "secp256r1", "--outfile", key],
                       check=True, capture_output=True)
        return key

    def _self_signed(self, name, template, days="expiration_days = 30\n"):
        key, certificate = self._key(name), self.folder / (name + ".pem")
        self._certtool("--generate-self-signed", "--load-privkey", key, "--outfile", certificate, template=template + days, name=name)
        return certificate, key

    def server(self, name, hosts=(HOST, "127.0.0.1"), expired=False, self_signed=False):
        """The files of a certificate for @hosts and of its key."""
        lines = ["cn = \"%s\"" % hosts[0], "tls_www_server", "signing_key", "encryption_key"]
        lines += ["%s = \"%s\"" % ("ip_address" if re.fullmatch(r"[0-9.]+|.*:.*", host) else "dns_name", host) for host in hosts]
        template = "\n".join(lines) + "\n"
        days = "expiration_days = 30\n"
        if expired:
            days = "activation_date = \"2020-01-01 00:00:00\"\nexpiration_date = \"2020-03-01 00:00:00\"\n"
        if self_signed:
            return self._self_signed(name, template, days)
        key, certificate = self._key(name), self.folder / (name + ".pem")
        self._certtool("--generate-certificate", "--load-privkey", key, "--load-ca-certificate", self.ca_file,
                       "--load-ca-privkey", self._ca_key, "--outfile", certificate, template=template + days, name=name)
        return certificate, key


class MailLab:
    """@folder: an empty folder of the caller's, or None for one that goes away with the lab.
    @address, @prefix, @ports: where to listen; with a prefix such as "ip netns exec NAME" the
      standard ports are used, otherwise free ones.
    @users: user name → password; every name's part before the @ is its mailbox.
    @mechanisms: what Dovecot offers, to Postfix too.
    @disable_plaintext_auth: no passwords without TLS, on any port.
    @hosts, @expired, @self_signed: what the certificate says.
    @send_issuer: the servers send the issuer's certificate with their own.
    @starttls: False: only 465 has TLS.
    @tickets: False: Postfix sends no TLS session tickets.  OpenSSL sends them also to clients that
      can do nothing with them, and only its own settings stop that.
    @dovecot, @postfix: more settings, as text for dovecot.conf and main.cf; @smtpd: more for the
      two submission ports alone, as a dictionary.
    """

    def __init__(self, folder=None, address="127.0.0.1", users=None, mechanisms=MECHANISMS, disable_plaintext_auth=True,
                 hosts=(HOST, "127.0.0.1"), expired=False, self_signed=False, send_issuer=False, starttls=True, tickets=True, dovecot="", postfix="", smtpd=None,
                 prefix=(), ports=None):
        self._own_folder = folder is None
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="tegami-lab-"))
        self.folder.chmod(0o755)
        self.address, self._prefix = address, list(prefix)
        self.users = dict(users or {USER: PASSWORD})
        self.user, self.password = next(iter(self.users.items()))
        self.host = hosts[0]
        self._mechanisms, self._secure, self._starttls, self._tickets = mechanisms, disable_plaintext_auth, starttls, tickets
        self._extra_dovecot, self._extra_postfix, self._extra_smtpd = dovecot, postfix, dict(smtpd or {})
        self.ports = dict(ports or (STANDARD_PORTS if prefix else free_ports(address, list(STANDARD_PORTS))))
        if not starttls:  # Dovecot has one switch for both kinds of TLS
            self.ports.update({"imaps": 0, "pop3s": 0})
        authority = Authority(self.folder / "tls")
        self.authority, self.ca_file = authority, authority.ca_file
        self.certificate, self._key = authority.server("server", hosts, expired, self_signed)
        if send_issuer:
            with open(self.certificate, "ab") as chain:
                chain.write(self.ca_file.read_bytes())
        self._owner = pwd.getpwnam(_OWNER)
        self._processes = []

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def url(self, scheme, host=None):
        """The URL as tegamictl takes it: "imaps", "imap+starttls", "imap" and so on."""
        return "%s://%s:%d" % (scheme, host or self.host, self.ports[scheme.replace("+starttls", "")])

    # Starting and stopping

    def start(self):
        try:
            self._make_mailboxes()
            self._write_dovecot()
            self._write_postfix()
            self._spawn("dovecot", "-F", "-c", self.folder / "dovecot.conf")
            self._spawn(_POSTFIX + "/master", "-c", self.folder / "postfix", "-d")
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def _spawn(self, *argv):
        with open(self.folder / "output.log", "ab") as output:
            self._processes.append(subprocess.Popen(self._prefix + [str(word) for word in argv], stdin=subprocess.DEVNULL,
                                                    stdout=output, stderr=output, start_new_session=True))

    def _wait(self, seconds=HANG):
        deadline = time.monotonic() + seconds
        probe = self._prefix + [sys.executable, "-c", _PROBE, self.address] + [str(port) for port in self.ports.values() if port]
        while subprocess.run(probe, capture_output=True, check=False).returncode:
            if any(process.poll() is not None for process in self._processes) or time.monotonic() > deadline:
                raise RuntimeError("the mail servers did not start:\n" + self.log())
            time.sleep(0.05)

    def stop(self):
        for process in self._processes:
            if process.poll() is None:
                process.terminate()
        for process in self._processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(1)  # Dovecot likes to take six seconds, and has nothing to lose here
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._processes = []
        if self._own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    # Mailboxes

    def mailbox(self, user=None):
        return self.folder / "mail" / (user or self.user).partition("@")[0] / "Maildir"

    def _make_mailboxes(self):
        (self.folder / "mail").mkdir()
        for user in self.users:
            for name in ("cur", "new", "tmp"):
                (self.mailbox(user) / name).mkdir(parents=True, exist_ok=True)
        self.folder.joinpath("users").write_text("".join(
            "%s:{PLAIN.B64}%s\n" % (user, base64.b64encode(password.encode()).decode()) for user, password in self.users.items()))
        self._own(self.folder / "mail")

    def _own(self, top):
        for path in (top, *top.rglob("*")):
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)

    def deliver(self, message, user=None):
        """Puts a message (text or bytes, whole or with few headers) into the mailbox; its Message-ID."""
        data = (message.encode() if isinstance(message, str) else message).replace(b"\r\n", b"\n")
        identity = re.search(rb"^Message-ID: *(\S+)", data.partition(b"\n\n")[0], re.I | re.M)
        if identity is None:
            name = email.utils.make_msgid(domain=DOMAIN)
            data = b"Message-ID: " + name.encode() + b"\n" + data
        else:
            name = identity[1].decode()
        unique = "%d.%d_%d.lab" % (time.time(), time.monotonic_ns(), os.getpid())
        waiting = self.mailbox(user) / "tmp" / unique
        waiting.write_bytes(data)
        os.chown(waiting, self._owner.pw_uid, self._owner.pw_gid)
        waiting.rename(self.mailbox(user) / "new" / unique)
        return name

    def messages(self, user=None):
        """All messages of a mailbox, as bytes, oldest first."""
        paths = [path for name in ("new", "cur") for path in (self.mailbox(user) / name).iterdir()]
        return [path.read_bytes() for path in sorted(paths, key=lambda path: path.name)]

    def empty(self, user=None):
        for name in ("new", "cur"):
            for path in (self.mailbox(user) / name).iterdir():
                path.unlink()

    # What the servers saw

    def log(self):
        names = ("output.log", "dovecot.log", "postfix.log")
        return "\n".join((self.folder / name).read_text(errors="replace") for name in names if (self.folder / name).exists())

    def sign_ins(self):
        """Every sign-in that reached the password check, for all three protocols, in order."""
        found, asked = [], {}
        path = self.folder / "dovecot.log"
        for line in path.read_text(errors="replace").splitlines() if path.exists() else ():
            question = re.search(r"auth: Debug: client in: AUTH\t(\d+)\t(\S+)\tservice=(\w+)", line)
            answer = re.search(r"auth: Debug: client passdb out: (OK|FAIL)\t(\d+)(.*)", line)
            if question:
                asked.setdefault(question[1], []).append((question[3], question[2]))
            elif answer and asked.get(answer[2]):
                user = re.search(r"\tuser=([^\t]*)", answer[3])
                found.append(SignIn(*asked[answer[2]].pop(0), user[1] if user else "", answer[1] == "OK"))
        return found

    # Settings

    def _write_dovecot(self):
        yes = {True: "yes", False: "no"}
        ssl = "no" if not self._starttls else "required" if self._secure else "yes"
        listeners = "".join("""
service %s-login {
  inet_listener %s {
    port = %d
  }
  inet_listener %ss {
    port = %d
    ssl = yes
  }
}""" % (name, name, self.ports[name], name, self.ports[name + "s"]) for name in ("imap", "pop3"))
        (self.folder / "dovecot.conf").write_text(f"""
base_dir = {self.folder}/run
state_dir = {self.folder}/state
instance_name = tegami-lab
log_path = {self.folder}/dovecot.log
auth_verbose = yes
auth_debug = yes
auth_failure_delay = 0
protocols = imap pop3
listen = {self.address}
ssl = {ssl}
ssl_cert = <{self.certificate}
ssl_key = <{self._key}
disable_plaintext_auth = {yes[self._secure]}
auth_mechanisms = {' '.join(self._mechanisms)}
mail_location = maildir:~/Maildir
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
passdb {{
  driver = passwd-file
  args = {self.folder}/users
  mechanisms = {' '.join(name for name in self._mechanisms if name not in BY_TOKEN)}
}}
userdb {{
  driver = static
  args = uid={_OWNER} gid={grp.getgrgid(self._owner.pw_gid).gr_name} home={self.folder}/mail/%n allow_all_users=yes
}}
service auth {{
  unix_listener {self.folder}/queue/private/auth {{
    mode = 0660
    user = postfix
  }}
}}
# No pause after a refusal: what a pause is good for is not tested here.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
{listeners}
{self._extra_dovecot}
""")

    def _no_tickets(self):
        """main.cf's lines for a Postfix without session tickets."""
        settings = self.folder / "openssl.cnf"
        settings.write_text("openssl_conf = init\n[init]\nssl_conf = ssl\n[ssl]\nsystem_default = all\n[all]\nNumTickets = 0\n")
        return "tls_session_ticket_cipher =\nimport_environment = MAIL_CONFIG MAIL_LOGTAG TZ LANG=C OPENSSL_CONF=%s" % settings

    def _write_postfix(self):
        conf, queue = self.folder / "postfix", self.folder / "queue"
        postfix, postdrop = pwd.getpwnam("postfix").pw_uid, grp.getgrnam("postdrop").gr_gid
        conf.mkdir()
        (self.folder / "data").mkdir()
        os.chown(self.folder / "data", postfix, -1)
        queue.mkdir()
        for name in ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"):
            (queue / name).mkdir(mode=0o700)
            os.chown(queue / name, postfix, -1)
        (queue / "pid").mkdir(mode=0o755)
        for name, mode in (("maildrop", 0o1730), ("public", 0o2710)):
            (queue / name).mkdir()
            os.chown(queue / name, postfix, postdrop)
            (queue / name).chmod(mode)
        boxes = {user if "@" in user else user + "@" + DOMAIN: user.partition("@")[0] for user in self.users}
        (conf / "mailboxes").write_text("".join("%s %s/Maildir/\n" % box for box in boxes.items()))
        (conf / "master.cf").write_text(self._master_cf())
        (conf / "main.cf").write_text(f"""
compatibility_level = 3.6
queue_directory = {queue}
data_directory = {self.folder}/data
maillog_file = {self.folder}/postfix.log
maillog_file_prefixes = {self.folder}
myhostname = mail.{DOMAIN}
mydestination =
mynetworks =
inet_interfaces = all
inet_protocols = {'ipv6' if ':' in self.address else 'ipv4'}
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = {DOMAIN}
virtual_mailbox_base = {self.folder}/mail
virtual_mailbox_maps = texthash:{conf}/mailboxes
virtual_uid_maps = static:{self._owner.pw_uid}
virtual_gid_maps = static:{self._owner.pw_gid}
default_transport = error:nothing leaves this computer
relay_transport = error:nothing leaves this computer
disable_dns_lookups = yes
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
smtpd_tls_cert_file = {self.certificate}
smtpd_tls_key_file = {self._key}
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
{'' if self._tickets else self._no_tickets()}
{self._extra_postfix}
""")

    def _master_cf(self):
        options = {"smtpd_sasl_auth_enable": "yes", **self._extra_smtpd}
        plain = {"smtpd_tls_security_level": "may" if self._starttls else "none",
                 "smtpd_tls_auth_only": "yes" if self._secure and self._starttls else "no", **options}
        wrapped = {"smtpd_tls_wrappermode": "yes", **options}
        lines = ["%s:%d inet n - n - - smtpd%s" % (self.address, self.ports[name], "".join(
            "\n  -o { %s = %s }" % item for item in chosen.items())) for name, chosen in (("smtp", plain), ("smtps", wrapped))]
        lines += ["%s unix %s - n %s %s %s" % row for row in (
            ("pickup", "n", "60", "1", "pickup"), ("cleanup", "n", "-", "0", "cleanup"), ("qmgr", "n", "300", "1", "qmgr"),
            ("tlsmgr", "-", "1000?", "1", "tlsmgr"), ("rewrite", "-", "-", "-", "trivial-rewrite"), ("bounce", "-", "-", "0", "bounce"),
            ("defer", "-", "-", "0", "bounce"), ("trace", "-", "-", "0", "bounce"), ("proxymap", "-", "-", "-", "proxymap"),
            ("error", "-", "-", "-", "error"), ("retry", "-", "-", "-", "error"), ("discard", "-", "-", "-", "discard"),
            ("virtual", "-", "-", "-", "virtual"), ("anvil", "-", "-", "1", "anvil"))]
        # Name, private, unprivileged, chroot, wake-up, processes, program: virtual(8) must be able to become the mailboxes' owner.
        lines = [line.replace("virtual unix - - n", "virtual unix - n n") for line in lines]
        lines.append("postlog unix-dgram n - n - 1 postlogd")
        return "\n".join(lines) + "\n"
