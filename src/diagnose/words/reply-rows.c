/* reply-rows.c: the table of replies: one row per thing that servers say, in classes of words rather
 * than exact sentences.  RFC 3463, 4954, 5248, 5530, 2449, 3206; texts as servers and providers use them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/reply-rows.h"

/* Classes of words, in English and in what else servers speak. */
#define PROTOCOL "(imap4?|pop3?|smtp)"
#define MAILBOX  "(mail ?drop|mail ?box|mail ?dir|inbox|mail file|spool)"
#define TLS      "(\\bssl\\b|\\btls\\b|starttls|\\bstls\\b|encrypt\\w*|secure connection)"
#define REFUSED                                                                                                                            \
  "(den(y|ied)|block|bann?ed|restrict|not (allowed|permitted|accepted|authori[sz]ed)|unauthori[sz]ed|reject|refus|forbid|"                 \
  "disallow|prohibit|制限|拒否|不可|차단)"
#define OFF                                                                                                                                \
  "(disabled|deactivated|not (enabled|allowed|permitted|open(ed)?|activated|authori[sz]ed|included)|turned off|switched off|prohibited)"
#define OFF_ELSEWHERE                                                                                                                      \
  "(deaktiviert|nicht (aktiv|freigeschaltet|erlaubt|zugelassen)|désactivé|non (autorisé|attiv|abilitat)|disabilitat|disattivat|"        \
  "desactivad|deshabilitad|отключ|未开|未開|关闭|關閉|無効|(利用|使用)でき|許可されてい)"
#define PLACE                                                                                                                              \
  "(countr(y|ies)|region|overseas|abroad|foreign|geo-?(ip|location|block)?\\b|\\blocation|outside (of "                                    \
  ")?japan|国外|海外|境外|해외|ausland|"                                                                                           \
  "étranger|all.estero|extranjero)"
#define MACHINE "\\b(ip|ipv[46]|client|hosts?|remotehost|network)( address(es)?)?\\b"
#define FROM_HERE                                                                                                                          \
  "^(?!.*too (many|much))(.*" MACHINE ".{0,40}" REFUSED "|.*(not (allowed|permitted)|denied|blocked) (from|for|to) (your|this) "           \
  "(ip|address|host|network)|.*unauthori[sz]ed (ip|host|network|client)\\b)"
#define SIGN_IN "(log-?(in|on)s?|auth\\w*|sign-?ins?|password|invalid|bad|incorrect|wrong|failed|failures|unsuccessful)"
#define BRIEFLY "\\W(\\w+\\W+){0,3}"

/* Who may be locked or closed, as against a machine or a place. */
#define PERSON "(account|user|mail ?box|login|customer|subscription)"
#define SHUT   "(suspended|disabled|blocked|banned|frozen|deactivated)"
#define TRIES  "(too many|failed (log|auth|sign|attempt)|failures|attempts|bad passwords?)"

const TgReplyRow tg_reply_codes[] = {
  /* Some codes say less than the text that comes with them. */
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL, "bandwidth limit|exceed.{0,30}bandwidth", "auth-rate-limit" },
  { TG_MAIL, TG_ANYWHERE, TG_EITHER, 0, NULL, "bandwidth limit|exceed.{0,30}bandwidth", "server-busy" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, "LIMIT UNAVAILABLE THROTTLED",
    "attempts|too many (bad|failed|invalid|login|auth)|\\brate\\b|frequen", "auth-rate-limit" },
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
  { TG_IMAP | TG_POP3, TG_AT_SIGN_IN, TG_EITHER, 0, "UNAVAILABLE SERVERBUG SYS/TEMP",
    MAILBOX ".{0,30}\\block|\\block.{0,30}" MAILBOX "|waiting for lock", "mailbox-in-use" },
  { TG_IMAP | TG_POP3, TG_AT_SIGN_IN, TG_EITHER, 0, "UNAVAILABLE SERVERBUG SYS/TEMP", NULL, "auth-temporary" },
  { TG_IMAP | TG_POP3, TG_AT_GREETING, TG_EITHER, 0, "UNAVAILABLE SERVERBUG SYS/TEMP", NULL, "server-unavailable" },

  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 0, "5.7.10 5.7.11", NULL, "auth-needs-encryption" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 538, NULL, NULL, "auth-needs-encryption" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 523, NULL, NULL, "auth-needs-encryption" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 0, "5.7.13", NULL, "auth-account-disabled" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 0, "5.7.14", NULL, "auth-web-login" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "5.7.57", NULL, "send-auth-missing" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "5.7.54 5.7.64", NULL, "send-relay-denied" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "5.7.60 5.2.252", NULL, "send-sender-rejected" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "5.1.7 5.1.8 4.1.7 4.1.8", NULL, "send-sender-rejected" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "5.1.90", NULL, "send-rate-limit" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "4.5.3 5.5.3", "recipient|\\brcpts?\\b", "send-rate-limit" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "4.2.2 5.2.2", NULL, "mailbox-full" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "5.3.4 5.2.3", NULL, "send-size" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, "4.7.25 5.7.25", NULL, "send-blocked-address" },
};
const gsize tg_reply_n_codes = G_N_ELEMENTS (tg_reply_codes);

const TgReplyRow tg_reply_texts[] = {
  /* Encryption, and the order of things. */
  { TG_MAIL, TG_ANYWHERE, TG_EITHER, 0, NULL, "\\btls ?v?1\\.[01]\\b.{0,40}(not|no longer|n.t) (supported|accepted|allowed)",
    "tls-too-old" },
  { TG_MAIL, TG_ANYWHERE, TG_EITHER, 0, NULL,
    "(plain ?text|clear ?text|unencrypted|insecure|non-?secure).{0,60}(disabled|disallowed|not (allowed|permitted|accepted|supported)|"
    "prohibit|denied|forbidden|refus|reject)|"
    "\\b(must|need(s|ed)? to|please|required to|requires?|use|only|enable|until|without).{0,40}" TLS "|" TLS
    "\\W.{0,20}(required|needed|necessary|mandatory|first)|\\bonly\\b.{0,30}\\blayer\\b|offers no privacy|暗号化(が|を|され)|verschlüssel",
    "auth-needs-encryption" },
  { TG_SMTP, TG_ANYWHERE, TG_EITHER, 0, NULL,
    "pop3?[- ]?(before|first|auth)|(check|receive|read|retrieve|fetch|get|pop).{0,25}(mail|messages?).{0,30}(before|first)|"
    "\\bfirst,? (check|receive|read|retrieve|fetch|get|pop)|(before|prior to) send.{0,40}(check|receiv|pop)|受信してから|pop before smtp",
    "pop-before-smtp" },

  /* Signing in: what is wanted instead. */
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "\\bapp(lication)?[- ]?(specific[- ])?(pass(word|code)|key)|parol prilozheniya|authori[sz]ation code|auth(entication)? "
    "?code\\b|授权码|授權碼|客户端(专用)?密码|пароль приложения|app-passwort|anwendungsspezifisch|앱 비밀번호|"
    "アプリ(用)?パスワード|専用パスワード|second ?factor|two[- ]factor|2[- ]?step|two[- ]step|\\b2fa\\b|mail client "
    "password|generate.{0,30}password",
    "auth-app-password" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "basic ?auth(entication)?( is|ed)? ?(disabled|blocked|not)|basicauth|modern auth|legacy auth|security defaults|conditional "
    "access|oauth|xoauth2|openid",
    "auth-oauth" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "(log|sign)[- ]?(in|on)\\b.{0,25}(via|through|to|at|on|with|from|using) (your |the |our |a |an )?web ?(browser|site|mail|page)|"
    "web ?login|webalert|verify your (account|identity|e-?mail|phone)\\b(?! "
    "(name|address|password|credential|setting|and|or))|accounts\\.google\\.com/|sign in (on|to|at) the web|captcha|"
    "ブラウザ.{0,12}(ログイン|サインイン)",
    "auth-web-login" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "pass(word|phrase|code|wd).{0,25}(has |is |was )?expir|expired pass|password transition|(change|renew|reset) (of )?(your "
    ")?password|password "
    "(must|needs to|has to) be "
    "(changed|reset)|password change required|パスワードの(有効)?期限|(passwort|kennwort|mot de passe|contraseña|пароль|密码|密碼).{0,20}"
    "(abgelaufen|expir|caducad|scadut|истек|истёк|устарел|过期|過期)",
    "auth-password-expired" },

  /* POP3's lock is on the mailbox, not on the account. */
  { TG_IMAP | TG_POP3, TG_AT_SIGN_IN | TG_AT_MAILBOX, TG_EITHER, 0, NULL,
    "^(?!.*(security|abuse|administrat|suspicio|support|unpaid|attempts))(.*" MAILBOX
    ".{0,40}(\\block|in use|busy|being used|already open)|.*lock.{0,30}" MAILBOX "|.*\\b(mail)?lock (is )?(busy|file)|"
    ".*already (in use|logged in|open|locked)|.*another (pop3? ?)?(session|client|connection|process|user)|"
    ".*wait(ing)? (for|on) (the |a )?(\\w+ )?lock\\b|.*bereits (verwendet|geöffnet|in benutzung)|.*使用中)",
    "mailbox-in-use" },

  /* Signing in: how often, unless the account was locked for it; then the place, the way, the account. */
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "^(?!.*" PERSON "\\b.{0,40}\\b(lock|frozen))(?!.*(account|user|mail ?box)\\b.{0,30}\\b" SHUT
    ")(?!.*lock(ed)? ?out)(?!.*(invalid|bad)( \\w+)? commands)(.*too (many|much)" BRIEFLY SIGN_IN
    "|.*\\btoo (many times|often|frequently)|.*\\bauth\\w*( error| failure)?s? limit)",
    "auth-rate-limit" },
  { TG_MAIL, TG_ANYWHERE, TG_PERMANENT, 0, NULL,
    "^(?!.*(\\bdns\\b|reverse|\\bptr\\b))(.*" PLACE ".{0,80}" REFUSED "|.*" REFUSED ".{0,80}" PLACE ")", "auth-region-blocked" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_PERMANENT, 0, NULL, FROM_HERE, "auth-region-blocked" },
  { TG_IMAP | TG_POP3, TG_AT_GREETING, TG_PERMANENT, 0, NULL, FROM_HERE, "auth-region-blocked" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_PERMANENT, 0, NULL,
    "no (suitable |worthy |supported )?mech\\w*|mechanism( \\S+)?.{0,20}(not (supported|available|enabled|allowed)|disabled|too weak|"
    "unknown|invalid)|(unsupported|unrecogni[sz]ed|invalid|unknown|unimplemented|bad) (sasl |smtp )?auth\\w* "
    "(type|mech|method)|auth\\w* (type|method|scheme)s?( \\S+)? (is )?(not |un)(implemented|supported|recogni[sz]ed|available)",
    "auth-no-common-mechanism" },
  { TG_SMTP, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "auth\\w*( command)?( is)?( was)?( used when)? not (enabled|advertised|supported|available|offered|allowed|permitted)(?! for "
    "(this|your|the) (account|user|mail ?box|domain))|auth "
    "(not|un)(available|supported)|"
    "no auth(entication)? (mechanism|method)s? (available|supported|offered)",
    "auth-not-offered" },
  /* IMAP's command, not the account: LOGINDISABLED, RFC 3501 section 7.2.1. */
  { TG_IMAP, TG_AT_SIGN_IN, TG_EITHER, 0, NULL, "\\blogin( command)?( is)? (disabled|not allowed)(?!.{0,12}(this|your))",
    "auth-needs-encryption" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "(imap4?|pop3?|smtp|smtpclientauthentication|service|protocol|client access|external (mail )?access|mail client|application|remote "
    "access)\\b.{0,60}\\b" OFF "|\\baccess\\b.{0,20}\\b(disabled|deactivated|not enabled|turned off|switched off)|"
    "smtpclientauthentication is disabled|(enable|activate|turn on|switch on|open) (the )?" PROTOCOL "|not enabled for " PROTOCOL "|"
    "access rights? to this service|does(n.t| not) have .{0,20}(access|permission|right)s? (to|for|on) .{0,20}(imap|pop|smtp|service)|"
    "(not|n.t) have (" PROTOCOL "|external)( access)?( enabled)?|"
    "not (permitted|allowed|authori[sz]ed|enabled) (to|for) (use |access )?.{0,20}(imap|pop|smtp|service)|user has no "
    "permission|#auth01[0-9]|(allows?|permits?) only .{0,20}(web ?mail|apps?)\\b|\\bonly (via|through|by|with) (the )?web ?mail|web ?mail "
    "only|" PROTOCOL ".{0,40}" OFF_ELSEWHERE "|外部.{0,20}アクセス",
    "auth-service-disabled" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "(account|user|mail ?box|login|access|\\bid|passphrase|password)\\b.{0,40}\\block|(account|user)\\b.{0,40}((temporarily |been |is "
    ")(blocked|banned))|lock(ed)? ?out|"
    "(account|user|mail ?box)\\b.{0,40}" SHUT ".{0,60}" TRIES "|" TRIES ".{0,60}" PERSON "\\b.{0,30}\\b(frozen|" SHUT ")|"
    "locked (due|because|for)|ロック|锁定|鎖定|gesperrt|bloqué|bloccat|bloquead|заблокирован|잠겼|zablokowan",
    "auth-account-locked" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "too (many|much).{0,20}(attempts|tries|errors)|\\b(login|log-?in|auth\\w*|sign-?in)\\b.{0,30}\\b(rate|frequency|frequent|throttl\\w*|"
    "limit|quota)\\b|"
    "rate ?limit|throttl|(exceed|maximum|\\bmax\\b).{0,30}(attempt|login|auth|failures|tries)|attempts.{0,10}exceed|(try|come) "
    ".{0,10}(in|after) \\d+ ?(s|m|h)|回数|次数|频繁|頻繁|zu (viele|oft)|trop de|troppi|demasiad|слишком (много|част)",
    "auth-rate-limit" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "(account|mail ?box|user|domain|login|customer|subscription)\\b.{0,40}\\b(disabled|inactive|in "
    "?activated|deactivated|suspended|terminated|closed|frozen|"
    "not active|not activated|expired|deleted|on hold|abnormal|compromised)|(disabled|suspended|inactive|deactivated|expired) "
    "(account|user|mail ?box|domain)|(compromised|suspended) (account|credential)|"
    "停止|解約|停用|禁用|冻结|凍結|(konto|postfach|compte|account|cuenta|ящик|запись|utente|casella|アカウント).{0,30}" OFF_ELSEWHERE,
    "auth-account-disabled" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "\\b(please|must|need to|have to|required "
    "to)\\W(\\w+\\W+){0,4}(verify|confirm)\\b(?!.{0,25}(user|login|pass|credential|setting|spell))|(unusual|suspicious|challenge).{0,60}("
    "web|sign|log|"
    "account|activity|identity|https?:)|(accept|agree).{0,30}terms",
    "auth-web-login" },
  { TG_MAIL, TG_AT_SIGN_IN, TG_EITHER, 0, NULL, "auth\\w* (failed|failure|unsuccessful)\\W.{0,20}\\b(busy|overload)", "auth-temporary" },

  /* How busy the server is, or that it goes away. */
  { TG_IMAP | TG_POP3, TG_AT_GREETING | TG_AT_MAILBOX, TG_EITHER, 0, NULL, "throttl|rate ?limit", "server-busy" },
  { TG_MAIL, TG_ANYWHERE, TG_EITHER, 0, NULL,
    "too many.{0,20}(connections?|sessions?|clients|users|processes)|(maximum|max)\\w*.{0,30}(connections?|sessions?|clients)|"
    "(connections?|sessions?).{0,30}(limit|exceed|maximum)|(limit|exceed).{0,30}(connections?|sessions?)|"
    "(server|system|service|ports?)( is| are)?( too| currently)? (busy|overloaded)|"
    "load (average )?(is )?too high|high load|混雑|混み合|trop de connexions|zu viele verbindungen",
    "server-busy" },
  { TG_MAIL, TG_AT_SIGN_IN | TG_AT_GREETING, TG_EITHER, 0, NULL, "shutting down|going down|maintenance|メンテナンス|wartung|维护|維護",
    "server-unavailable" },

  /* Signing in did it, the mailbox did not. */
  { TG_IMAP | TG_POP3, TG_AT_SIGN_IN, TG_PERMANENT, 0, NULL,
    "^(?!.*(server error|temporar|try again)).*(\\b(unable|failed|fail|cannot|can.t|could ?n.t|could "
    "not|not)\\b.{0,12}\\b(open|locate|scan|chdir|"
    "read|access|select|find|fetch|stat)\\b.{0,30}" MAILBOX "|(\\bno|chdir|n.t exist|not exist).{0,30}mail ?dir|mail ?dir.{0,30}(no such|"
    "missing|n.t exist|not exist)|(open|chdir|read|select)\\b.{0,30}" MAILBOX ".{0,10}fail)",
    "mailbox-unavailable" },

  /* The conversation, not the person. */
  { TG_MAIL, TG_AT_SIGN_IN, TG_PERMANENT, 0, NULL,
    "bad protocol|\\b(malformed|undecodable|base64|can.?not decode)\\b|auth\\w* (aborted|cancell?ed)|(aborted|cancell?ed) by",
    "auth-refused" },

  /* Sending: the address, the sender, the order of things. */
  { TG_SMTP, TG_AT_GREETING | TG_AT_ENVELOPE, TG_TEMPORARY, 0, NULL,
    "gr[ea]y-?\\s?list|postgrey|come back (later|in)|try again in \\d+ (s|m)|first[- ]time", "send-greylisted" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL, "must (issue|send) a starttls", "auth-needs-encryption" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "authenticat(ion|ed?) (is )?(required|needed|necessary|first)|auth(ori[sz]ation)? (is )?(required|needed)|(must|please|need to|have "
    "to).{0,25}(authenticat|log ?in|sign ?in|smtp[- ]auth|\\bauth\\b)|"
    "not (been )?(authenticated|logged ?in)|requires?.{0,20}auth|unauthenticated|\\bno (smtp[- ])?auth(entication)?\\b|(do|did)(n.t| not) "
    "authenticate|without (smtp[- "
    "])?auth|client host rejected: access "
    "denied|認証|"
    "authentifi(cation|zierung).{0,20}(requise|erforderlich|nötig)|autentica(zione|ción).{0,20}(richiesta|requerida|necesaria)|"
    "需要(认证|验证|身份)",
    "send-auth-missing" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL, "sender.{0,20}not (allowed|permitted) to relay|relaying disallowed as",
    "send-sender-rejected" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "relay(ing|ed)?\\b(?! "
    "(limit|server|service|host)).{0,50}(denied|not\\b|prohibit|reject|disallow|refus|forbid|den(y|ied)|\\baccess|unable|cannot|fail)|"
    "(not|unable|cannot|can.t|no|denied|den(y|ies)|don.t|won.t|refus\\w+|disallow\\w*)\\b.{0,40}\\brelay(?!.{0,5}limit)|"
    "(credentials|permission|rights?) (for|to) relay|rcpthosts|not one of our|no such domain here|not a local|local users? only|insecure "
    "mail relay",
    "send-relay-denied" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_TEMPORARY, 0, NULL, "rate[- ]?limit", "send-rate-limit" },
  { TG_SMTP, TG_AT_GREETING | TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "spamhaus|spamcop|sorbs|barracuda|dnsbl|\\brbl\\b|\\bpbl\\b|(black|block|deny)-? ?list|banned sending ip|\\bblack ip|"
    "\\blisted (at|in|by|on)\\b|reverse[- ]?(dns|lookup|hostname|mapping|name)|\\br?dns (entry|name|ptr)|\\bptr\\b|cannot find your "
    "(reverse )?hostname|"
    "(ip|host) name lookup|(cannot|can.t|unable to|could not) resolve (your|the client)|unresolvable .{0,20}host|mismatch\\w* "
    ".{0,10}\\bip\\b|"
    "\\byour ip\\b.{0,40}(filter|block|bann|reject|refus)|\\bip check|invalid ip\\b|open (proxy|relay)|looks? .{0,20}like (a "
    ")?spam|\\b(smtp|mail) "
    "server of your|your (isp|provider).{0,4} (smtp|mail) server|"
    "dynamic (ip|address)|due to .{0,40}(user complaints|reputation|spam)|(spams?|errors?) from your (ip|host|address)",
    "send-blocked-address" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "(sender|mail from|from address|return[- ]path|envelope[- ]from|from:).{0,80}(reject|denied|refus|\\bnot |n.t "
    "|non-local|invalid|unknown|mismatch|must|differ|unverif|verif|same|equal|own|unauthori[sz]ed)|"
    "(unauthori[sz]ed|invalid|unknown|unrout?e?able|bad|illegal|fake|forged) (envelope )?sender|"
    "(den(y|ies)|denied|refus\\w*|reject\\w*) (the )?sender|badmailfrom|unvalidated|address is not verified|(blocked|banned|suspended) "
    "from sending|"
    "not owned by|send ?as\\b|sendas|on behalf "
    "of|(not|no)\\b.{0,25}(permi\\w+|allowed|authori[sz]ed|right)\\b.{0,25}\\b(send|use)\\b.{0,20}\\b(as|from|address|sender)\\b|"
    "\\b(sending|outgoing|outbound)\\b.{0,40}\\b(disabled|blocked|suspended|not allowed)|"
    "absender.{0,40}(nicht|ungültig|abgelehnt)|(expéditeur|emetteur|émetteur|mittente|remitente).{0,30}(non|no |in[vc]|refus|rechaz)|"
    "差出人|送信者|发件人|發件人",
    "send-sender-rejected" },

  /* Sending: how much. */
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL, "insufficient system (storage|resources)|system storage|space shortage",
    "server-unavailable" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "^(?!.*mail ?box)(.*\\b(too (large|big)|size (limit|exceed)|too long)|.*exceed.{0,30}\\bsize|.*\\bmax\\w*.{0,20}\\bsize|.*taille "
    "limite|.*zu groß|.*demasiado grande|.*サイズ)",
    "send-size" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "too (many|much) (\\w+ ){0,3}(messages?|mails?|e-?mails?|recipients?)\\b(?! (data|on|in)\\b)|\\b(sending|send|message "
    "count|hourly|daily|sender|outgoing|"
    "submission|relay)\\b.{0,30}\\b(limits?|rate|quota)\\b|rate[- ]?limit|message rate|"
    "\\b(limit|quota)\\b.{0,40}\\b(messages|mails|sending|per (hour|day|minute))|throttl|unusual sending|\\bat a rate\\b|sent "
    "too|送信(数|件数|制限)|exceeded.{0,30}\\b(messages|e?-?mails|recipients)\\b|\\bper (second|minute|hour|day)\\b|too (quickly|fast)",
    "send-rate-limit" },
  { TG_MAIL, TG_AT_MAILBOX | TG_AT_ENVELOPE | TG_AT_SIGN_IN, TG_EITHER, 0, NULL,
    "(mail ?box|storage|dis[ck]|inbox|account|\\buser|folder).{0,40}(\\bfull\\b|quota|exceed)|over "
    "?quota|(over|beyond|reach\\w*) (\\w+ "
    "){0,3}quota|quota.{0,20}(exceed|full|reached|violat|limit)|(exceed|exhaust).{0,30}(quota|storage|space)|full mail "
    "?box|speicher(platz|volumen)|"
    "(not|n.t have|no) (enough|sufficient) (\\w+ )?(space|storage|room)|no space left|(space|storage).{0,20}used up|too many messages "
    "(on|in)\\b|too much mail data|容量|postfach.{0,20}voll|boite.{0,30}pleine|(casella|buzón).{0,20}"
    "(pien|llen)|ящик.{0,30}переполн|邮箱.{0,6}满",
    "mailbox-full" },
  { TG_SMTP, TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    "\\b(recipients?|rcpts?|messages?|e?-?mails?)\\b.{0,40}\\b(limit|rate|threshold|maximum)\\b|(out of|exceed\\w*|over|max\\w*) "
    ".{0,15}\\b(recipients?|rcpt)\\b|\\b(limit|threshold)\\b.{0,15}(exceed|"
    "reach)|"
    "slow(er| down)",
    "send-rate-limit" },

  /* RFC 3463: "system not accepting network messages".  Postfix then calls the client rejected, whose address is not meant. */
  { TG_SMTP, TG_AT_GREETING | TG_AT_ENVELOPE, TG_TEMPORARY, 0, "4.3.2", NULL, "server-unavailable" },

  /* "Blocked" alone is the address that it comes from, unless it says who or what is. */
  { TG_SMTP, TG_AT_GREETING | TG_AT_ENVELOPE, TG_EITHER, 0, NULL,
    MACHINE
    ".{0,60}(reputation|filtered|suspicious|spammer|" REFUSED ")|(" REFUSED
    "|reputation|suspicious|no access|n.t accept\\w*|not (\\w+ )?accepting).{0,40}\\b(from|of) (this |your |the )?(mail server|" MACHINE
    ")|mail server at .{0,40}blocked|^(?!.*\\b(account|user|recipient|mail "
    "?box|sender|attachment|content|domain|envelope)\\b).*\\b(blocked|banned)\\b|(poor|bad|low) "
    "reputation|connections? (not|will not be) accepted",
    "send-blocked-address" },
};
const gsize tg_reply_n_texts = G_N_ELEMENTS (tg_reply_texts);
