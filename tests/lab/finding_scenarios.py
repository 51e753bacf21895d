"""The table of findings: for each id a scenario in which it is the main finding, and the only one of its
side, and a neighbour, as like it as possible, in which it must not appear.

How to add a row: give the id, the scenario, the neighbour, each as KIND:NAME (finding_places.py says
what the kinds are and where a new name goes).  Where other findings rightly stand behind the main one,
they follow as a fourth member.  An id may have several rows.  test-finding-scenarios.py runs them all,
and fails while an id of data/findings.xml has neither a row nor a reason in UNPROVEN.

SPDX-License-Identifier: GPL-3.0-or-later
"""

ROWS = [
    # This computer and its network
    ("no-network", "village:nothing-is-up", "village:no-way-there"),
    ("captive-portal", "village:portal", "village:web-server"),
    ("captive-portal", "village:portal-certificate", "village:web-server"),
    ("clock-wrong", "village:clock-wrong", "village:clock-right"),
    ("tls-intercepted", "village:shield", "village:shield-that-is-trusted"),
    ("tls-intercepted", "village:gateway", "village:own-authority"),
    ("dns-broken", "village:dead-resolver", "village:one-name-unanswered"),
    ("dns-differs", "village:stale-address", "village:stale-and-dead"),
    ("ipv6-broken", "village:ipv6-broken", "village:ipv6-works"),
    ("port25-blocked", "village:port-25-silent-587-works", "village:port-25-silent-alone"),
    ("port25-blocked", "village:port-25-silent-465-works", "village:port-25-silent-alone"),
    ("network-filtered", "village:mail-ports-silent", "village:one-port-silent"),

    # What was typed
    ("input-spaces", "typed:spaces", "typed:as-it-should-be"),
    ("input-fullwidth", "typed:full-width-at", "typed:as-it-should-be"),
    ("input-lookalike", "village:comma", "village:hosts-in-their-places"),
    ("input-is-url", "typed:web-page/receive", "typed:one-slash/receive"),
    ("input-is-address", "typed:address-as-server/receive", "typed:as-it-should-be/receive"),
    ("input-unsendable", "typed:control-character/receive", "typed:another-password/receive"),
    ("ports-swapped", "village:ports-swapped", "village:swapped-ports-that-work"),
    ("port-encryption-contradiction", "village:plain-on-993-and-silence", "village:plain-on-993-and-tls"),
    ("connection-id", "village:connection-id", "village:mail-user-name"),
    ("hosts-swapped", "village:hosts-swapped", "village:hosts-in-their-places"),
    ("settings-for-other-address", "village:another-providers-server", "village:own-domain-at-a-provider"),
    ("letter-not-mail", "message:connection-letter", "message:mail-letter"),

    # Another device
    ("works-here", "device:iphone-18", "device:iphone-18-wrong-password"),
    ("device-tls-too-old", "device:iphone-4", "device:iphone-18"),

    # Server
    ("host-not-found", "village:near-name", "village:right-name"),
    ("host-old-name", "village:old-name", "village:unknown-name"),
    ("host-not-mail", "village:web-host", "village:no-imap"),
    ("host-not-mail", "village:web-host-that-is-silent", "village:mail-ports-silent"),
    ("port-refused", "practice:port-refused", "practice:silent"),
    ("port-refused", "village:port-refused", "village:one-port-silent"),
    ("port-silent", "practice:silent", "practice:port-refused"),
    ("port-silent", "village:one-port-silent", "village:port-refused"),
    ("wrong-protocol", "practice:wrong-protocol/receive", "practice:not-a-mail-server/receive"),
    ("wrong-protocol", "real:imaps-on-smtps", "real:imaps-works"),
    ("wrong-protocol", "real:imap-on-pop3", "real:imaps-on-imap"),
    ("wrong-protocol", "real:submission-on-imap", "real:submission-on-smtps"),
    ("not-a-mail-server", "practice:not-a-mail-server", "practice:wrong-protocol"),
    ("server-unavailable", "practice:unavailable", "practice:busy"),
    ("server-unavailable", "real:imaps-maintenance", "real:imaps-works"),
    ("server-unavailable", "real:pop3s-maintenance", "real:pop3s-works"),
    ("server-unavailable", "real:submission-maintenance", "real:submission-works"),
    ("server-unavailable", "real:smtps-deferred", "real:smtps-works"),
    ("server-busy", "practice:busy", "practice:unavailable"),
    ("server-busy", "real:imaps-crowded", "real:imaps-works"),
    ("server-busy", "real:pop3s-crowded", "real:pop3s-locked"),
    ("server-busy", "real:submission-crowded", "real:submission-maintenance"),
    ("server-slow", "practice:trickle", "practice:slow-but-fine"),
    ("server-closed", "practice:hang-up-at-once", "practice:unavailable"),
    ("server-garbage", "practice:garbage", "practice:odd-greeting"),

    # Encryption
    ("tls-expected-plain", "practice:tls-on-starttls-port", "practice:good-starttls"),
    ("tls-expected-plain", "real:imaps-on-imap", "real:imaps-works"),
    ("plain-expected-tls", "practice:starttls-on-tls-port", "practice:starttls-missing"),
    ("plain-expected-tls", "real:submission-on-smtps", "real:submission-works"),
    ("starttls-missing", "practice:starttls-missing", "practice:starttls-refused"),
    ("starttls-refused", "practice:starttls-refused", "practice:starttls-missing"),
    ("starttls-injected", "practice:starttls-injected", "practice:offer-changes"),
    ("preauth-before-tls", "practice:preauth", "practice:good-starttls"),
    ("no-encryption", "practice:plain", "practice:none-on-tls-port"),
    ("tls-too-old", "practice:tls-too-old", "practice:tls-no-common-cipher"),
    ("tls-too-old", "real:imaps-tls-1.0", "real:imaps-works"),
    ("tls-too-old", "real:pop3-tls-1.0", "real:pop3s-works"),
    ("tls-too-old", "real:smtps-tls-1.0", "real:submission-maintenance"),
    ("tls-no-common-cipher", "practice:tls-no-common-cipher", "practice:tls-too-old"),
    ("tls-weak", "practice:tls-weak", "practice:good"),
    ("tls-client-certificate", "practice:tls-client-certificate", "practice:tls-failed"),
    ("tls-name-unknown", "practice:tls-name-unknown", "practice:tls-failed"),
    ("tls-failed", "practice:tls-failed", "practice:tls-name-unknown"),

    # Sign-in
    ("auth-wrong-password", "practice:wrong-password", "practice:auth-temporary"),
    ("auth-user-form", "practice:user-local-part/receive", "practice:wrong-password/receive"),
    ("auth-app-password", "practice:app-password", "practice:web-login"),
    ("auth-oauth", "practice:oauth-only", "practice:auth-no-common-mechanism"),
    ("exchange-only", "village:exchange", "village:no-imap"),
    ("auth-web-login", "practice:web-login", "practice:app-password"),
    ("auth-account-locked", "practice:account-locked", "practice:account-disabled"),
    ("auth-account-disabled", "practice:account-disabled", "practice:account-locked"),
    ("auth-password-expired", "practice:password-expired", "practice:wrong-password"),
    ("auth-password-expired", "real:imaps-expired", "real:imaps-maintenance"),
    ("auth-password-expired", "real:pop3s-expired", "real:pop3s-maintenance"),
    ("auth-password-expired", "real:smtps-expired", "real:smtps-works"),
    ("auth-service-disabled", "practice:service-disabled", "practice:account-disabled"),
    ("auth-region-blocked", "practice:region-blocked", "practice:service-disabled"),
    ("auth-needs-encryption", "practice:auth-needs-encryption", "practice:plain"),
    ("auth-needs-encryption", "real:imap-plaintext-off", "real:imap-plaintext-on"),
    ("auth-needs-encryption", "real:pop3-plaintext-off", "real:pop3s-works"),
    ("auth-needs-encryption", "real:starttls-required", "real:submission-works"),
    ("auth-needs-encryption", "real:auth-only-after-tls", "real:smtps-deferred"),
    ("auth-not-offered", "practice:auth-not-offered", "practice:auth-no-common-mechanism"),
    ("auth-no-common-mechanism", "practice:auth-no-common-mechanism", "practice:oauth-only"),
    ("auth-mechanism-weak", "practice:cram-only", "practice:scram-only"),
    ("auth-rate-limit", "practice:rate-limit", "practice:auth-temporary"),
    ("auth-temporary", "practice:auth-temporary", "practice:rate-limit"),
    ("auth-refused", "practice:auth-refused", "practice:wrong-password"),
    ("auth-server-proof", "practice:scram-wrong-signature", "practice:scram-only"),
    ("pop-before-smtp", "practice:pop-before-smtp", "practice:relay-denied"),

    # Mailbox and sending
    ("mailbox-full", "practice:mailbox-full", "practice:send-size"),
    ("mailbox-full", "real:over-quota", "real:over-quota-reads"),
    ("mailbox-in-use", "practice:mailbox-in-use", "practice:mailbox-unavailable"),
    ("mailbox-in-use", "real:pop3s-open-elsewhere", "real:pop3s-works"),
    ("mailbox-in-use", "real:pop3s-locked", "real:pop3s-crowded"),
    ("mailbox-in-use", "real:imaps-locked", "real:imaps-crowded"),
    ("mailbox-unavailable", "practice:mailbox-unavailable", "practice:mailbox-in-use-imap"),
    ("send-auth-missing", "practice:send-auth-missing", "practice:relay-denied"),
    ("send-refused", "practice:send-refused", "practice:recipient-rejected"),
    ("send-relay-denied", "practice:relay-denied", "practice:recipient-rejected"),
    ("send-relay-denied", "real:relay-denied", "real:submission-works"),
    ("send-sender-rejected", "practice:sender-rejected", "practice:recipient-rejected"),
    ("send-sender-rejected", "real:sender-mismatch", "real:smtps-works"),
    ("send-hello-refused", "practice:hello-refused", "practice:recipient-rejected"),
    ("send-recipient-rejected", "practice:recipient-rejected", "practice:sender-rejected-late"),
    ("send-recipient-full", "message:recipient-full", "message:recipient-unknown"),
    ("send-recipient-unreachable", "message:server-never-answered", "message:delayed"),
    ("send-delayed", "message:delayed", "message:server-never-answered"),
    ("send-not-authenticated", "message:not-authenticated", "message:looks-like-spam"),
    ("send-content-rejected", "message:looks-like-spam", "message:not-authenticated"),
    ("send-blocked-address", "practice:send-blocked-address", "practice:recipient-rejected"),
    ("send-blocked-address", "practice:send-blocked-address", "real:smtps-deferred"),
    ("send-rate-limit", "practice:send-rate-limit", "practice:send-greylisted"),
    ("send-size", "practice:send-size", "practice:mailbox-full"),
    ("send-greylisted", "practice:send-greylisted", "practice:send-rate-limit"),
    ("letter-not-seen", "letter:letter-lost", "letter:good"),
    ("letter-spf", "letter:letter-checks-fail", "letter:good", ["letter-dkim", "letter-dmarc"]),
    ("letter-dkim", "letter:letter-dkim-fails", "letter:letter-dmarc-fails"),
    ("letter-dmarc", "letter:letter-dmarc-fails", "letter:letter-dkim-fails"),

    # What somebody was told to do
    ("advice-plaintext", "message:told-no-ssl", "message:told-ssl"),
    ("advice-port25", "message:told-port-25", "message:told-port-465"),
    ("advice-click-through", "message:told-yes-each-time", "message:told-no"),
    ("advice-exception", "message:told-exception", "message:told-yes-each-time"),
    ("advice-no-smtp-auth", "message:told-smtp-auth-off", "message:told-smtp-auth-on"),
    ("advice-465-old", "message:told-465-old", "message:told-port-465"),
    ("advice-antivirus-off", "message:told-antivirus-off", "message:told-antivirus-on"),
    ("advice-try-all", "message:told-try-all", "message:told-port-465"),
]

# Findings of other tables: certificates (test-certificates.py) and mail programs (test-evolution.py and its like).
ELSEWHERE = ("cert-", "client-")

# Ids without a scenario, and why.
UNPROVEN = {
    "program-fault": "only a fault of our own brings it about; test-diagnose-cases.c has it from evidence",
}
