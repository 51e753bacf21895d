/* message-rows.c: sentences of mail programs, English and Japanese, as Thunderbird's and Evolution's own
 * catalogues have them and as Outlook, Windows Mail, Apple Mail, Gmail and the like show them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "diagnose/words/message-rows.h"

const TgMessageRow tg_message_bounces[] = {
  { "Action: ?delayed|will be retried|will retry|still being retried|warning message only|(do not|don.t) need to resend|"
    "delivery (has been |was |is )?delayed|could not send message for past|has not (yet )?been delivered|temporary problem delivering|"
    "配信が遅れ|配信が遅延|配信の遅延|再送を(試み|続け)|送信を(再試行|繰り返)",
    "send-delayed", TG_SIDE_SEND, FALSE },
  { "gr[ea]y-?list", "send-greylisted", TG_SIDE_SEND, FALSE },
  { "relay(ing)?\\b.{0,30}(denied|not (allowed|permitted)|prohibited)|(unable|not permitted|cannot) to relay|rcpthosts",
    "send-relay-denied", TG_SIDE_SEND, FALSE },
  { "sender address|[45]\\.1\\.[78]\\b|sender.{0,30}(reject|denied|refused|not (allowed|permitted))|差出人.{0,20}(拒否|存在)",
    "send-sender-rejected", TG_SIDE_SEND, FALSE },
  { "rate ?limit|sending (limit|quota)|(daily|hourly).{0,20}(limit|quota)|too many (messages|recipients|mails?)|unusual "
    "rate|exceeded.{0,30}(messages|recipients|sending)|送信(数|件数|制限)",
    "send-rate-limit", TG_SIDE_SEND, FALSE },
  { "[45]\\.7\\.2[0-9]\\b|\\bDMARC\\b|\\bSPF\\b|\\bDKIM\\b|unauthenticated (e-?)?mail|not authenticated.{0,40}sender|sender (domain )?"
    "authentication (failed|required)|送信ドメイン認証",
    "send-not-authenticated", TG_SIDE_SEND, FALSE },
  { "[45]\\.2\\.2\\b|5\\.7\\.509999|(mail ?box|inbox|storage|account|user|quota|disk|spool).{0,60}(\\bfull\\b|over ?quota|exceed)|"
    "over ?quota|quota exceed|exceeds? remaining quota|too much mail data|insufficient (disk|storage)|out of storage|"
    "not enough space|容量(が|を|超|オーバ)|(一杯|いっぱい)",
    "send-recipient-full", TG_SIDE_SEND, FALSE },
  { "[45]\\.3\\.4\\b|5\\.2\\.3\\b|message.{0,20}(too (large|big)|size exceed)|exceed.{0,40}\\bsize|size limit|"
    "(メール|メッセージ|添付).{0,20}(サイズ|大き)",
    "send-size", TG_SIDE_SEND, FALSE },
  { "spamhaus|spamcop|barracuda|block ?list|black ?list|\\bRBL\\b|\\bDNSBL\\b|\\bPBL\\b|reputation|banned sending ip|reverse dns|\\bPTR\\b|"
    "listed (at|in|on|by)\\b",
    "send-blocked-address", TG_SIDE_SEND, FALSE },
  { "\\bspam\\b|unsolicited|junk|virus|malware|phish|(message|mail) content|content (rejected|filter)|suspicious|policy (reason|violation)|"
    "迷惑メール|ウイルス|コンテンツ",
    "send-content-rejected", TG_SIDE_SEND, FALSE },
  { "[45]\\.1\\.(0|1|2|3|6|10)\\b|5\\.4\\.(4|310)\\b|5\\.2\\.1\\b|user.{0,3}unknown|unknown (user|recipient|address)|no such (user|person|"
    "recipient|mailbox|address|domain|host)|(user|recipient|mailbox|address|account|host|domain).{0,60}(not (be )?(found|exist|known|"
    "recogni[sz]ed)|n.t (exist|found)|does not exist|doesn.t exist|unknown|unavailable|invalid|disabled|inactive|rejected)|not a "
    "valid (user|recipient|mailbox)|no mailbox here|invalid (recipient|mailbox|user)|host (unknown|not found)|unrouteable|non-?existent "
    "hosts?|name service "
    "error|couldn.t find any host|could ?n.?t be found|wasn.t found|DNS error|NXDOMAIN|"
    "(アドレス|ユーザー?|宛先|あて先|受信者|ドメイン|ホスト).{0,30}(見つか|存在し|不明|ありません|間違)",
    "send-recipient-rejected", TG_SIDE_SEND, FALSE },
  { "connection (refused|timed out|reset)|no route to host|network is unreachable|did not accept our requests to connect|"
    "wasn.t able to establish an SMTP connection|unable to connect|timed? ?out|4\\.4\\.[0-9]+|retry timeout exceeded|deferred too long|"
    "応答がありません|接続できません",
    "send-recipient-unreachable", TG_SIDE_SEND, FALSE },
};
const gsize tg_message_n_bounces = G_N_ELEMENTS (tg_message_bounces);

const TgMessageRow tg_message_sentences[] = {
  /* Certificates. */
  { "(someone|somebody) could be trying to impersonate|certificate.{0,40}(does ?n.t match|does not match|belongs to a different|wrong "
    "host|different site|"
    "not "
    "match)|なりすまそうとしている|プリンシパル名が(間違って|正しく)|CN "
    "?名.{0,16}一致し(ない|ません)|サーバー(の)?名.{0,12}証明書.{0,12}一致し(ない|ません)|"
    "識別情報と一致しません|"
    "target principal name is incorrect|名前.{0,20}証明書.{0,20}一致し(ない|ません)|証明書.{0,30}名前.{0,10}一致し(ない|ません)",
    "cert-name-mismatch", TG_SIDE_BOTH, FALSE },
  { "certificate.{0,30}(has )?expired|certificate.{0,20}expired on|証明書の(有効)?期限.{0,40}(切れ|過ぎ)|証明書.{0,12}期限切れ",
    "cert-expired", TG_SIDE_BOTH, FALSE },
  { "certificate.{0,40}not (yet )?(valid yet|yet valid)|証明書.{0,20}まだ有効", "cert-not-yet-valid", TG_SIDE_BOTH, FALSE },
  { "self-?signed|自己署名", "cert-self-signed", TG_SIDE_BOTH, FALSE },
  { "certificate.{0,30}revoked|証明書.{0,20}失効", "cert-revoked", TG_SIDE_BOTH, FALSE },
  { "certificate.{0,60}(trusted source|not trusted|unknown (issuer|authority)|not issued by a trusted|cannot be verified|can.?t verify|"
    "chain)|certifying authority|certificate authority is not known|cannot verify server identity|unable to verify (the )?account|"
    "サーバの識別情報を検証できません|信頼されたソースからのものではありません|署名している認証局が未知|証明書.{0,30}(信頼(でき|され)(ない|"
    "ません|ていません)|"
    "確認できません|検証できません)|信頼されていない(証明機関|証明書)",
    "cert-unknown-issuer", TG_SIDE_BOTH, FALSE },
  { "(この)?接続を許可しますか|セキュリティ例外(の|を)追加|保護されていない接続で続行|セキュリティ証明書.{0,20}(確認|検証)|add security "
    "exception|"
    "security certificate",
    "cert-unknown-issuer", TG_SIDE_BOTH, TRUE },

  /* Encryption. */
  { "does ?n.t advertise that feature|STARTTLS をサポートしていない|(STARTTLS|STLS) not supported|(STARTTLS|STLS) "
    "拡張はサポートしていません|"
    "does not support SSL-secured|SSL 接続をサポートしていません|SSL で?保護された接続をサポートしていません|STARTTLS.{0,40}(not "
    "(offered|available)|"
    "unsupported)",
    "starttls-missing", TG_SIDE_BOTH, FALSE },
  { "unsupported version of security protocol|上書きできない TLS エラー|non-overridable TLS error|TLS バージョン|protocol "
    "version.{0,20}not "
    "support",
    "tls-too-old", TG_SIDE_BOTH, FALSE },
  { "no common encryption algorithm|no (common|shared) cipher", "tls-no-common-cipher", TG_SIDE_BOTH, FALSE },
  { "exceeded the maximum permissible length|wrong version number|unexpected TLS packet|packet with unexpected "
    "length|暗号化(された)?接続の種類|"
    "encryption type you have specified",
    "tls-expected-plain", TG_SIDE_BOTH, FALSE },
  { "(SSL|TLS) ?(handshake|negotiation).{0,30}fail|Unable to establish (a )?(TLS|SSL|secure)|in secure mode|セキュリティ保護された?モード|"
    "(SSL|TLS).{0,12}(エラー|失敗)|保護された接続を確立できません",
    "tls-failed", TG_SIDE_BOTH, TRUE },

  /* Signing in. */
  { "application-specific password|app(lication)? password.{0,20}(required|needed)|アプリ(用)?パスワード(が|を)?(必要|作成|入力)",
    "auth-app-password", TG_SIDE_BOTH, FALSE },
  { "web ?login required|log ?in (via|with) (your )?web ?browser|ウェブ ?ブラウザ.{0,12}ログイン", "auth-web-login", TG_SIDE_BOTH, FALSE },
  { "BasicAuth(Blocked|Disabled)|basic authentication is disabled|SmtpClientAuthentication is disabled|Authentication failure while "
    "connecting|"
    "接続時の認証に失敗",
    "auth-oauth", TG_SIDE_BOTH, TRUE },
  { "does not (allow|permit) plaintext passwords|平文のパスワードを許可していません|(server|サーバー).{0,30}(requires an "
    "encrypted|requires a secure) "
    "connection|暗号化された接続を?(要求|必要)",
    "auth-needs-encryption", TG_SIDE_BOTH, FALSE },
  { "does not (seem to )?support (encrypted passwords|the selected authentication method)|暗号化されたパスワードをサポートしていない|"
    "選択された認証方式をサポートしていません|認証(方式|タイプ).{0,20}サポートしていません|none of the authentication methods",
    "auth-no-common-mechanism", TG_SIDE_BOTH, FALSE },
  { "requires authentication|authentication (is )?required|認証が必要です|SMTP 認証(を|が)", "send-auth-missing", TG_SIDE_SEND, TRUE },
  { "unable to authenticate|authentication failed|login (to server .{1,80} )?(failed|was rejected|did not succeed)|incorrect user ?name|"
    "(user ?name|user ?id|account name) (or|and|/) ?password.{0,40}(incorrect|invalid|wrong|not "
    "recogni[sz]ed|rejected)|password.{0,40}(rejected|incorrect|is not "
    "correct)|sending of password.{0,40}did not succeed|rejected (the|your) (login|user ?name|password)|not accept (the|your) (user "
    "?name|password)|Check to make sure your password "
    "is spelled|"
    "(ユーザー?名|パスワード).{0,12}認証でき(ない|ません)|(ログイン|ログオン)(に失敗|が拒否|できません|を拒否)|認証に失敗|認証が失敗|"
    "パスワード.{0,20}(正しくありません|間違って|違います|"
    "拒否され|正しいか確認)|"
    "パスワードを送信できませんでした|ユーザー名.{0,20}(正しくありません|間違って)|パスワードの綴り|(ユーザ|アカウント)名.{0,6}または.{0,3}"
    "パスワード",
    "auth-wrong-password", TG_SIDE_BOTH, FALSE },
  { "(新しいパスワードを入力|enter (a|your) new password|ネットワーク パスワードの入力|enter (your )?network "
    "password|パスワードを入力してください)",
    "auth-wrong-password", TG_SIDE_BOTH, TRUE },

  /* Names and lines. */
  { "(server|host|SMTP\\)) [^ ]{1,100} is unknown|サーバー? ?[^ ]{0,100} ?が見つかりません|(host|server)( name)?( could| was|.) ?not (be "
    ")?(found|resolved)|could ?n.t "
    "find (the |a )?(host|server)|(host|name).{0,30}(not "
    "known|lookup|resolv).{0,20}(fail|error)?|ホスト.{0,12}見つかりません|名前(を|の)解決(できません|に失敗)|"
    "サーバーを?見つけることができません",
    "host-not-found", TG_SIDE_BOTH, FALSE },
  { "connection (was |is |has been )?refused|接続(が|を)拒否|refusing (SMTP )?connections|接続を断", "port-refused", TG_SIDE_BOTH, FALSE },
  { "(?<!retry )timed? ?-?out|タイムアウト|(応答|反応)(がありません|していません|しません)|did ?n.?o?t respond|not "
    "responding|接続できる?ません(でした)?|"
    "(could|can) ?n.?o?t (be )?(connect|reach)|unable to connect|failed to connect|connection to .{0,80} failed|cannot get mail|接続に失敗",
    "port-silent", TG_SIDE_BOTH, TRUE },
  { "not an? (IMAP4?|POP3?) (mail )?server|IMAP4 メールサーバーではありません|valid greeting from POP|妥当な挨拶", "wrong-protocol",
    TG_SIDE_RECEIVE, FALSE },
  { "(was|were) (lost|dropped|interrupted|terminated|closed|reset)|unexpectedly (terminated|closed)|has "
    "disconnected|接続が(切断|中断|切れ|終了)|"
    "予期せず.{0,12}(切断|終了)|interrupted the connection",
    "server-closed", TG_SIDE_BOTH, TRUE },
  { "maximum number of connections|同時接続(数|の限度)", "server-busy", TG_SIDE_RECEIVE, FALSE },

  /* Mailbox and sending. */
  { "size limit of the server|exceeds? the (global |maximum |fixed )?(message )?size|サイズ制限を超え|サイズ.{0,20}(超え|大きすぎ)",
    "send-size", TG_SIDE_SEND, FALSE },
  { "(allowed|maximum) number of recipients|受信者の許容数", "send-rate-limit", TG_SIDE_SEND, FALSE },
  { "(your |the )?(mail ?box|quota).{0,20}(is full|over quota|exceeded)|メールボックス.{0,12}(一杯|いっぱい|容量)", "mailbox-full",
    TG_SIDE_RECEIVE, TRUE },
  { "(mail ?box|mail ?drop).{0,30}(locked|in use)|メールボックス.{0,20}(ロック|使用中)", "mailbox-in-use", TG_SIDE_RECEIVE, FALSE },
  { "(one of the |the )?recipients? (address )?was rejected|受信者.{0,20}(拒否|確認し、再度)|check the message recipient",
    "send-recipient-rejected", TG_SIDE_SEND, TRUE },
  { "sender (address )?(was )?rejected|your email address is correct in your "
    "account|送信者.{0,20}拒否|アカウント設定でメールアドレスの設定が正しいか",
    "send-sender-rejected", TG_SIDE_SEND, TRUE },
  { "cannot send.{0,80}server|outgoing server.{0,20}error|送信 \\(SMTP\\) サーバーエラー|メッセージを送信できませんでした",
    "server-unavailable", TG_SIDE_SEND, TRUE },
};
const gsize tg_message_n_sentences = G_N_ELEMENTS (tg_message_sentences);
