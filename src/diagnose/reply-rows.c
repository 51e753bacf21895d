/* reply-rows.c: the table of replies: one row per thing that servers say, in general words rather
 * than exact sentences.  RFC 3463, 4954, 5248, 5530, 2449, 3206; texts as servers and providers use them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/reply-rows.h"

const TgReplyRow tg_reply_codes[] = {
  /* Some codes say less than the text that comes with them. */
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, "LIMIT UNAVAILABLE THROTTLED", "attempts|too many (bad|failed|invalid|login|auth)",
    "auth-rate-limit" },
  { TG_MAIL, TG_ANYWHERE, TG_EITHER, 0, "LIMIT UNAVAILABLE SYS/TEMP", "connections?|sessions?|concurrent|simultaneous", "server-busy" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, "UNAVAILABLE SYS/TEMP", "maintenance|メンテナンス", "server-unavailable" },
  /* Dovecot's limit for POP3 (mail_max_userip_connections) has the code of a mailbox that is open elsewhere. */
  { TG_POP3, TG_ANYWHERE, TG_EITHER, 0, "IN-USE", "(maximum|too many|limit).{0,30}(connections?|sessions?)", "server-busy" },

  { TG_IMAP, TG_ANYWHERE, TG_EITHER, 0, "PRIVACYREQUIRED", NULL, "auth-needs-encryption" },
  { TG_IMAP, TG_ANYWHERE, TG_EITHER, 0, "EXPIRED", NULL, "auth-password-expired" },
  { TG_IMAP, TG_ANYWHERE, TG_EITHER, 0, "OVERQUOTA", NULL, "mailbox-full" },
  { TG_IMAP | TG_POP3, TG_ANYWHERE, TG_EITHER, 0, "INUSE IN-USE", NULL, "mailbox-in-use" },
  { TG_IMAP, TG_AT_SIGN_IN, TG_EITHER, 0, "WEBALERT", NULL, "auth-web-login" },
  { TG_IMAP, TG_ANYWHERE, TG_EITHER, 0, "LIMIT", NULL, "server-busy" },
  { TG_IMAP | TG_POP3, TG_AT_SIGN_IN, TG_EITHER, 0, "THROTTLED LOGIN-DELAY", NULL, "auth-rate-limit" },
  { TG_IMAP | TG_POP3, TG_AT_SIGN_IN, TG_EITHER, 0, "UNAVAILABLE SERVERBUG SYS/TEMP", NULL, "auth-temporary" },
  { TG_IMAP | TG_POP3, TG_AT_GREETING, TG_EITHER, 0, "UNAVAILABLE SERVERBUG SYS/TEMP", NULL, "server-unavailable" },

  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 0, "5.7.10 5.7.11", NULL, "auth-needs-encryption" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 538, NULL, NULL, "auth-needs-encryption" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 523, NULL, NULL, "auth-needs-encryption" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 0, "5.7.13", NULL, "auth-account-disabled" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 0, "5.7.14", NULL, "auth-web-login" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "5.7.57", NULL, "send-auth-missing" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "5.7.60 5.2.252", NULL, "send-sender-rejected" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "4.2.2 5.2.2", NULL, "mailbox-full" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "5.3.4 5.2.3", NULL, "send-size" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "4.7.25 5.7.25", NULL, "send-blocked-address" },
};
const gsize tg_reply_n_codes = G_N_ELEMENTS (tg_reply_codes);

const TgReplyRow tg_reply_texts[] = {
  /* Encryption, and the order of things. */
  { TG_MAIL, TG_ANYWHERE, TG_EITHER, 0, NULL,
    "(plain ?text|clear ?text|unencrypted|insecure|non-?secure).{0,60}(disabled|disallowed|not (allowed|permitted|accepted|supported)|"
    "prohibit|denied|forbidden|refus|reject)|"
    "(must|need(s|ed)? to|please|required to|requires?|use|only|enable|over).{0,40}(\\bssl\\b|\\btls\\b|starttls|\\bstls\\b|encrypt|secure "
    "connection)|"
    "(\\bssl|\\btls|starttls|encryption|secure connection)\\W.{0,20}(required|needed|necessary|mandatory|first)",
    "auth-needs-encryption" },
  { TG_SMTP, TG_ANYWHERE, TG_EITHER, 0, NULL,
    "pop3?[- ]?(before|first|auth)|(check|receive|read|retrieve|fetch|get|pop).{0,25}(mail|messages?).{0,30}(before|first)|"
    "(before|prior to) send.{0,40}(check|receiv|pop)|受信してから|pop before smtp",
    "pop-before-smtp" },

  /* Signing in: what is wanted instead. */
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "app(lication)?[- ]?(specific[- ])?(pass(word|code)|key)|parol prilozheniya|authori[sz]ation code|auth(entication)? "
    "?code|授权码|授權碼|"
    "アプリ(用)?パスワード|専用パスワード|second ?factor|two[- ]factor|2[- ]?step|two[- ]step|\\b2fa\\b|mail client "
    "password|generate.{0,30}password",
    "auth-app-password" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "basic ?auth(entication)?( is|ed)? ?(disabled|blocked|not)|basicauth|modern auth|oauth|xoauth2|openid", "auth-oauth" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "password.{0,25}(has |is |was )?expir|expired pass|(change|renew|reset) (of )?(your )?password|password (must|needs to|has to) be "
    "(changed|reset)|パスワードの(有効)?期限",
    "auth-password-expired" },

  /* POP3's lock is on the mailbox, not on the account. */
  { TG_IMAP | TG_POP3, TG_AT_SIGN_IN | TG_AT_MAILBOX, TG_EITHER, 0, NULL,
    "(mail ?drop|mail ?box|mail file|spool).{0,40}(\\block|in use|busy|being used|already open)|lock.{0,30}(mail ?drop|mail "
    "?box|mail file|spool)|"
    "already (in use|logged in|open|locked)|another (pop3? ?)?(session|client|connection|process|user)|"
    "wait(ing)? (for|on) (the |a )?(\\w+ )?lock\\b|使用中",
    "mailbox-in-use" },

  /* Signing in: the place, the service, the account. */
  { TG_MAIL, TG_ANYWHERE, TG_PERMANENT, 0, NULL,
    "(countr(y|ies)|region|overseas|abroad|foreign|geo-?(ip|location|block)?\\b|location|outside (of )?japan|国外|海外).{0,80}"
    "(den(y|ied)|block|restrict|not (allowed|permitted|accepted)|reject|refus|forbid|disallow|制限|拒否|不可)|"
    "(den(y|ied)|block|restrict|not (allowed|permitted|accepted)|reject|refus|forbid|disallow).{0,80}"
    "(countr(y|ies)|region|overseas|abroad|foreign|geo-?(ip|location|block)?\\b|your location|outside (of )?japan)",
    "auth-region-blocked" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_PERMANENT, 0, NULL,
    "\\b(your )?(ip|client|host)( address)?\\b.{0,40}(not (allowed|permitted|authori[sz]ed)|blocked|denied|banned|restricted|rejected)|"
    "(not (allowed|permitted)|denied|blocked) from (your|this) (ip|address|host|network)",
    "auth-region-blocked" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "(imap4?|pop3?|smtp|smtpclientauthentication|service|protocol|client access|external (mail )?access|mail client|application|remote "
    "access|access)"
    "\\b.{0,60}\\b(disabled|not (enabled|allowed|permitted|open(ed)?|activated|authori[sz]ed|included)|turned off|switched "
    "off|deactivated|prohibited)|"
    "smtpclientauthentication is disabled|(enable|activate|turn on|switch on|open) (the )?(imap|pop|smtp)|not enabled for (imap|pop|smtp)|"
    "access rights? to this service|does(n.t| not) have .{0,20}(access|permission|right)s? (to|for|on) .{0,20}(imap|pop|smtp|service)|"
    "not (permitted|allowed|authori[sz]ed|enabled) (to|for) (use |access )?.{0,20}(imap|pop|smtp|service)|user has no "
    "permission|#auth01[0-9]|"
    "(imap|pop|smtp).{0,40}(利用|使用)でき|外部.{0,20}アクセス",
    "auth-service-disabled" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "(account|user|mail ?box|login|access|id)\\b.{0,40}\\block|(account|user)\\b.{0,40}((temporarily |been |is "
    ")(blocked|banned))|lock(ed)? ?out|"
    "locked (due|because|for)|ロック",
    "auth-account-locked" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "too many.{0,20}(login|log-?in|auth|sign-?in|failed|failures|bad|invalid|incorrect|wrong|attempts|tries|unsuccessful|password|errors)|"
    "(login|log-?in|auth\\w*|sign-?in|password).{0,30}(rate|frequency|frequent|throttl|limit)|rate ?limit|throttl|"
    "(exceed|maximum|max).{0,30}(attempt|login|auth|failures|tries)|attempts.{0,10}exceed|(try|come) .{0,10}(in|after) \\d+ ?(s|m|h)|回数",
    "auth-rate-limit" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "(account|mail ?box|user|domain|login|customer|subscription).{0,40}\\b(disabled|inactive|in "
    "?activated|deactivated|suspended|terminated|closed|frozen|"
    "not active|not activated|expired|deleted|on hold|abnormal)|(disabled|suspended|inactive|deactivated|expired) (account|user|mail "
    "?box|domain)|"
    "停止|解約",
    "auth-account-disabled" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "web ?(browser|login)|webalert|log ?(in|on).{0,15}(via|through|to|at|on|with|from) (your |the |our |a "
    ")?(web|browser)|accounts\\.google\\.com/|"
    "(verify|confirm|unusual|suspicious|captcha|challenge).{0,60}(web|sign|log|account|activity|identity|https?:)|(accept|agree).{0,30}"
    "terms|"
    "sign in (on|to|at) the web",
    "auth-web-login" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_PERMANENT, 0, NULL,
    "no (suitable |worthy |supported )?mech\\w*|mechanism.{0,20}not (supported|available)|(unsupported|unrecogni[sz]ed) auth\\w* "
    "(type|mech|method)",
    "auth-no-common-mechanism" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "auth\\w*( command)?( is)?( was)?( used when)? not (enabled|advertised|supported|available|offered|allowed|permitted)|auth "
    "(not|un)(available|supported)|"
    "no auth(entication)? (mechanism|method)s? (available|supported|offered)",
    "auth-not-offered" },

  /* How busy the server is. */
  { TG_MAIL, TG_ANYWHERE, TG_EITHER, 0, NULL,
    "too many.{0,20}(connections?|sessions?|clients|users|processes)|(maximum|max)\\w*.{0,30}(connections?|sessions?|clients)|"
    "(connections?|sessions?).{0,30}(limit|exceed|maximum)|(limit|exceed).{0,30}(connections?|sessions?)|(server|system|ports)( is| are)?( "
    "too| "
    "currently)? (busy|overloaded)|"
    "load (average )?(is )?too high|high load|混雑|混み合",
    "server-busy" },

  /* Sending: the address, the sender, the order of things. */
  { TG_SMTP, TG_AT_GREETING | TG_AT_ENVELOPE, TG_TEMPORARY, 0, NULL,
    "gr[ea]y-?\\s?list|postgrey|come back later|try again in \\d+ (s|m)|first[- ]time", "send-greylisted" },
  /* RFC 3463: "system not accepting network messages".  Postfix then calls the client rejected, whose address is not meant. */
  { TG_SMTP, TG_AT_GREETING | TG_AT_ENVELOPE, TG_TEMPORARY, 0, "4.3.2", NULL, "server-unavailable" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL, "must (issue|send) a starttls", "auth-needs-encryption" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "authenticat(ion|ed?) (is )?(required|needed|necessary|first)|auth (is )?(required|needed)|(must|please|need to|have "
    "to).{0,25}(authenticat|log ?in|sign ?in|smtp[- ]auth)|"
    "not (been )?(authenticated|logged ?in)|requires?.{0,20}auth|unauthenticated|認証",
    "send-auth-missing" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "relay(ing|ed)?\\b.{0,50}(denied|not|prohibit|reject|disallow|refus|forbid|den(y|ied)|access|unable|cannot)|"
    "(not|unable|cannot|can.t|no|denied|don.t|won.t|refus\\w+).{0,40}\\brelay|rcpthosts|not one of our|no such domain here|not a local",
    "send-relay-denied" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_TEMPORARY, 0, NULL, "rate[- ]?limit", "send-rate-limit" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "(sender|mail from|from address|return[- ]path|envelope[- ]from|from:).{0,80}(reject|denied|refus|not "
    "|invalid|unknown|mismatch|must|differ|unverif|verif|same|equal|own)|"
    "not owned by|send ?as\\b|sendas|on behalf "
    "of|(not|no).{0,25}(permi\\w+|allowed|authori[sz]ed|right).{0,25}(send|use).{0,20}(as|from|address|sender)|差出人|送信者",
    "send-sender-rejected" },
  { TG_SMTP, TG_AT_GREETING | TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "spamhaus|spamcop|sorbs|barracuda|dnsbl|\\brbl\\b|\\bpbl\\b|black-? ?list|block-? ?list|banned sending ip|listed (at|in|by|on)\\b|"
    "\\b(ip|ipv[46]|client|host)( address)?\\b.{0,60}(blocked|banned|rejected|reputation|refused|denied|not allowed)|(blocked|banned|poor "
    "reputation|bad reputation)|"
    "reverse (dns|lookup|hostname|mapping)|\\bptr\\b|cannot find your (reverse )?hostname|dynamic (ip|address)|connections? (not|will not "
    "be) accepted",
    "send-blocked-address" },

  /* Sending: how much. */
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL, "insufficient system (storage|resources)|system storage", "server-unavailable" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "(message|mail|attachment)?.{0,20}\\b(too (large|big)|size (limit|exceed))|exceed.{0,30}\\bsize|max\\w*.{0,20}\\bsize", "send-size" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "too many "
    "(messages|mails?|e-?mails|recipients)|(sending|send|message|hourly|daily|sender|outgoing|submission|recipient|rate).{0,30}(limit|rate|"
    "quota).{0,40}|"
    "(limit|quota).{0,40}(messages|mails?|sending|per (hour|day|minute))|throttl|unusual sending|sent "
    "too|送信(数|件数|制限)|exceeded.{0,30}(messages|mails|recipients)",
    "send-rate-limit" },
  { TG_MAIL, TG_AT_MAILBOX | TG_AT_ENVELOPE | TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "(mail ?box|storage|disk|inbox|account|user|folder).{0,40}(\\bfull\\b|quota|exceed)|over "
    "?quota|quota.{0,20}(exceed|full|reached)|exceed.{0,30}(quota|storage)|"
    "not enough (disk )?space|no space left|容量",
    "mailbox-full" },

  /* A fault that passes.  "(reason unavailable)" is what Postfix says of any refusal. */
  { TG_MAIL, TG_AT_SIGN_IN | TG_AT_GREETING, TG_EITHER, 0, NULL, "maintenance|メンテナンス", "server-unavailable" },
};
const gsize tg_reply_n_texts = G_N_ELEMENTS (tg_reply_texts);
