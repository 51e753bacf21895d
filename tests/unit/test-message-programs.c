/* test-message-programs.c: warnings of mail programs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-message-rows.h"

const Row rows_of_programs[] = {
  /* Thunderbird 153: its own catalogues, English and Japanese. */
  { "Thunderbird imapMsgs, ja", "メールサーバー imap.example.jp に接続できません。サーバーへの接続が拒否されました。", "port-refused" },
  { "Thunderbird imapMsgs, en", "Could not connect to mail server imap.example.jp; the connection was refused.", "port-refused" },
  { "Thunderbird imapMsgs, ja", "サーバー imap.example.jp への接続がタイムアウトしました。", "port-silent" },
  { "Thunderbird imapMsgs, en", "Connection to server imap.example.jp timed out.", "port-silent" },
  { "Thunderbird imapMsgs, ja",
    "上書きできない TLS エラーが発生しました。ハンドシェイクエラーか、TLS バージョンまたはサーバー imap.example.jp "
    "が使用する証明書の互換性がない可能性があります。",
    "tls-too-old" },
  { "Thunderbird imapMsgs, ja",
    "サーバー imap.example.jp との接続が切断されました。サーバーがダウンしたか、ネットワークに問題があるかもしれません。",
    "server-closed" },
  { "Thunderbird imapMsgs, en", "The IMAP server imap.example.jp does not support the selected authentication method.",
    "auth-no-common-mechanism" },
  { "Thunderbird imapMsgs, ja", "メールサーバー mail.example.jp は IMAP4 メールサーバーではありません。", "wrong-protocol" },
  { "Thunderbird imapMsgs with Dovecot’s reply, ja",
    "現在のコマンドを正常に完了できませんでした。taro@example.jp アカウントのメールサーバーからの応答: [AUTHENTICATIONFAILED] "
    "Authentication failed.",
    "auth-wrong-password" },
  { "Thunderbird imapMsgs with Gmail’s reply, en",
    "The current command did not succeed. The mail server for account taro@gmail.com responded: [ALERT] Application-specific password "
    "required: https://support.google.com/accounts/answer/185833 (Failure).",
    "auth-app-password" },
  { "Thunderbird localMsgs, ja",
    "ユーザー taro のパスワードを送信できませんでした。メールサーバー pop.example.jp からの応答: -ERR [AUTH] Authentication failed",
    "auth-wrong-password" },
  { "Thunderbird localMsgs, en",
    "Sending of password for user taro did not succeed. Mail server pop.example.jp responded: -ERR [IN-USE] Unable to lock maildrop: "
    "Mailbox is locked by POP server",
    "mailbox-in-use" },
  { "Thunderbird composeMsgs, ja",
    "メールの送信中にエラーが発生しました: 送信 (SMTP) サーバー smtp.example.jp "
    "が見つかりません。サーバーの設定に誤りがある可能性があります。",
    "host-not-found" },
  { "Thunderbird composeMsgs, en",
    "An error occurred while sending mail: Outgoing server (SMTP) smtp.example.jp is unknown. The server may be incorrectly configured.",
    "host-not-found" },
  { "Thunderbird composeMsgs, ja",
    "送信 (SMTP) サーバー smtp.example.jp に接続できなかったため、メッセージを送信できませんでした。サーバーが利用できないか、SMTP "
    "接続が拒否された可能性があります。",
    "port-refused" },
  { "Thunderbird composeMsgs, ja",
    "送信 (SMTP) サーバー smtp.example.jp との接続がタイムアウトしたため、メッセージを送信できませんでした。再度試してください。",
    "port-silent" },
  { "Thunderbird composeMsgs, ja",
    "送信 (SMTP) サーバー smtp.example.jp の認証に失敗しました。パスワードを確認し、[アカウント設定] の [送信 (SMTP) サーバー] で "
    "[認証方式] "
    "が正しいことを確認してください。",
    "auth-wrong-password" },
  { "Thunderbird composeMsgs, en",
    "Unable to authenticate to Outgoing server (SMTP) smtp.example.jp. Please check the password and verify the 'Authentication method' in "
    "'Account Settings | Outgoing server (SMTP)'.",
    "auth-wrong-password" },
  { "Thunderbird composeMsgs, en",
    "An error occurred while sending mail: Unable to establish a secure link with Outgoing server (SMTP) smtp.example.jp using STARTTLS "
    "since it doesn't advertise that feature. Switch off STARTTLS for that server or contact your service provider.",
    "starttls-missing" },
  { "Thunderbird composeMsgs, ja",
    "送信 (SMTP) サーバー smtp.example.jp が STARTTLS をサポートしていないため、保護された接続を確立できませんでした。",
    "starttls-missing" },
  { "Thunderbird composeMsgs, en", "The Outgoing server (SMTP) smtp.example.jp does not allow plaintext passwords.",
    "auth-needs-encryption" },
  { "Thunderbird composeMsgs, ja",
    "送信メッセージのサイズがサーバーのサイズ制限を超えたため、メッセージを送信できませんでした。メッセージのサイズを小さくし、再度試してく"
    "ださい。",
    "send-size" },
  { "Thunderbird composeMsgs with Postfix’s reply, en",
    "An error occurred while sending mail. The mail server responded:\n5.7.1 <jiro@example.org>: Relay access denied.\nPlease check the "
    "message recipient \"jiro@example.org\" and try again.",
    "send-relay-denied" },
  { "Thunderbird composeMsgs with Postfix’s reply and code, en",
    "An error occurred while sending mail. The mail server responded: 554 5.7.1 <jiro@example.org>: Relay access denied. Please check the "
    "message recipient \"jiro@example.org\" and try again.",
    "send-relay-denied" },
  { "Thunderbird composeMsgs with Microsoft’s reply, en",
    "An error occurred while sending mail. The mail server responded: 535 5.7.139 Authentication unsuccessful, basic authentication is "
    "disabled. [TYCP286CA0001.JPNP286.PROD.OUTLOOK.COM 2026-11-21]",
    "auth-oauth" },
  { "Thunderbird composeMsgs with a sender refused, ja",
    "メールの送信中にエラーが発生しました。アカウント設定でメールアドレスの設定が正しいか確認し、再度試してください。メールサーバーからの応"
    "答: 553 5.7.1 <taro@example.jp>: "
    "Sender address rejected: not owned by user jiro.",
    "send-sender-rejected" },
  { "Thunderbird certError.ftl, ja",
    "このサーバーの imap.example.jp "
    "の証明書が正しくありません。誰かがこのサーバーになりすまそうとしている可能性があるため、この先へ進まないでください。",
    "cert-name-mismatch" },
  { "Thunderbird certError.ftl, ja", "imap.example.jp の証明書の有効期限が 2026年11月3日 に切れています。", "cert-expired" },
  { "Thunderbird certError.ftl, ja", "imap.example.jp の証明書は信頼されたソースからのものではありません。", "cert-unknown-issuer" },
  { "NSS, a name in a log", "Error code: SSL_ERROR_BAD_CERT_DOMAIN", "cert-name-mismatch" },
  { "NSS, a sentence", "Peer’s Certificate has expired. SEC_ERROR_EXPIRED_CERTIFICATE", "cert-expired" },
  { "NSS", "SSL_ERROR_RX_RECORD_TOO_LONG", "tls-expected-plain" },

  /* Outlook, Outlook Express, Windows Mail, Windows Live Mail. */
  { "Outlook 2003 on POP before SMTP, a blog, ja",
    "タスク 'taro - 送信中' はエラー (0x800CCC78) を報告しました: "
    "'メッセージを送信できません。アカウントのプロパティで電子メールアドレスが正しいことを確認してください。サーバーが応答しました: 530 "
    "5.7.0 Authentication required'",
    "send-auth-missing" },
  { "Outlook 2003, a blog, ja",
    "タスク 'taro - 送信中' はエラー (0x800CCC0F) を報告しました: "
    "'サーバーへの接続が中断されました。この問題が引き続き起こる場合は、サーバー管理者かインターネットサービスプロバイダ (ISP) "
    "に連絡してください。'",
    "server-closed" },
  { "Windows Mail on Vista, a blog, en",
    "Your server has unexpectedly terminated the connection. Possible causes for this include server problems, network problems, or a long "
    "period of inactivity. Subject 'Fw: ', Account: 'BT Yahoo! Mail', Server: 'mail.btinternet.com', Protocol: SMTP, Port: 25, "
    "Secure(SSL): No, Error Number: 0x800CCC0F",
    "server-closed" },
  { "Windows Live Mail, ja",
    "サーバーに接続できませんでした。アカウント : 'OCN', サーバー : 'pop.ocn.ne.jp', プロトコル : POP3, ポート : 110, セキュリティ (SSL): "
    "なし, ソケット エラー : 10060, "
    "エラー番号 : 0x800CCC0E",
    "port-silent" },
  { "Windows Live Mail, en",
    "The connection to the server has failed. Server: 'smtp.example.jp', Protocol: SMTP, Port: 587, Secure(SSL): No, Socket Error: 10061, "
    "Error Number: 0x800CCC0E",
    "port-refused" },
  { "Outlook Express, ja",
    "ホスト 'pop.exsample.jp' が見つかりませんでした。サーバー名が正しく入力されていることを確認してください。ソケット エラー : 11001, "
    "エラー番号 : 0x800CCC0D",
    "host-not-found" },
  { "Outlook Express, en",
    "There was a problem logging onto your mail server. Your Password was rejected. Account: 'taro', Server: 'pop.example.jp', Protocol: "
    "POP3, Server Response: '-ERR authorization failed', Port: 110, Secure(SSL): No, Server Error: 0x800CCC90, Error Number: 0x800CCC92",
    "auth-wrong-password" },
  { "Outlook, en", "Outlook cannot connect to your incoming (POP3) email server. (0x80042108)", "port-silent" },
  { "Outlook 2016, ja",
    "'taro@example.jp - 受信中' はエラーを報告しました (0x8004210A): '受信 (POP) "
    "サーバーからの応答を待っている間に操作がタイムアウトしました。'",
    "server-slow" },
  { "Outlook 2013, ja", "サーバーは指定した種類の暗号化された接続をサポートしていません。暗号化の種類を変更してください (0x800CCC1A)",
    "tls-failed" },
  { "Outlook, en",
    "Your outgoing (SMTP) server does not support SSL-secured connections. If SSL-secured connections have worked in the past, contact "
    "your "
    "server administrator (0x800CCC7D).",
    "starttls-missing" },
  { "Outlook, ja", "セキュリティ証明書の対象のプリンシパル名が間違っています。", "cert-name-mismatch" },
  { "Outlook, en", "The target principal name is incorrect.", "cert-name-mismatch" },
  { "Windows Live Mail certificate, ja",
    "証明書チェーンは処理されましたが、信頼プロバイダーによって信頼されていない証明機関証明書で終了しました。 0x800B0109",
    "cert-unknown-issuer" },
  { "Windows Live Mail certificate, en", "The certificate's CN name does not match the passed value. 0x800B010F", "cert-name-mismatch" },
  { "a number alone", "0x800ccc0d", "host-not-found" },
  { "Outlook with Yahoo! JAPAN’s reply", "送信エラー 0x800CCC67 サーバーの応答: '421 4.7.0 too many connections from your host'",
    "server-busy" },

  /* Evolution: its own catalogues. */
  { "evolution-data-server, ja", "POP サーバー pop.example.jp で認証に失敗しました: ", "auth-wrong-password" },
  { "evolution-data-server, en", "Failed to authenticate on POP server pop.example.jp: -ERR [AUTH] Invalid login", "auth-wrong-password" },
  { "evolution-data-server, en", "Could not connect to 'imap.example.jp:993': Socket I/O timed out", "port-silent" },
  { "evolution, the assistant’s reverse case", "Failed to connect to IMAP server in secure mode: An unexpected TLS packet was received.",
    "tls-expected-plain" },
  { "evolution-data-server, ja", "署名している認証局が未知です", "cert-unknown-issuer" },
  { "evolution-data-server, ja", "STARTTLS 拡張はサポートしていません。", "starttls-missing" },
  { "evolution, ja", "パスワードの綴りが正しいか確認してください。", "auth-wrong-password" },

  /* Apple, Google. */
  { "Mail on iPhone, ja", "サーバの識別情報を検証できません。“imap.example.jp”の識別情報は“メール”によって検証できません。",
    "cert-unknown-issuer" },
  { "Mail on iPhone, en", "Cannot Get Mail. The user name or password for “imap.example.jp” is incorrect.", "auth-wrong-password" },
  { "Mail on iPhone, ja", "メールを取得できません。“pop.example.jp”のユーザ名またはパスワードが間違っています。", "auth-wrong-password" },
  { "Mail on iPhone, en", "Cannot Send Mail. The connection to the outgoing server “smtp.example.jp” failed.", "" },
  { "Mail on Mac, a log", "CFNetwork SSLHandshake failed (-9843)", "cert-name-mismatch" },
  { "Gmail, send mail as",
    "認証に失敗しました。ユーザー名またはパスワードを確認してください。[サーバーの応答: 535 5.7.8 Error: authentication failed: コード: "
    "535]",
    "auth-wrong-password" },
  { "Gmail, send mail as, en", "TLS Negotiation failed, the certificate doesn't match the host., code: 0", "cert-name-mismatch" },

  /* Quoted in articles. */
  { "an article’s question, ja", "「この接続を許可しますか」と表示されました", "cert-unknown-issuer" },
  { "a sentence about nothing", "明日の会議は500 MBのファイルと 550 円の弁当です。", "" },
  { "a mail", "Dear Taro, thank you for your letter of 21 November. Yours, Hanako", "" },
  { "nothing", "", "" },

  /* Lines of a conversation, as a log shows them. */
  { "Cyrus IMAP’s line", "a2 NO Login failed: account disabled", "auth-account-disabled" },
  { "Outlook.com’s line", "S: A3 NO LOGIN failed. Account is blocked. Login to your account via a web browser to verify your identity.",
    "auth-web-login" },
  { "Stalwart’s line", "* BYE Too many authentication requests from this IP address.", "auth-rate-limit" },
  { "a line that nobody knows", "a2 NO The limit of mercy is reached", "" },
  { "no line of IMAP", "1. NO NEWS FROM THE BANK", "" },
  { "Exchange’s line", "504 5.7.4 Unrecognized authentication type", "auth-no-common-mechanism" },
  { "163’s line", "554 IP is rejected, smtp auth error limit exceed,163 gzga-smtp-mtada-g0-4", "auth-rate-limit" },
  { "Dovecot’s line", "525 5.7.13 Login disabled for this user", "auth-account-disabled" },
  { "a command that is not known", "502 5.5.1 Error: command not implemented", "" },
  { "cPanel’s line", "550-Please turn on SMTP Authentication in your mail client.\n550 this server without authentication.",
    "send-auth-missing" },
  { "Windows Live Mail, ja",
    "接続しているサーバーは、確認できないセキュリティ証明書を使用しています。証明書の CN 名が渡された値と一致しません。",
    "cert-name-mismatch" },
  { "an error number as the input method left it", "エラー番号：０ｘ８００ＣＣＣ９２", "auth-wrong-password" },
  { "a phone, en", "The server did not accept your username or password.", "auth-wrong-password" },
  { "a phone, ja", "現在のユーザー名とパスワードでは認証できません。", "auth-wrong-password" },
};
const unsigned n_rows_of_programs = sizeof rows_of_programs / sizeof rows_of_programs[0];
