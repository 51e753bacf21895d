"""The small internets of the table of findings (finding_scenarios.py), side by side in one network
namespace: each scenario is a method of Places, and has addresses that nobody else uses.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import itertools
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))

import village
from patience import TALK

HOST, SECOND = "mail.example.test", "smtp.other.test"
ADDRESS, PASSWORD = "hanako@example.test", "correct horse 8"
IMAPS, SMTPS = "imaps://%s:993" % HOST, "smtps://%s:465" % HOST
ONLINE = b"HTTP/1.1 204 No Content\r\n\r\n"
FEBRUARY_2020 = 1580515200
# Names of the provider table (data/providers), as somebody with an account there types them.
KNOWN = ("imap.ocn.ne.jp", "imap.nifty.com")
NAMES = (HOST, SECOND, "imap.example.test", "smtp.example.test", "mail.stale.test", "imap.gmail.com", *KNOWN)


class Places:
    def __init__(self):
        self._village = village.Village()
        village.use_system_resolver(self._village.folder)
        self._spots = itertools.count(1)
        made = self._village.authority.server
        self._good = made("good", hosts=NAMES)
        self._expired = made("expired", hosts=NAMES, expired=True)
        self._other_name = made("other", hosts=("wifi.hotel.example",))
        self._ca_file = self._village.ca_file
        self._online = self._village.portal(ONLINE)
        # One name server for all; "*" is a name that does not exist.
        self._village.system_names({
            "*": [], "page.example.test": [village.PORTAL], "mail.stale.test": [village.OLD], "mail.unanswered.test": "SERVFAIL",
            "mail.dead.test": None, "page.dead.test": None})

    def close(self):
        self._village.__exit__()

    def _ip(self):
        """An address that nobody else uses."""
        return village.SPOTS % divmod(next(self._spots) + 256, 256)

    def _mail(self, ip, imap=993, smtp=465, files=None, receiving="imap", sending="smtp"):
        if imap:
            self._village.mail(ip, imap, receiving, files or self._good)
        if smtp:
            self._village.mail(ip, smtp, sending, files or self._good)

    def _ask(self, tegamictl, at, receive=IMAPS, send=None, hosts=(HOST, SECOND), ca_file=None, portal=None, resolver="none", clock="none",
             address=ADDRESS, user=None, options=()):
        """@at: the addresses of all @hosts, by --resolve; None: this network's resolver is asked."""
        words = ["--ca-file", ca_file or self._ca_file, "--connect-timeout", 2, "--timeout", TALK, "--portal-url", portal or self._online,
                 "--resolver", resolver, "--time-server", clock, *options]
        for ip in ([at] if isinstance(at, str) else at or []):
            words += [word for host in hosts for word in ("--resolve", "%s=%s" % (host, ip))]
        return tegamictl.check(address, receive, send, PASSWORD, user, options=words)

    # This computer and its network

    def nothing_is_up(self, tegamictl):
        return self._ask(tegamictl, None, send=SMTPS)

    def no_way_there(self, tegamictl):
        return self._ask(tegamictl, village.NOWHERE, send=SMTPS)

    def portal(self, tegamictl):
        ip = self._ip()
        for port in (993, 465):
            self._village.web(ip, port)
        return self._ask(tegamictl, ip, send=SMTPS, portal=self._village.portal(village.REDIRECT, ip))

    def portal_certificate(self, tegamictl):
        ip = self._ip()
        self._mail(ip, smtp=None, files=self._other_name)
        return self._ask(tegamictl, ip, portal=self._village.portal(village.REDIRECT, ip))

    def web_server(self, tegamictl):
        ip = self._ip()
        for port in (993, 465):
            self._village.web(ip, port)
        return self._ask(tegamictl, ip, send=SMTPS)

    def _dates(self, tegamictl, ahead):
        ip = self._ip()
        self._mail(ip, smtp=None, files=self._expired)
        return self._ask(tegamictl, ip, clock=self._village.clock(ahead, ip=ip))

    def clock_wrong(self, tegamictl):
        return self._dates(tegamictl, FEBRUARY_2020 - int(time.time()))

    def clock_right(self, tegamictl):
        return self._dates(tegamictl, 0)

    def _named(self, name, issuer, hosts):
        authority = village.Named(self._village.folder / name, issuer)
        return authority, authority.server(name, hosts=hosts)

    def shield(self, tegamictl):
        ip = self._ip()
        self._mail(ip, smtp=None, files=self._named("shield", "avast! Mail Shield Root", (HOST,))[1])
        return self._ask(tegamictl, ip)

    def shield_that_is_trusted(self, tegamictl):
        ip = self._ip()
        authority, files = self._named("trusted", "avast! Mail Shield Root", (HOST,))
        self._mail(ip, smtp=None, files=files)
        return self._ask(tegamictl, ip, ca_file=authority.ca_file)

    def _gateway(self, tegamictl, name, send):
        ip = self._ip()
        self._mail(ip, files=self._named(name, "Office Gateway", (HOST, SECOND))[1])
        return self._ask(tegamictl, ip, send=send)

    def gateway(self, tegamictl):
        return self._gateway(tegamictl, "gateway", "smtps://%s:465" % SECOND)

    def own_authority(self, tegamictl):
        return self._gateway(tegamictl, "own", SMTPS)

    def dead_resolver(self, tegamictl):
        other = self._village.names(self._ip(), {"mail.dead.test": [village.MAIL]})
        return self._ask(tegamictl, None, "imaps://mail.dead.test:993", resolver=other, portal="http://page.dead.test/")

    def one_name_unanswered(self, tegamictl):
        return self._ask(tegamictl, None, "imaps://mail.unanswered.test:993", portal="http://page.example.test/")

    def stale_address(self, tegamictl):
        ip = self._ip()
        self._mail(ip, smtp=None)
        return self._ask(tegamictl, None, "imaps://mail.stale.test:993", resolver=self._village.names(ip, {"mail.stale.test": [ip]}))

    def stale_and_dead(self, tegamictl):
        ip = self._ip()
        return self._ask(tegamictl, None, "imaps://mail.stale.test:993", resolver=self._village.names(ip, {"mail.stale.test": [ip]}))

    def ipv6_broken(self, tegamictl):
        ip = self._ip()
        self._mail(ip, smtp=None)
        self._village.silent(village.BROKEN6, 993)
        return self._ask(tegamictl, [village.BROKEN6, ip])

    def ipv6_works(self, tegamictl):
        ip = self._ip()
        self._mail(ip, smtp=None)
        self._mail(village.MAIL6, smtp=None)
        return self._ask(tegamictl, [village.MAIL6, ip])

    def _port_25(self, tegamictl, ip):
        self._village.silent(ip, 25)
        return self._ask(tegamictl, ip, None, "smtp+starttls://%s:25" % HOST)

    def port_25_silent_587_works(self, tegamictl):
        ip = self._ip()
        self._village.starttls(ip, 587, self._good)
        return self._port_25(tegamictl, ip)

    def port_25_silent_465_works(self, tegamictl):
        ip = self._ip()
        self._mail(ip, imap=None)
        return self._port_25(tegamictl, ip)

    def port_25_silent_alone(self, tegamictl):
        return self._port_25(tegamictl, self._ip())

    def mail_ports_silent(self, tegamictl):
        ip = self._ip()
        self._village.silent(ip, 993, 465, 587, 143)
        self._village.web(ip, 443)
        return self._ask(tegamictl, ip, send=SMTPS)

    def one_port_silent(self, tegamictl):
        ip = self._ip()
        self._village.silent(ip, 993)
        self._village.web(ip, 443)
        return self._ask(tegamictl, ip)

    def port_refused(self, tegamictl):
        ip = self._ip()
        self._mail(ip, imap=None)
        return self._ask(tegamictl, ip)

    # Servers without mail, or with too little of it

    def web_host(self, tegamictl):
        ip = self._ip()
        self._village.web(ip, 443)
        return self._ask(tegamictl, ip)

    def web_host_that_is_silent(self, tegamictl):
        ip, other = self._ip(), self._ip()
        self._village.silent(ip, 993, 143, 995, 110, 465, 587)
        self._village.web(ip, 443)
        self._mail(other, imap=None)
        return self._ask(tegamictl, ip, send="smtps://%s:465" % SECOND, hosts=(HOST,), options=["--resolve", "%s=%s" % (SECOND, other)])

    def exchange(self, tegamictl):
        ip = self._ip()
        self._village.web(ip, 443)
        self._mail(ip, imap=None, sending="exchange")
        return self._ask(tegamictl, ip, send=SMTPS)

    def no_imap(self, tegamictl):
        ip = self._ip()
        self._village.web(ip, 443)
        self._mail(ip, imap=None)
        return self._ask(tegamictl, ip, send=SMTPS)

    # What was typed

    def comma(self, tegamictl):
        ip = self._ip()
        self._mail(ip, smtp=None)
        return self._ask(tegamictl, ip, "imaps://imap,example.test:993", hosts=("imap.example.test",))

    def _ports(self, tegamictl, imap, smtp):
        ip = self._ip()
        self._mail(ip, imap, smtp)
        return self._ask(tegamictl, ip, "imaps://%s:465" % HOST, "smtps://%s:993" % HOST)

    def ports_swapped(self, tegamictl):
        return self._ports(tegamictl, imap=993, smtp=465)

    def swapped_ports_that_work(self, tegamictl):
        return self._ports(tegamictl, imap=465, smtp=993)

    def _hosts(self, tegamictl, receive, send):
        imap, smtp = self._ip(), self._ip()
        self._mail(imap, smtp=None)
        self._mail(smtp, imap=None)
        return self._ask(tegamictl, None, "imaps://%s:993" % receive, "smtps://%s:465" % send, options=[
            "--resolve", "imap.example.test=" + imap, "--resolve", "smtp.example.test=" + smtp])

    def hosts_swapped(self, tegamictl):
        return self._hosts(tegamictl, "smtp.example.test", "imap.example.test")

    def hosts_in_their_places(self, tegamictl):
        return self._hosts(tegamictl, "imap.example.test", "smtp.example.test")

    def plain_on_993_and_silence(self, tegamictl):
        ip = self._ip()
        self._village.mute(ip, 993)
        return self._ask(tegamictl, ip, "imap://%s:993" % HOST)

    def plain_on_993_and_tls(self, tegamictl):
        ip = self._ip()
        self._mail(ip, smtp=None)
        return self._ask(tegamictl, ip, "imap://%s:993" % HOST)

    def _refused(self, tegamictl, host, address, user=None):
        ip = self._ip()
        self._mail(ip, smtp=None, receiving="imap-refusing")
        return self._ask(tegamictl, ip, "imaps://%s:993" % host, hosts=(host,), address=address, user=user)

    def connection_id(self, tegamictl):
        return self._refused(tegamictl, "imap.ocn.ne.jp", "taro@ocn.ne.jp", "N123456789")

    def mail_user_name(self, tegamictl):
        return self._refused(tegamictl, "imap.ocn.ne.jp", "taro@ocn.ne.jp")

    def another_providers_server(self, tegamictl):
        return self._refused(tegamictl, "imap.nifty.com", "taro@ocn.ne.jp")

    def own_domain_at_a_provider(self, tegamictl):
        return self._refused(tegamictl, "imap.nifty.com", "taro@example.test")

    # Server names

    def near_name(self, tegamictl):
        return self._ask(tegamictl, None, "imaps://imap.gmial.com:993", address="taro@gmail.com")

    def right_name(self, tegamictl):
        return self._refused(tegamictl, "imap.gmail.com", "taro@gmail.com")

    def old_name(self, tegamictl):
        return self._ask(tegamictl, None, "pop3s://pop.abc.ocn.ne.jp:995", address="taro@ocn.ne.jp")

    def unknown_name(self, tegamictl):
        return self._ask(tegamictl, None, "pop3s://old.server.test:995", address="taro@ocn.ne.jp")
