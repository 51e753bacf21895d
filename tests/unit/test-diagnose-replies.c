/* test-diagnose-replies.c: what real servers say, and what it means.  Each row names its source in
 * words: a server's own messages, or where the reply was seen in public.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/replies.h"

#include <string.h>

#include "test-reply-rows.h"

static const ReplyRow rows[] = {
  /* Plain refusals of user name and password. */
  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] Authentication failed.", ANY, "auth-wrong-password", "Dovecot" },
  { I, SIGN, 0, NULL, "a2 NO Login failed.", ANY, "auth-wrong-password", "Courier IMAP" },
  { I, SIGN, 0, NULL, "a2 NO LOGIN failed", ANY, "auth-wrong-password", "Zimbra" },
  { I, SIGN, 0, NULL, "a2 NO LOGIN failed.", ANY, "auth-wrong-password", "Exchange on premises" },
  { I, SIGN, 0, NULL, "a2 NO AUTHENTICATE failed.", "imap.hs20.net", "auth-wrong-password", "hosted Exchange, MailKit issue 483" },
  { I, SIGN, 0, NULL, "a2 NO Login failed: authentication failure", ANY, "auth-wrong-password", "Cyrus IMAP" },
  { I, SIGN, 0, NULL, "a2 NO authentication failure", ANY, "auth-wrong-password", "Cyrus IMAP, AUTHENTICATE" },
  { I, SIGN, 0, NULL, "a2 NO Invalid user name or password.", ANY, "auth-wrong-password", "hMailServer" },
  { I, SIGN, 0, NULL, "a2 NO LOGIN Login error or password error", ANY, "auth-wrong-password", "Coremail" },
  { I, SIGN, 0, NULL, "a2 NO incorrect password or account name", ANY, "auth-wrong-password", "CommuniGate Pro" },
  { I, SIGN, 0, NULL, "a2 NO Authentication failed", ANY, "auth-wrong-password", "Axigen" },
  { I, SIGN, 0, NULL, "a2 NO Invalid credentials", ANY, "auth-wrong-password", "general wording" },
  { I, SIGN, 0, NULL, "a2 NO", ANY, "auth-wrong-password", "bare NO" },
  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is gone wrong", ANY,
    "auth-wrong-password", "code before text" },
  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] AUTHENTICATE Invalid credentials or IMAP is disabled",
    "imap.yandex.com", "auth-service-disabled", "Yandex" },
  { P, SIGN, 0, "AUTH", "-ERR [AUTH] Authentication failed.", ANY, "auth-wrong-password", "Dovecot" },
  { P, SIGN, 0, NULL, "-ERR Login failed.", ANY, "auth-wrong-password", "Courier POP3" },
  { P, SIGN, 0, NULL, "-ERR authorization failed", ANY, "auth-wrong-password", "qmail-pop3d with checkpassword" },
  { P, SIGN, 0, NULL, "-ERR Logon failure: unknown user name or bad password.", ANY, "auth-wrong-password", "Exchange" },
  { P, SIGN, 0, NULL, "-ERR Invalid user name or password.", ANY, "auth-wrong-password", "hMailServer" },
  { P, SIGN, 0, NULL, "-ERR Unable to log on", ANY, "auth-wrong-password", "general wording" },
  { P, SIGN, 0, NULL, "-ERR Bad login", ANY, "auth-wrong-password", "general wording" },
  { P, SIGN, 0, NULL, "-ERR", ANY, "auth-wrong-password", "bare -ERR" },
  { P, SIGN, 0, NULL, "-ERR [AUTH] Password supplied for \"taro\" is incorrect.", ANY, "auth-wrong-password", "Qpopper" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Error: authentication failed: authentication failure", ANY, "auth-wrong-password",
    "Postfix with Cyrus SASL" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", ANY, "auth-wrong-password",
    "Postfix with Dovecot SASL" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Error: authentication failed: (reason unavailable)", ANY, "auth-wrong-password",
    "Postfix 3.8 with Dovecot SASL" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Error: authentication failed: generic failure", ANY, "auth-wrong-password",
    "Postfix with Cyrus SASL" },
  { S, SIGN, 535, NULL, "535 Incorrect authentication data", ANY, "auth-wrong-password", "Exim" },
  { S, SIGN, 535, "5.7.0", "535 5.7.0 authentication failed", ANY, "auth-wrong-password", "Sendmail" },
  { S, SIGN, 535, NULL, "535 Authentication failed. Restarting authentication process.", ANY, "auth-wrong-password", "hMailServer" },
  { S, SIGN, 535, NULL, "535 Too many invalid logon attempts.", ANY, "auth-rate-limit", "hMailServer" },
  { S, SIGN, 535, NULL, "535 authorization failed (#5.7.0)", ANY, "auth-wrong-password", "qmail with SMTP AUTH" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Authentication credentials invalid", ANY, "auth-wrong-password", "RFC 4954; GMX" },
  { S, SIGN, 535, NULL, "535 Authentication credentials invalid", "mail.gmx.net", "auth-wrong-password", "GMX" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Bad username or password (Authentication failed).", ANY, "auth-wrong-password", "Kerio Connect" },
  { S, SIGN, 535, "5.7.0", "535 5.7.0 Invalid login or password", ANY, "auth-wrong-password", "Brevo, borgbackupserver issue 16" },
  { S, SIGN, 535, "5.7.3", "535 5.7.3 Authentication unsuccessful", ANY, "auth-wrong-password", "Exchange on premises" },
  { S, SIGN, 535, NULL, "535 Authentication Failed", "smtp.zoho.com", "auth-wrong-password", "Zoho" },
  { S, SIGN, 535, NULL, "535 5.7.8 Sorry.", ANY, "auth-wrong-password", "general wording" },
  { S, SIGN, 535, NULL, "535", ANY, "auth-wrong-password", "bare 535" },
  { S, SIGN, 535, NULL, "535 Error: authentication failed", ANY, "auth-wrong-password", "Coremail" },

  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] Incorrect username or password. (AP5)", ANY, "auth-wrong-password",
    "Comcast" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Error: authentication failed: no mechanism available", ANY, "auth-no-common-mechanism",
    "Postfix with Cyrus SASL" },
  { S, SIGN, 535, NULL, "535 account locked due to too many failed attempts", ANY, "auth-account-locked", "general wording" },
  { I, SIGN, 0, NULL, "a2 NO Server Unavailable. 15", ANY, "auth-temporary", "Exchange" },
  { I, SIGN, 0, NULL, "a2 NO LOGIN Unsafe Login. Please contact kefu@188.com for help", "imap.163.com", "auth-refused", "163" },

  /* Google. */
  { I, SIGN, 0, "ALERT",
    "a2 NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)", "imap.gmail.com",
    "auth-app-password", "Gmail, mutt-wizard issue 831" },
  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "imap.gmail.com", "auth-app-password",
    "Gmail" },
  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", ANY, "auth-wrong-password",
    "the same words elsewhere" },
  { I, SIGN, 0, "ALERT",
    "a2 NO [ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)", "imap.gmail.com",
    "auth-web-login", "Gmail, MailSystem.NET issue 17" },
  { I, SIGN, 0, "WEBALERT", "* NO [WEBALERT https://accounts.google.com/signin/continue?x] Web login required.", "imap.gmail.com",
    "auth-web-login", "Gmail, S22.Imap issue 116" },
  { I, SIGN, 0, "ALERT", "a2 NO [ALERT] Too many simultaneous connections. (Failure)", "imap.gmail.com", "server-busy", "Gmail" },
  { I, SIGN, 0, "ALERT",
    "a2 NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP "
    "access. (Failure)",
    "imap.gmail.com", "auth-service-disabled", "Gmail" },
  { P, SIGN, 0, "SYS/PERM",
    "-ERR [SYS/PERM] Your account is not enabled for POP access. Please visit your Gmail settings page and enable your account for POP "
    "access.",
    "pop.gmail.com", "auth-service-disabled", "Gmail" },
  { P, SIGN, 0, "AUTH", "-ERR [AUTH] Username and password not accepted.", "pop.gmail.com", "auth-app-password", "Gmail" },
  { P, SIGN, 0, "AUTH", "-ERR [AUTH] Web login required: https://support.google.com/mail/answer/78754", "pop.gmail.com", "auth-web-login",
    "Gmail" },
  { S, SIGN, 535, "5.7.8",
    "535-5.7.8 Username and Password not accepted. For more information, go to 535 5.7.8 https://support.google.com/mail/?p=BadCredentials "
    "- gsmtp",
    "smtp.gmail.com", "auth-app-password", "Gmail" },
  { S, SIGN, 534, "5.7.9",
    "534-5.7.9 Application-specific password required. For more information, go to 534 5.7.9 "
    "https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp",
    "smtp.gmail.com", "auth-app-password", "Gmail" },
  { S, SIGN, 534, "5.7.14",
    "534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please log in via your web browser and then try again.",
    "smtp.gmail.com", "auth-web-login", "Gmail" },
  { S, SIGN, 454, "4.7.0", "454 4.7.0 Too many login attempts, please try again later. - gsmtp", "smtp.gmail.com", "auth-rate-limit",
    "Gmail" },
  { S, FROM, 530, "5.7.0",
    "530-5.7.0 Authentication Required. For more information, go to 530 5.7.0 https://support.google.com/mail/?p=WantAuthError - gsmtp",
    "smtp.gmail.com", "send-auth-missing", "Gmail" },
  { S, FROM, 550, "5.4.5", "550-5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to",
    "smtp.gmail.com", "send-rate-limit", "Gmail" },

  /* Microsoft. */
  { I, SIGN, 0, NULL, "a2 NO LOGIN failed.", "outlook.office365.com", "auth-oauth", "Outlook.com since September 2024" },
  { I, SIGN, 0, NULL, "a2 NO AUTHENTICATE failed.", "outlook.office365.com", "auth-oauth", "Outlook.com" },
  { P, SIGN, 0, NULL, "-ERR Logon failure: unknown user name or bad password.", "outlook.office365.com", "auth-oauth", "Outlook.com" },
  { S, SIGN, 535, "5.7.139",
    "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [BM1P287CA0015.INDP287.PROD.OUTLOOK.COM]",
    "smtp-mail.outlook.com", "auth-oauth", "Outlook.com, mailR issue 107" },
  { S, SIGN, 535, "5.7.139",
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled "
    "for more information.",
    "smtp.office365.com", "auth-service-disabled", "Exchange Online, email-oauth2-proxy issue 193" },
  { S, SIGN, 535, "5.7.139", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
    "smtp.office365.com", "auth-service-disabled", "Exchange Online" },
  { S, SIGN, 535, "5.7.139",
    "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your "
    "administrator.",
    "smtp.office365.com", "auth-oauth", "Exchange Online" },
  { S, SIGN, 535, "5.7.3", "535 5.7.3 Authentication unsuccessful [DB6P18901CA0015.EURP189.PROD.OUTLOOK.COM]", "smtp.office365.com",
    "auth-oauth", "Exchange Online, magento-2-smtp issue 108" },
  { S, FROM, 530, "5.7.57", "530 5.7.57 Client not authenticated to send mail.", "smtp.office365.com", "send-auth-missing",
    "Exchange Online" },
  { S, FROM, 550, "5.7.60", "550 5.7.60 SMTP; Client does not have permissions to send as this sender", "smtp.office365.com",
    "send-sender-rejected", "Exchange" },
  { S, FROM, 554, "5.2.252", "554 5.2.252 SendAsDenied; taro@example.jp not allowed to send as info@example.jp", "smtp.office365.com",
    "send-sender-rejected", "Exchange Online" },
  { S, RCPT, 550, "5.7.1", "550 5.7.1 Unable to relay", ANY, "send-relay-denied", "Exchange" },
  { S, HELLO, 421, "4.3.2", "421 4.3.2 Service not available", ANY, "server-unavailable", "Exchange" },
  { S, FROM, 421, "4.4.2", "421 4.4.2 Message submission rate for this client has exceeded the configured limit", ANY, "send-rate-limit",
    "Exchange" },

  /* Yahoo! and Yahoo! JAPAN. */
  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials", "imap.mail.yahoo.com",
    "auth-app-password", "Yahoo!" },
  { S, SIGN, 535, "5.7.0", "535 5.7.0 (#AUTH005) Too many bad auth attempts.", "smtp.mail.yahoo.com", "auth-rate-limit", "Yahoo!" },
  { I, SIGN, 0, "AUTHORIZATIONFAILED",
    "a2 NO [AUTHORIZATIONFAILED] (#MBR1240) Please verify your account by going to https://login.yahoo.com", "imap.mail.yahoo.com",
    "auth-web-login", "Yahoo!" },
  { I, SIGN, 0, NULL, "a2 NO (#AUTH011) LOGIN failed", "imap.mail.yahoo.co.jp", "auth-service-disabled", "Yahoo! JAPAN" },
  { P, SIGN, 0, NULL, "-ERR (#AUTH011) invalid user/password", "pop.mail.yahoo.co.jp", "auth-service-disabled", "Yahoo! JAPAN" },
  { S, SIGN, 535, NULL, "535 authentication failed", "smtp.mail.yahoo.co.jp", "auth-service-disabled", "Yahoo! JAPAN" },

  /* Other large providers. */
  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] Authentication Failed", "imap.mail.me.com", "auth-app-password",
    "iCloud" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Error: authentication failed: This user does not have access rights to this service",
    "smtp.yandex.com", "auth-service-disabled", "Yandex" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Error: authentication failed: Application password is required", "smtp.yandex.com",
    "auth-app-password", "Yandex" },
  { S, SIGN, 535, NULL, "535 5.7.0 NEOBHODIM parol prilozheniya / Application password is REQUIRED", "smtp.mail.ru", "auth-app-password",
    "Mail.ru" },
  { S, FROM, 553, "5.7.1", "553 5.7.1 Sender address rejected: not owned by auth user.", "smtp.yandex.com", "send-sender-rejected",
    "Yandex" },
  { S, SIGN, 535, NULL,
    "535 Login Fail. Please enter your authorization code to login. More information in http://service.mail.qq.com/cgi-bin/help?subtype=1",
    "smtp.qq.com", "auth-app-password", "QQ, YApi issue 2219" },
  { I, SIGN, 0, NULL,
    "a2 NO Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.",
    "imap.qq.com", "auth-service-disabled", "QQ" },
  { S, SIGN, 550, NULL, "550 User has no permission", "smtp.163.com", "auth-service-disabled", "163" },
  { S, FROM, 553, NULL, "553 Mail from must equal authorized user", "smtp.163.com", "send-sender-rejected", "163" },
  { S, FROM, 501, NULL, "501 Mail from address must be same as authorization user.", "smtp.qq.com", "send-sender-rejected", "QQ" },
  { I, SIGN, 0, "ALERT", "a2 NO [ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)",
    "imap.zoho.com", "auth-service-disabled", "Zoho" },
  { P, SIGN, 0, NULL, "-ERR POP3 access is disabled for this user", ANY, "auth-service-disabled", "general wording" },
  { S, FROM, 550, NULL, "550 5.4.6 Unusual sending activity detected. Please try after sometime.", "smtp.zoho.com", "send-rate-limit",
    "Zoho" },

  /* What is wrong with the account or the place. */
  { I, SIGN, 0, "EXPIRED", "a2 NO [EXPIRED] Password expired.", ANY, "auth-password-expired", "Dovecot" },
  { P, SIGN, 0, "AUTH", "-ERR [AUTH] Password expired, change it on the web.", ANY, "auth-password-expired", "general wording" },
  { I, SIGN, 0, "CONTACTADMIN", "a2 NO [CONTACTADMIN] This account may not be used.", ANY, "auth-account-disabled", "RFC 5530" },
  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] Authentication failed: account is locked", ANY, "auth-account-locked",
    "general wording" },
  { I, SIGN, 0, NULL, "a2 NO Account temporarily locked out due to too many bad passwords", ANY, "auth-account-locked", "general wording" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Account locked. Contact support.", ANY, "auth-account-locked", "general wording" },
  { S, SIGN, 525, "5.7.13", "525 5.7.13 User Account Disabled", ANY, "auth-account-disabled", "RFC 5248" },
  { S, SIGN, 535, NULL, "535 Account is suspended", ANY, "auth-account-disabled", "general wording" },
  { I, SIGN, 0, NULL, "a2 NO account disabled", ANY, "auth-account-disabled", "Axigen" },
  { I, SIGN, 0, NULL, "a2 NO Login denied from this country", ANY, "auth-region-blocked", "general wording" },
  { S, SIGN, 535, "5.7.1", "535 5.7.1 Access from overseas IP addresses is restricted", ANY, "auth-region-blocked", "general wording" },
  { I, HELLO, 0, NULL, "* BYE Connections from your region are not allowed", ANY, "auth-region-blocked", "general wording" },
  { S, SIGN, 535, NULL, "535 Your IP address is not allowed to log in", ANY, "auth-region-blocked", "general wording" },
  { I, SIGN, 0, "AUTHENTICATIONFAILED", "a2 NO [AUTHENTICATIONFAILED] Authentication failed - Too many login failures", ANY,
    "auth-rate-limit", "ddeboer/imap issue 368" },
  { S, SIGN, 421, "4.7.0", "421 4.7.0 mail.example.jp Error: too many errors", ANY, "auth-rate-limit", "Postfix" },
  { P, SIGN, 0, "LOGIN-DELAY", "-ERR [LOGIN-DELAY] minimum time between mail checks violation", ANY, "auth-rate-limit", "RFC 2449" },

  { I, SIGN, 0, "ALERT", "a2 NO [ALERT] Access from your country is not allowed.", ANY, "auth-region-blocked", "general wording" },

  /* Encryption wanted. */
  { I, SIGN, 0, "PRIVACYREQUIRED", "a2 NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.", ANY,
    "auth-needs-encryption", "Dovecot" },
  { P, SIGN, 0, "AUTH", "-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.", ANY,
    "auth-needs-encryption", "Dovecot" },
  { S, SIGN, 538, "5.7.11", "538 5.7.11 Encryption required for requested authentication mechanism", ANY, "auth-needs-encryption",
    "RFC 4954" },
  { S, FROM, 530, "5.7.0", "530 5.7.0 Must issue a STARTTLS command first", ANY, "auth-needs-encryption", "Postfix" },

  /* It passes. */
  { I, SIGN, 0, "UNAVAILABLE", "a2 NO [UNAVAILABLE] Temporary authentication failure. [mail:2026-11-21 18:02:00]", ANY, "auth-temporary",
    "Dovecot" },
  { I, SIGN, 0, "UNAVAILABLE", "a2 NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=16)",
    ANY, "server-busy", "Dovecot, node-imap issue 606" },
  { I, SIGN, 0, "UNAVAILABLE", "a2 NO [UNAVAILABLE] Account is temporarily unavailable.", ANY, "auth-temporary", "Dovecot director" },
  { P, SIGN, 0, "SYS/TEMP", "-ERR [SYS/TEMP] Temporary authentication failure.", ANY, "auth-temporary", "Dovecot" },
  { S, SIGN, 454, "4.7.0", "454 4.7.0 Temporary authentication failure: Connection lost to authentication server", ANY, "auth-temporary",
    "Postfix" },
  { S, SIGN, 535, "5.7.8", "535 5.7.8 Error: authentication failed: Connection lost to authentication server", ANY, "auth-temporary",
    "Postfix 2" },
  { S, SIGN, 435, NULL, "435 Unable to authenticate at present", ANY, "auth-temporary", "Exim" },
  { I, SIGN, 0, NULL, "a2 NO Login failed: backend database error, try again later", ANY, "auth-temporary", "general wording" },
  { I, SIGN, 0, NULL, "* BYE Too many connections from your IP address", ANY, "server-busy", "general wording" },
  { I, HELLO, 0, NULL, "* BYE Server is down for maintenance", ANY, "server-unavailable", "general wording" },
  { S, HELLO, 421, NULL, "421 4.7.0 smtp.example.jp Error: too many connections from 203.0.113.5", ANY, "server-busy", "Postfix" },
  { S, HELLO, 421, NULL, "421 Too many concurrent SMTP connections; please try again later.", ANY, "server-busy", "Exim" },
  { P, HELLO, 0, NULL, "-ERR service not available", ANY, "server-unavailable", "general wording" },
  { P, SIGN, 0, "IN-USE", "-ERR [IN-USE] Mailbox is locked by another POP3 session", ANY, "mailbox-in-use", "Dovecot" },
  { P, SIGN, 0, NULL, "-ERR maildrop already locked", ANY, "mailbox-in-use", "RFC 1939" },
  { P, SIGN, 0, NULL, "-ERR taro lock busy! Is another session active? (11)", ANY, "mailbox-in-use", "Qpopper" },
  { P, SIGN, 0, NULL, "-ERR your mailbox is in use by another process", ANY, "mailbox-in-use", "general wording" },

  /* Not known: the text is shown, nothing is guessed. */
  { I, SIGN, 0, NULL, "a2 NO The stars are not in the right place", ANY, "auth-refused", "general wording" },
  { P, SIGN, 0, NULL, "-ERR policy 42 violated by client fingerprint", ANY, "auth-refused", "general wording" },
  { S, SIGN, 535, NULL, "535 Nutzungsbedingungen nicht bestätigt", ANY, "auth-refused", "general wording" },
  { I, SIGN, 0, NULL, "a2 BAD Command Argument Error. 11", "outlook.office365.com", "auth-refused", "Exchange" },
  { S, SIGN, 503, "5.5.1", "503 5.5.1 Error: authentication not enabled", ANY, "auth-not-offered", "Postfix" },
  { S, SIGN, 503, NULL, "503 AUTH command used when not advertised", ANY, "auth-not-offered", "Exim" },

  /* The mailbox. */
  { I, BOX, 0, "OVERQUOTA", "a3 NO [OVERQUOTA] Quota exceeded (mailbox for user is full)", ANY, "mailbox-full", "Dovecot" },
  { I, BOX, 0, "INUSE", "a3 NO [INUSE] Mailbox is in use", ANY, "mailbox-in-use", "RFC 5530" },
  { I, BOX, 0, "NONEXISTENT", "a3 NO [NONEXISTENT] Mailbox doesn't exist: INBOX", ANY, "mailbox-unavailable", "Dovecot" },
  { I, BOX, 0, NULL, "a3 BAD User is authenticated but not connected.", "outlook.office365.com", "mailbox-unavailable", "Exchange Online" },
  { I, BOX, 0, "SERVERBUG", "a3 NO [SERVERBUG] Internal error occurred. Refer to server log for more information.", ANY,
    "mailbox-unavailable", "Dovecot" },

  { P, BOX, 0, "SYS/PERM", "-ERR [SYS/PERM] The mailbox cannot be opened.", ANY, "mailbox-unavailable", "general wording" },
  { P, BOX, 0, "SYS/TEMP", "-ERR [SYS/TEMP] Timeout while waiting for lock", ANY, "mailbox-in-use", "Dovecot" },
  { I, BOX, 0, "SERVERBUG", "a3 NO [SERVERBUG] Timeout while waiting for lock (2.001 + 0.000 + 2.000 secs).", ANY, "mailbox-in-use",
    "Dovecot" },
  { P, SIGN, 0, "IN-USE", "-ERR [IN-USE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)", ANY,
    "server-busy", "Dovecot" },
  { P, SIGN, 0, "IN-USE", "-ERR [IN-USE] Mailbox is locked by another POP3 session.", ANY, "mailbox-in-use", "Dovecot" },

  /* Sending. */
  { S, RCPT, 554, "5.7.1", "554 5.7.1 <taro@example.jp>: Relay access denied", ANY, "send-relay-denied", "Postfix" },
  { S, RCPT, 550, NULL, "550 relay not permitted", ANY, "send-relay-denied", "Exim" },
  { S, RCPT, 553, NULL, "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", ANY, "send-relay-denied", "qmail" },
  { S, RCPT, 550, "5.7.1", "550 5.7.1 <taro@example.jp>... Relaying denied. Proper authentication required.", ANY, "send-auth-missing",
    "Sendmail" },
  { S, RCPT, 550, "5.7.1", "550 5.7.1 <taro@example.jp>... Relaying denied", ANY, "send-relay-denied", "Sendmail" },
  { S, RCPT, 553, "5.7.1", "553 5.7.1 <info@example.jp>: Sender address rejected: not owned by user taro@example.jp", ANY,
    "send-sender-rejected", "Postfix" },
  { S, FROM, 530, NULL, "530 SMTP authentication is required.", ANY, "send-auth-missing", "hMailServer" },
  { S, FROM, 530, "5.7.1", "530 5.7.1 Authentication required", ANY, "send-auth-missing", "Postfix" },
  { S, RCPT, 554, "5.7.1", "554 5.7.1 Service unavailable; Client host [203.0.113.5] blocked using zen.spamhaus.org", ANY,
    "send-blocked-address", "Postfix" },
  { S, HELLO, 554, "5.7.1", "554 5.7.1 Your IP address is on a block list", ANY, "send-blocked-address", "general wording" },
  { S, RCPT, 450, "4.7.1", "450 4.7.1 Client host rejected: cannot find your reverse hostname, [203.0.113.5]", ANY, "send-blocked-address",
    "Postfix" },
  { S, RCPT, 450, "4.2.0", "450 4.2.0 <taro@example.jp>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/",
    ANY, "send-greylisted", "Postgrey" },
  { S, RCPT, 550, "5.1.1", "550 5.1.1 <taro@example.jp>: Recipient address rejected: User unknown in virtual mailbox table", ANY,
    "send-recipient-rejected", "Postfix" },
  { S, RCPT, 552, "5.2.2", "552 5.2.2 <taro@example.jp>: Mailbox full", ANY, "mailbox-full", "Dovecot LMTP" },
  { S, RCPT, 452, "4.2.2", "452 4.2.2 The email account that you tried to reach is over quota", ANY, "mailbox-full", "Gmail" },
  { S, FROM, 552, "5.3.4", "552 5.3.4 Message size exceeds fixed limit", ANY, "send-size", "Postfix" },
  { S, FROM, 452, "4.3.1", "452 4.3.1 Insufficient system storage", ANY, "server-unavailable", "Postfix" },
  { S, RCPT, 450, "4.3.2", "450 4.3.2 <unknown[203.0.113.5]>: Client host rejected: Try again later", ANY, "server-unavailable",
    "Postfix" },
  { S, HELLO, 421, "4.3.2", "421 4.3.2 <unknown[203.0.113.5]>: Client host rejected: Down for maintenance", ANY, "server-unavailable",
    "Postfix" },
  { S, HELLO, 421, "4.3.2", "421 4.3.2 All server ports are busy", ANY, "server-busy", "Postfix postscreen" },
  { S, RCPT, 450, "4.7.1", "450 4.7.1 Error: too many mails from 203.0.113.5 in the last hour", ANY, "send-rate-limit", "Postfix" },
  { S, RCPT, 550, NULL, "550 5.7.1 POP before SMTP authentication required. Please check for new mail first.", ANY, "pop-before-smtp",
    "general wording" },
  { S, FROM, 451, "4.3.0", "451 4.3.0 Error: queue file write error", ANY, "server-unavailable", "Postfix" },
};

static void
check_rows (const ReplyRow *some, guint n)
{
  guint wrong = 0;

  for (guint i = 0; i < n; i++) {
    const ReplyRow *row = &some[i];
    TgReplyFacts facts = { row->protocol, row->moment, row->code, row->status, row->text, row->host };
    TgReplyMeaning meaning = tg_reply_meaning (&facts);

    if (strcmp (meaning.id, row->id) != 0) {
      g_test_message ("%s: “%s” was taken for %s, not %s", row->source, row->text, meaning.id, row->id);
      wrong++;
    }
  }
  g_test_message ("%u replies", n);
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_replies (void)
{
  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_sign_in (void)
{
  check_rows (reply_rows_of_sign_in, n_reply_rows_of_sign_in);
}

static void
test_sending (void)
{
  check_rows (reply_rows_of_sending, n_reply_rows_of_sending);
}

static void
test_neighbours (void)
{
  check_rows (reply_rows_of_neighbours, n_reply_rows_of_neighbours);
}

/* RFC 4954: "454 4.7.0: do not ask for the password again", whatever the words are. */
static void
test_temporary (void)
{
  static const char *const blaming[] = { "auth-wrong-password", "auth-app-password", "auth-user-form", "auth-refused", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    TgReplyFacts facts = { TG_PROTOCOL_SMTP, TG_MOMENT_SIGN_IN, 454, "4.7.0", "454 4.7.0 authentication failed", ANY };

    if (rows[i].protocol == TG_PROTOCOL_SMTP && rows[i].moment == TG_MOMENT_SIGN_IN && strcmp (rows[i].id, "auth-wrong-password") == 0) {
      facts.text = rows[i].text;
      g_assert_false (g_strv_contains (blaming, tg_reply_meaning (&facts).id));
    }
  }
}

static void
test_hostile (void)
{
  g_autofree char *long_text = g_strnfill (100000, 'a');
  TgReplyFacts facts = { TG_PROTOCOL_IMAP, TG_MOMENT_SIGN_IN, 0, NULL, long_text, ANY };

  g_assert_cmpstr (tg_reply_meaning (&facts).id, ==, "auth-refused");
  facts.text = "NO \xff\xfe\x80 \x01";
  g_assert_nonnull (tg_reply_meaning (&facts).id);
  facts.text = NULL;
  facts.host = NULL;
  g_assert_cmpstr (tg_reply_meaning (&facts).id, ==, "auth-wrong-password");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replies/real replies are taken for what they mean", test_replies);
  g_test_add_func ("/replies/more replies at greeting, sign-in and mailbox are taken for what they mean", test_sign_in);
  g_test_add_func ("/replies/more replies to sending are taken for what they mean", test_sending);
  g_test_add_func ("/replies/words shared with other replies do not mislead", test_neighbours);
  g_test_add_func ("/replies/a temporary refusal never blames the password", test_temporary);
  g_test_add_func ("/replies/broken and endless texts are survived", test_hostile);
  return g_test_run ();
}
